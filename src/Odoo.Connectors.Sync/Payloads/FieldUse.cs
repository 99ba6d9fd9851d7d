namespace Odoo.Connectors.Sync;

/// <summary>Which fields of a payload a mapping reads, and which it leaves alone. Nested names are joined by dots; each is named once.</summary>
/// <param name="Used">The fields that are read, in the payload's order.</param>
/// <param name="Ignored">The fields that are not, in the payload's order; one that holds an object stands for all that is in it.</param>
public sealed record FieldUse(IReadOnlyList<string> Used, IReadOnlyList<string> Ignored)
{
    /// <summary>No fields.</summary>
    public static FieldUse None { get; } = new([], []);
}
