namespace Odoo.Connectors.Testing;

/// <summary>A payment or a refund that an emulated Stripe account asks a bank for.</summary>
public sealed record StripePayment
{
    /// <summary>The customer; null when the payment has none.</summary>
    public string? CustomerId { get; init; }

    /// <summary>The invoice that is paid; null when the payment is for none, and of refunds.</summary>
    public string? InvoiceId { get; init; }

    /// <summary>The charge that is given back; null of payments.</summary>
    public string? RefundedChargeId { get; init; }

    /// <summary>How much, in the smallest unit of the currency.</summary>
    public required long Amount { get; init; }

    /// <summary>The currency in lower case.</summary>
    public required string Currency { get; init; }

    /// <summary>Which attempt for the invoice it is, from 1.</summary>
    public int Attempt { get; init; } = 1;
}
