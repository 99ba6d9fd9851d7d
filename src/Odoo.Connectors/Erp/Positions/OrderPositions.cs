using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Erp;

/// <summary>What orders hold of their contracts: where they stand, and on which terms. Pure.</summary>
internal static class OrderPositions
{
    /// <summary>A position with what its order holds.</summary>
    /// <param name="position">The order.</param>
    /// <param name="row">What was read of it.</param>
    /// <param name="keepsEnd">Whether it has a place for its end.</param>
    /// <param name="productOf">What the books call a product.</param>
    public static Position Of(Position position, OrderRow row, bool keepsEnd, Func<string, string> productOf)
    {
        ExternalRef? contract = OrderMapper.SourceOf(row) is { Kind: RecordKinds.Contract } named ? named : null;
        return position with
        {
            State = row.State is "draft" or "sent" ? PositionState.Draft : OrderMapper.StatusOf(row) == ContractStatus.Ended ? PositionState.Cancelled : PositionState.Open,
            Terms = [.. row.Lines.Where(l => l.Quantity != 0m).GroupBy(l => productOf(l.Code), StringComparer.Ordinal).Select(g => Term(g.Key, [.. g], contract))],
            Every = row is { Every: int count, Unit: string unit } && Enum.TryParse(unit, ignoreCase: true, out RecurrenceUnit each) ? new Recurrence(count, each).ToString() : null,
            EndsOn = row.EndsOn,
            KeepsEnd = keepsEnd,
            Version = row.Held,
            ChangedAt = row.WrittenAt,
        };
    }

    /// <summary>Lines of a deal have the deal's prices, and may be of what is sold once.</summary>
    private static PositionTerm Term(string product, OrderLineRow[] lines, ExternalRef? contract)
    {
        bool isOfDeal = Array.Exists(lines, l => l.External is { } key && (contract is null || ContractLine.Parts(key, contract) is null));
        decimal[] prices = [.. lines.Select(l => l.Price).Distinct()];
        return new PositionTerm(product, lines.Sum(l => l.Quantity), isOfDeal || prices.Length > 1 ? null : prices[0], isOfDeal);
    }
}
