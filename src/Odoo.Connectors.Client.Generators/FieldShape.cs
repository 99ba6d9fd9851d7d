namespace Odoo.Connectors.Client.Generators;

/// <summary>One property and the field it stands for.</summary>
/// <param name="Property">The property's name.</param>
/// <param name="Field">The field's name.</param>
/// <param name="Kind">How it is read and written.</param>
/// <param name="IsNullable">Whether the property can be null.</param>
/// <param name="IsReadOnly">Whether the field is never written.</param>
/// <param name="EnumType">The enum of a selection.</param>
/// <param name="Decimals">The digits after the point that are written; below 0 for all.</param>
internal sealed record FieldShape(string Property, string Field, FieldKind Kind, bool IsNullable, bool IsReadOnly, string? EnumType, int Decimals);
