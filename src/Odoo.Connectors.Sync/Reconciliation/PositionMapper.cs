using Odoo.Connectors.Model;

namespace Odoo.Connectors.Sync;

/// <summary>Records of a source as positions. Pure.</summary>
internal static class PositionMapper
{
    /// <summary>The kinds of records that can be compared.</summary>
    public static IReadOnlyList<string> Kinds { get; } =
        [RecordKinds.Customer, RecordKinds.Contract, RecordKinds.Invoice, RecordKinds.CreditNote, RecordKinds.Payment, RecordKinds.Refund, RecordKinds.Dispute, RecordKinds.Payout];

    /// <returns>Null for what no ledger should have: a refund that failed or is under way, a dispute that took nothing, a payout that the bank sent back.</returns>
    public static Position? Of(object record) => record switch
    {
        Invoice i => Document(i.Ref, i.Number, i.Customer, i.IssuedAt, i.Net, i.Taxes, i.Gross) with
        {
            Open = i.Open?.Amount ?? (i.IsPaid ? 0m : null),
            // What was given up may be written off in the ledger, or only marked.
            State = i.VoidedAt is not null ? PositionState.Cancelled : i.UncollectibleAt is not null ? null : i.IsPaid ? PositionState.Settled : PositionState.Open,
            ChangedAt = Latest(i.IssuedAt, i.VoidedAt, i.UncollectibleAt),
        },
        CreditNote c => Document(c.Ref, c.Number, null, c.IssuedAt, c.Net, c.Taxes, c.Gross) with
        {
            State = c.VoidedAt is not null ? PositionState.Cancelled : null, ChangedAt = Latest(c.IssuedAt, c.VoidedAt, null),
        },
        Payment p => Money(p.Ref, p.Customer, p.PaidAt, p.Amount),
        Refund { Status: RefundStatus.Made } r => Money(r.Ref, r.Customer, r.RefundedAt, r.Amount),
        // A lost one stays as it is booked; who only asks took nothing.
        Dispute { Status: not DisputeStatus.Inquiry } d => Money(d.Ref, d.Customer, d.OpenedAt, d.Amount) with
        {
            State = d.Status == DisputeStatus.Won ? PositionState.Settled : PositionState.Open, ChangedAt = Latest(d.OpenedAt, d.ClosedAt, null),
        },
        Payout { HasFailed: false } p => Money(p.Ref, null, p.ArrivesAt, p.Amount),
        Contract c => new Position
        {
            Ref = c.Ref,
            Customer = c.Customer,
            Currency = c.Currency,
            State = c.Status switch { ContractStatus.Pending => PositionState.Draft, ContractStatus.Ended => PositionState.Cancelled, _ => PositionState.Open },
            Terms = [.. c.Terms.GroupBy(t => t.ProductCode, StringComparer.Ordinal).Select(g => new PositionTerm(g.Key, g.Sum(t => t.Quantity), PriceOf(g)))],
            Every = c.Recurrence?.ToString(),
            EndsAt = c.EndsAt,
            EndsOn = c.EndsOn,
            Version = c.Version,
        },
        Customer c => new Position { Ref = c.Ref, State = c.IsArchived ? PositionState.Cancelled : PositionState.Open },
        _ => null,
    };

    private static decimal? PriceOf(IEnumerable<ProductLine> lines) =>
        lines.Select(l => l.HasTieredPrice ? (decimal?)null : l.UnitPrice).Distinct().Take(2).ToArray() is [decimal only] ? only : null;

    private static Position Document(ExternalRef reference, string number, ExternalRef? customer, DateTimeOffset at, Money net, IReadOnlyList<TaxLine> taxes, Money gross) => new()
    {
        Ref = reference, Number = number, Customer = customer, At = at, Currency = gross.Currency, Net = net.Amount, Tax = taxes.Sum(t => t.Amount.Amount), Gross = gross.Amount,
    };

    private static Position Money(ExternalRef reference, ExternalRef? customer, DateTimeOffset at, Money amount) => new()
    {
        Ref = reference, Customer = customer, At = at, Currency = amount.Currency, Gross = amount.Amount, State = PositionState.Settled, ChangedAt = at,
    };

    private static DateTimeOffset Latest(DateTimeOffset one, DateTimeOffset? two, DateTimeOffset? three) => new[] { one, two ?? one, three ?? one }.Max();
}
