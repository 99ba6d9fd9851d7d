namespace Odoo.Connectors.Model;

/// <summary>An issued invoice that its source declared void: it is owed no longer, and never was.</summary>
public sealed record VoidedInvoice
{
    /// <summary>The invoice as it was issued.</summary>
    public required Invoice Invoice { get; init; }

    /// <summary>When it was voided.</summary>
    public required DateTimeOffset VoidedAt { get; init; }

    /// <summary>The reference only.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => $"VoidedInvoice {Invoice.Ref}";
}
