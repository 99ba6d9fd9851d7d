namespace Odoo.Connectors.Model;

/// <summary>An issued invoice that is owed and will not be paid, as its source decided.</summary>
public sealed record UncollectibleInvoice
{
    /// <summary>The invoice.</summary>
    public required ExternalRef Invoice { get; init; }

    /// <summary>The number the customer sees.</summary>
    public required string Number { get; init; }

    /// <summary>What is still open of it, taxes included.</summary>
    public required Money Open { get; init; }

    /// <summary>When it was given up.</summary>
    public required DateTimeOffset MarkedAt { get; init; }

    /// <summary>The reference only.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => $"UncollectibleInvoice {Invoice}";
}
