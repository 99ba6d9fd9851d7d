namespace Odoo.Connectors.Testing;

/// <summary>Money that an emulated Chargebee site asks its gateway to move.</summary>
public sealed record ChargebeePayment
{
    /// <summary>The customer.</summary>
    public required string CustomerId { get; init; }

    /// <summary>The invoice that is paid, or whose payment is given back; null when it is not numbered yet.</summary>
    public string? InvoiceId { get; init; }

    /// <summary>Whether money goes back to the customer.</summary>
    public bool IsRefund { get; init; }

    /// <summary>How much, in the smallest unit of the currency.</summary>
    public required long Amount { get; init; }

    /// <summary>The currency, ISO 4217.</summary>
    public required string CurrencyCode { get; init; }

    /// <summary>Which attempt for the invoice it is, from 1.</summary>
    public int Attempt { get; init; } = 1;
}
