namespace Odoo.Connectors.Model;

/// <summary>Money given back to a customer.</summary>
public sealed record Refund
{
    /// <summary>Where this record comes from.</summary>
    public required ExternalRef Ref { get; init; }

    /// <summary>The customer as the source names it.</summary>
    public required ExternalRef Customer { get; init; }

    /// <summary>The payment it gives back.</summary>
    public required ExternalRef Payment { get; init; }

    /// <summary>The invoice that payment paid; null where the money was on account, such as an excess payment: it needs no credit note.</summary>
    public required ExternalRef? Invoice { get; init; }

    /// <summary>The credit note that accounts for it, once the source issued one. Null where <see cref="Parts"/> has several.</summary>
    public CreditNote? CreditNote { get; init; }

    /// <summary>The credit notes that account for it, where there are several, and how much of each; together they are the amount. The default is empty.</summary>
    public IReadOnlyList<RefundPart> Parts { get; init; } = [];

    /// <summary>What was given back, positive.</summary>
    public required Money Amount { get; init; }

    /// <summary>The means of payment as the source names it, where it tells; it chooses the journal. The default is null.</summary>
    public string? Method { get; init; }

    /// <summary>When it was given back.</summary>
    public required DateTimeOffset RefundedAt { get; init; }

    /// <summary>Where it stands, as of the reading. The default is that the money was given back.</summary>
    public RefundStatus Status { get; init; }

    /// <summary>The reference only.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => $"Refund {Ref}";
}
