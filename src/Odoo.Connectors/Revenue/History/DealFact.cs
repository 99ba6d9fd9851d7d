using Odoo.Connectors.Model;

namespace Odoo.Connectors.Revenue;

/// <summary>A deal as the CRM told it once.</summary>
internal sealed record DealFact
{
    public required DealState State { get; init; }

    public required string Customer { get; init; }

    public string? Stage { get; init; }

    public string? Pipeline { get; init; }

    public DateOnly? ClosedOn { get; init; }

    public required string Currency { get; init; }

    /// <summary>What the CRM says it is worth, else the sum of its lines; null where it says neither.</summary>
    public decimal? Amount { get; init; }

    public static DealFact Of(Deal deal) => new()
    {
        State = deal.State,
        Customer = deal.Customer.Ref.Id,
        Stage = deal.Stage,
        Pipeline = deal.Pipeline,
        ClosedOn = deal.ClosedOn,
        Currency = deal.Currency.Code,
        Amount = deal.Amount?.Amount ?? (deal.Lines.Count == 0 ? null : new Money(deal.Lines.Sum(l => l.Quantity * l.UnitPrice), deal.Currency).Rounded().Amount),
    };
}
