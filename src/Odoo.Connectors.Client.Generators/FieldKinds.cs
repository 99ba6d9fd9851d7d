using Microsoft.CodeAnalysis;

namespace Odoo.Connectors.Client.Generators;

/// <summary>Types of properties.</summary>
internal static class FieldKinds
{
    private const string Client = "Odoo.Connectors.Client.";

    public static (FieldKind Kind, bool IsNullable, string? EnumType) Of(ITypeSymbol type)
    {
        if (type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable)
        {
            (FieldKind kind, _, string? inner) = Of(nullable.TypeArguments[0]);
            return (kind, true, inner);
        }

        bool isNullable = type.IsReferenceType && type.NullableAnnotation != NullableAnnotation.NotAnnotated;
        if (type is INamedTypeSymbol { TypeArguments.Length: 1 } generic)
        {
            string argument = generic.TypeArguments[0].ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat);
            return (FullName(generic.OriginalDefinition), argument) switch
            {
                ("System.Collections.Generic.IReadOnlyList", "long") => (FieldKind.Ids, isNullable, null),
                ("System.Collections.Immutable.ImmutableArray", "long") => (FieldKind.ImmutableIds, false, null),
                (Client + "OdooSelection", _) => (FieldKind.Selection, false, argument),
                _ => default,
            };
        }

        return (Simple(type), isNullable, null);
    }

    /// <summary>What to use instead.</summary>
    public static string Advice(ITypeSymbol type)
    {
        ITypeSymbol inner = type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable ? nullable.TypeArguments[0] : type;
        return inner switch
        {
            { TypeKind: TypeKind.Enum } => $"use OdooSelection<{inner.Name}>, which keeps values that the enum does not know",
            { SpecialType: SpecialType.System_Double or SpecialType.System_Single } => "use decimal, which keeps the digits as sent",
            { SpecialType: SpecialType.System_DateTime } => "use DateTimeOffset for a datetime and DateOnly for a date",
            _ => "use JsonElement for a field of another form, or [OdooIgnore] for a property that is no field",
        };
    }

    private static FieldKind Simple(ITypeSymbol type) => type switch
    {
        { SpecialType: SpecialType.System_String } => FieldKind.Text,
        { SpecialType: SpecialType.System_Boolean } => FieldKind.Boolean,
        { SpecialType: SpecialType.System_Int64 } => FieldKind.Int64,
        { SpecialType: SpecialType.System_Int32 } => FieldKind.Int32,
        { SpecialType: SpecialType.System_Decimal } => FieldKind.Decimal,
        IArrayTypeSymbol { Rank: 1, ElementType.SpecialType: SpecialType.System_Byte } => FieldKind.Bytes,
        IArrayTypeSymbol { Rank: 1, ElementType.SpecialType: SpecialType.System_Int64 } => FieldKind.Ids,
        _ => FullName(type) switch
        {
            "System.DateOnly" => FieldKind.Date,
            "System.DateTimeOffset" => FieldKind.Moment,
            "System.Text.Json.JsonElement" => FieldKind.Json,
            Client + "OdooReference" => FieldKind.Reference,
            Client + "OdooModelReference" => FieldKind.ModelReference,
            Client + "OdooBinary" => FieldKind.Binary,
            _ => FieldKind.Unsupported,
        },
    };

    private static string FullName(ITypeSymbol type) => $"{type.ContainingNamespace?.ToDisplayString()}.{type.Name}";
}
