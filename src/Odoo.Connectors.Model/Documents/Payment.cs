namespace Odoo.Connectors.Model;

/// <summary>Money received for an invoice.</summary>
public sealed record Payment
{
    /// <summary>Where this record comes from.</summary>
    public required ExternalRef Ref { get; init; }

    /// <summary>The customer as the source names it.</summary>
    public required ExternalRef Customer { get; init; }

    /// <summary>The invoice it pays.</summary>
    public required ExternalRef Invoice { get; init; }

    /// <summary>What was received.</summary>
    public required Money Amount { get; init; }

    /// <summary>When it was received.</summary>
    public required DateTimeOffset PaidAt { get; init; }

    /// <summary>The reference only.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => $"Payment {Ref}";
}
