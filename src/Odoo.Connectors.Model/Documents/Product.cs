namespace Odoo.Connectors.Model;

/// <summary>A product of a catalogue.</summary>
public sealed record Product
{
    /// <summary>Where this record comes from.</summary>
    public required ExternalRef Ref { get; init; }

    /// <summary>The product code that maps it between systems; null where the catalogue has none for it.</summary>
    public string? Code { get; init; }

    /// <summary>What it is called.</summary>
    public required string Name { get; init; }

    /// <summary>What the customer reads of it. The default is null.</summary>
    public string? Description { get; init; }

    /// <summary>Whether it is sold. The default is true.</summary>
    public bool IsActive { get; init; } = true;

    /// <summary>Fields beyond the model.</summary>
    public CustomFields Custom { get; init; } = CustomFields.Empty;

    /// <summary>The reference only.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => $"Product {Ref}";
}
