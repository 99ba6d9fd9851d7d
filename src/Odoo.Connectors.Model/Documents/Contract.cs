namespace Odoo.Connectors.Model;

/// <summary>A subscription: what is delivered and billed until it ends, and how its terms changed.</summary>
public sealed record Contract
{
    /// <summary>Where this record comes from.</summary>
    public required ExternalRef Ref { get; init; }

    /// <summary>The customer as the source names it.</summary>
    public required ExternalRef Customer { get; init; }

    /// <summary>The deal it came from, where the source tells.</summary>
    public ExternalRef? Deal { get; init; }

    /// <summary>Where it stands.</summary>
    public required ContractStatus Status { get; init; }

    /// <summary>The currency of all amounts.</summary>
    public required Currency Currency { get; init; }

    /// <summary>The first day.</summary>
    public required DateOnly StartsOn { get; init; }

    /// <summary>The last day, once one is known.</summary>
    public DateOnly? EndsOn { get; init; }

    /// <summary>What is in force now.</summary>
    public required IReadOnlyList<ProductLine> Terms { get; init; }

    /// <summary>How the terms changed, oldest first.</summary>
    public IReadOnlyList<Amendment> Amendments { get; init; } = [];

    /// <summary>Fields beyond the model.</summary>
    public CustomFields Custom { get; init; } = CustomFields.Empty;

    /// <summary>The reference only.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => $"Contract {Ref}";
}
