using Odoo.Connectors.Cli.Schema;

namespace Odoo.Connectors.Cli.Generation;

/// <summary>A property to write.</summary>
/// <param name="Name">Its name.</param>
/// <param name="FieldName">The field it stands for.</param>
/// <param name="Field">What the schema says of that.</param>
/// <param name="EnumName">The enum of its values; <see langword="null"/> if it has none.</param>
internal sealed record PropertyPlan(string Name, string FieldName, SchemaField Field, string? EnumName);
