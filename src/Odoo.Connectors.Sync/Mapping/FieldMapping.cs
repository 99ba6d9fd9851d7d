namespace Odoo.Connectors.Sync;

/// <summary>One field of a target and where its value comes from.</summary>
/// <param name="Field">The target's name of it.</param>
/// <param name="Kind">What the mapping does with it.</param>
/// <param name="Text">The mapping in words: its provenance, and what its version is made of.</param>
/// <param name="Optional">Whether a missing value leaves the field as it is.</param>
/// <param name="Value">Compiled once, when the host is configured.</param>
/// <param name="Sources">The fields of the record that it reads.</param>
internal sealed record FieldMapping(string Field, FieldMappingKind Kind, string Text, bool Optional, Func<object, object?> Value, string Sources)
{
    public string Definition => $"{Kind} {Text}{(Optional ? " (optional)" : "")}";
}
