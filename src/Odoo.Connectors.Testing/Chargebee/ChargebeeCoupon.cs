namespace Odoo.Connectors.Testing;

/// <summary>A coupon of an emulated Chargebee site: a percentage or an amount off each invoice, or off one item price.</summary>
public sealed record ChargebeeCoupon
{
    /// <summary>The id.</summary>
    public required string Id { get; init; }

    /// <summary>What invoices call it.</summary>
    public required string InvoiceName { get; init; }

    /// <summary>The percentage, for example 10; null for an amount.</summary>
    public decimal? Percentage { get; init; }

    /// <summary>The amount in the smallest unit of the currency; used when there is no <see cref="Percentage"/>.</summary>
    public long Amount { get; init; }

    /// <summary>The item price that it is off; null for the whole invoice.</summary>
    public string? ItemPriceId { get; init; }

    /// <summary>On how many invoices of a subscription it is taken off; null for all.</summary>
    public int? Applications { get; init; }
}
