namespace Odoo.Connectors.Client.Generators;

/// <summary>What the kinds of fields are in C#.</summary>
internal static class FieldTypes
{
    private const string Client = ModelEmitter.Client;

    /// <summary>The type of a value between reading it and setting the property.</summary>
    public static string OfProperty(FieldShape field) => field.Kind switch
    {
        FieldKind.Ids => "long[]",
        FieldKind.ImmutableIds => "global::System.Collections.Immutable.ImmutableArray<long>",
        _ => Value(field) + (field.IsNullable ? "?" : ""),
    };

    /// <summary>The type of the property of <c>Values</c>.</summary>
    public static string OfValues(FieldShape field) => field.Kind switch
    {
        FieldKind.Ids or FieldKind.ImmutableIds => $"{Client}OdooCommands?",
        FieldKind.Selection => $"{Client}OdooSelectionValue<{field.EnumType}>",
        FieldKind.Reference => $"{Client}OdooValue<long{(field.IsNullable ? "?" : "")}>",
        _ => $"{Client}OdooValue<{OfProperty(field)}>",
    };

    /// <summary>The expression that reads the value.</summary>
    public static string Read(FieldShape field, string model)
    {
        string names = $"\"{model}\", \"{field.Field}\"";
        string call = field.Kind switch
        {
            FieldKind.Reference => $"{Client}OdooFieldReader.Reference(ref reader, cache, {names})",
            FieldKind.Selection => $"{Client}OdooFieldReader.Selection<{field.EnumType}>(ref reader, {names})",
            FieldKind.ImmutableIds => $"global::System.Runtime.InteropServices.ImmutableCollectionsMarshal.AsImmutableArray({Client}OdooFieldReader.Ids(ref reader, {names}))",
            _ => $"{Client}OdooFieldReader.{field.Kind}(ref reader, {names})",
        };
        return (field.IsNullable, field.Kind) switch
        {
            (true, _) or (_, FieldKind.Boolean or FieldKind.Ids or FieldKind.ImmutableIds) => call,
            (_, FieldKind.Int64 or FieldKind.Int32 or FieldKind.Decimal) => $"{call}.GetValueOrDefault()",
            _ => $"{Client}OdooFieldReader.Required({call}, {names})",
        };
    }

    private static string Value(FieldShape field) => field.Kind switch
    {
        FieldKind.Text => "string",
        FieldKind.Boolean => "bool",
        FieldKind.Int64 => "long",
        FieldKind.Int32 => "int",
        FieldKind.Decimal => "decimal",
        FieldKind.Date => "global::System.DateOnly",
        FieldKind.Moment => "global::System.DateTimeOffset",
        FieldKind.Reference => $"{Client}OdooReference",
        FieldKind.Bytes => "byte[]",
        FieldKind.Binary => $"{Client}OdooBinary",
        FieldKind.Json => "global::System.Text.Json.JsonElement",
        FieldKind.ModelReference => $"{Client}OdooModelReference",
        _ => $"{Client}OdooSelection<{field.EnumType}>",
    };
}
