namespace Odoo.Connectors.Model;

/// <summary>A deal of the CRM with what was agreed.</summary>
public sealed record Deal
{
    /// <summary>Where this record comes from.</summary>
    public required ExternalRef Ref { get; init; }

    /// <summary>The customer it was made with.</summary>
    public required Customer Customer { get; init; }

    /// <summary>The name of the deal.</summary>
    public required string Name { get; init; }

    /// <summary>Whether it is won: agreed and closed.</summary>
    public required bool IsWon { get; init; }

    /// <summary>The day it was closed, in the CRM's calendar.</summary>
    public DateOnly? ClosedOn { get; init; }

    /// <summary>The currency of all amounts.</summary>
    public required Currency Currency { get; init; }

    /// <summary>What was sold.</summary>
    public IReadOnlyList<ProductLine> Lines { get; init; } = [];

    /// <summary>Fields beyond the model.</summary>
    public CustomFields Custom { get; init; } = CustomFields.Empty;

    /// <summary>The reference only.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => $"Deal {Ref}";
}
