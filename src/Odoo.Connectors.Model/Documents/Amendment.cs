namespace Odoo.Connectors.Model;

/// <summary>One change of a contract's terms.</summary>
public sealed record Amendment
{
    /// <summary>The day from which the new terms hold.</summary>
    public required DateOnly EffectiveOn { get; init; }

    /// <summary>All terms before the change.</summary>
    public required IReadOnlyList<ProductLine> Before { get; init; }

    /// <summary>All terms after the change.</summary>
    public required IReadOnlyList<ProductLine> Terms { get; init; }
}
