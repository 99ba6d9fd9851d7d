namespace Odoo.Connectors.Benchmarks;

/// <summary>A reference in the records that are read by hand.</summary>
internal readonly record struct PlainReference(long Id, string Name);

internal enum PlainType : byte { Entry, OutInvoice, OutRefund, InInvoice, InRefund, OutReceipt, InReceipt }

internal enum PlainState : byte { Draft, Posted, Cancel }

internal enum PlainPayment : byte { NotPaid, InPayment, Paid, Partial, Reversed, Blocked, InvoicingLegacy }

/// <summary>A partner as one would write it for a reader by hand.</summary>
internal sealed record PlainPartner
{
    public required long Id { get; init; }

    public required string Name { get; init; }

    public string? Email { get; init; }

    public string? Phone { get; init; }

    public string? Vat { get; init; }

    public string? Reference { get; init; }

    public string? Street { get; init; }

    public string? Street2 { get; init; }

    public string? Zip { get; init; }

    public string? City { get; init; }

    public PlainReference? State { get; init; }

    public PlainReference? Country { get; init; }

    public PlainReference? Parent { get; init; }

    public bool IsCompany { get; init; }

    public bool Active { get; init; }

    public long[] CategoryIds { get; init; } = [];

    public DateTime WriteDate { get; init; }
}

/// <summary>An invoice as one would write it for a reader by hand.</summary>
internal sealed record PlainMove
{
    public required long Id { get; init; }

    public string? Name { get; init; }

    public PlainType Type { get; init; }

    public PlainState State { get; init; }

    public PlainReference? Partner { get; init; }

    public DateOnly? Date { get; init; }

    public DateOnly? Due { get; init; }

    public string? Reference { get; init; }

    public string? PaymentReference { get; init; }

    public decimal Untaxed { get; init; }

    public decimal Tax { get; init; }

    public decimal Total { get; init; }

    public decimal Residual { get; init; }

    public PlainReference? Currency { get; init; }

    public PlainReference? Company { get; init; }

    public PlainReference? Journal { get; init; }

    public PlainPayment Payment { get; init; }

    public long[] LineIds { get; init; } = [];

    public string? Origin { get; init; }

    public string? Narration { get; init; }

    public DateTime WriteDate { get; init; }
}
