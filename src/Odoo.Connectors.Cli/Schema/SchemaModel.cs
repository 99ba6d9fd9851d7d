namespace Odoo.Connectors.Cli.Schema;

/// <summary>One model.</summary>
/// <param name="Label">What people call it, if known.</param>
/// <param name="Fields">The fields by name, in ordinal order.</param>
internal sealed record SchemaModel(string? Label, SortedDictionary<string, SchemaField> Fields);
