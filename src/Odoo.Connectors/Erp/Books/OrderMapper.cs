using System.Globalization;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Erp;

/// <summary>What was read of an order as a contract. Pure.</summary>
internal static class OrderMapper
{
    public static ExternalRef ContractRef(string system, long id) => new(system, RecordKinds.Contract, id.ToString(CultureInfo.InvariantCulture));

    public static Contract Contract(string system, OrderRow row)
    {
        ExternalRef? source = SourceOf(row);
        return new Contract
        {
            Ref = ContractRef(system, row.Id),
            Customer = BookMapper.CustomerRef(system, row.Customer),
            Origin = source is null ? null : new ContractOrigin { Source = source, Version = row.Held, IsEdited = row.IsEdited },
            Status = StatusOf(row),
            Currency = BookMapper.CurrencyOf(row.Currency),
            Version = row.WrittenAt.ToUnixTimeSeconds(),
            StartsOn = row.StartsOn ?? row.OrderedOn ?? DateOnly.FromDateTime(row.WrittenAt.UtcDateTime),
            EndsOn = row.EndsOn,
            Recurrence = row is { Every: int count, Unit: string unit } && Enum.TryParse(unit, ignoreCase: true, out RecurrenceUnit each) ? new Recurrence(count, each) : null,
            Terms = [.. row.Lines.Where(l => l.Quantity != 0m).Select(l => Line(l, source))],
        };
    }

    /// <summary>A note names the subscription, the order's own external id perhaps the deal before it.</summary>
    public static ExternalRef? SourceOf(OrderRow row)
    {
        if (row.Note is not null && ContractNotes.Parse(row.Note) is ContractNote note)
        {
            return note.Contract;
        }

        return row.External is null || ErpKeys.Parse(row.External) is not (EffectKinds.Contract, ExternalRef made) ? null
            : made with { Kind = row.Reference == made.Id ? RecordKinds.Contract : RecordKinds.Deal };
    }

    public static ContractStatus StatusOf(OrderRow row) => row switch
    {
        { State: "cancel" } => ContractStatus.Ended,
        { State: "draft" or "sent" } => ContractStatus.Pending,
        { Status: string own } when Enum.TryParse(own, out ContractStatus named) => named,
        { Subscription: "4_paused" } => ContractStatus.Paused,
        { Subscription: "5_renewed" or "6_churn" } => ContractStatus.Ended,
        { Subscription: "1_draft" or "2_renewal" } => ContractStatus.Pending,
        { Subscription: null, Note: string note } when ContractNotes.Parse(note)?.Status is ContractStatus stood => stood,
        _ => ContractStatus.Active,
    };

    private static ProductLine Line(OrderLineRow row, ExternalRef? source)
    {
        (string Id, string Code)? own = source is null || row.External is null ? null : ContractLine.Parts(row.External, source);
        return new ProductLine
        {
            Id = own?.Id ?? row.Id.ToString(CultureInfo.InvariantCulture),
            ProductCode = own?.Code ?? row.Code,
            Description = row.Name,
            Quantity = row.Quantity,
            UnitPrice = row.Price,
        };
    }
}
