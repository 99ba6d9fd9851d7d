using Odoo.Connectors.Model;

namespace Odoo.Connectors.Sync;

/// <summary>Adds both sides up.</summary>
internal sealed class PositionTotals
{
    private readonly Dictionary<(string Kind, string Ledger, Currency Currency, DateOnly Month), PositionTotal> _sums = [];

    public void Expected(Position position, string ledger, DateOnly? day)
    {
        if (Of(position, ledger, day) is PositionTotal sum)
        {
            Set(sum with { ExpectedCount = sum.ExpectedCount + 1, ExpectedTax = sum.ExpectedTax + (position.Tax ?? 0m), ExpectedGross = sum.ExpectedGross + (position.Gross ?? 0m) });
        }
    }

    public void Booked(Position position)
    {
        if (position.State is not (PositionState.Draft or PositionState.Cancelled) && Of(position, position.Ledger ?? position.Ref.System, position.On) is PositionTotal sum)
        {
            Set(sum with { BookedCount = sum.BookedCount + 1, BookedTax = sum.BookedTax + (position.Tax ?? 0m), BookedGross = sum.BookedGross + (position.Gross ?? 0m) });
        }
    }

    public IReadOnlyList<PositionTotal> All() =>
        [.. _sums.Values.OrderBy(s => s.Kind, StringComparer.Ordinal).ThenBy(s => s.Ledger, StringComparer.Ordinal).ThenBy(s => s.Currency.Code, StringComparer.Ordinal).ThenBy(s => s.Month)];

    private PositionTotal? Of(Position position, string ledger, DateOnly? day)
    {
        if (position is not { Currency: { } currency, Gross: not null } || day is not { } on)
        {
            return null;
        }

        DateOnly month = new(on.Year, on.Month, 1);
        return _sums.TryGetValue((position.Ref.Kind, ledger, currency, month), out PositionTotal? sum)
            ? sum : new PositionTotal { Kind = position.Ref.Kind, Ledger = ledger, Currency = currency, Month = month };
    }

    private void Set(PositionTotal sum) => _sums[(sum.Kind, sum.Ledger, sum.Currency, sum.Month)] = sum;
}
