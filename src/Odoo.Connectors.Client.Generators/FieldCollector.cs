using Microsoft.CodeAnalysis;

namespace Odoo.Connectors.Client.Generators;

/// <summary>Finds the fields among the properties of a type and of those it derives from.</summary>
internal sealed class FieldCollector(INamedTypeSymbol type, List<Problem> problems)
{
    private const string Attributes = "Odoo.Connectors.Client.";

    // Odoo ignores these in what is written, or computes them.
    private static readonly HashSet<string> Kept = ["id", "display_name", "create_date", "create_uid", "write_date", "write_uid"];

    private readonly Dictionary<string, string> _properties = [];

    /// <summary>The fields, <c>id</c> first, then as declared, the base type's before the type's own.</summary>
    public IReadOnlyList<FieldShape> Collect()
    {
        List<FieldShape> fields = [];
        HashSet<string> names = [];
        foreach (IPropertySymbol property in Properties())
        {
            if (!names.Add(property.Name))
            {
                continue;
            }

            if (Has(property, "OdooIgnoreAttribute"))
            {
                if (property.IsRequired)
                {
                    problems.Add(Problem.At(Rules.RequiredIgnored, property, property.Name));
                }
            }
            else if (Field(property) is { } field)
            {
                fields.Add(field);
            }
        }

        if (!fields.Exists(f => f is { Field: "id", Kind: FieldKind.Int64 or FieldKind.Int32, IsNullable: false }))
        {
            problems.Add(Problem.At(Rules.NoId, type, type.Name));
        }

        return [.. fields.OrderBy(f => f.Field == "id" ? 0 : 1)];
    }

    private IEnumerable<IPropertySymbol> Properties()
    {
        Stack<INamedTypeSymbol> types = [];
        for (INamedTypeSymbol? one = type; one is { SpecialType: SpecialType.None }; one = one.BaseType)
        {
            types.Push(one);
        }

        return types.SelectMany(t => t.GetMembers().OfType<IPropertySymbol>())
            .Where(p => p is { IsStatic: false, IsIndexer: false, SetMethod: { } set, ExplicitInterfaceImplementations.Length: 0 }
                && (set.DeclaredAccessibility != Accessibility.Private || SymbolEqualityComparer.Default.Equals(p.ContainingType, type)));
    }

    private FieldShape? Field(IPropertySymbol property)
    {
        AttributeData? named = property.GetAttributes().FirstOrDefault(a => a.AttributeClass?.ToDisplayString() == Attributes + "OdooFieldAttribute");
        string field = named?.ConstructorArguments.FirstOrDefault().Value as string ?? Internal.SnakeCase.Of(property.Name);
        bool isReadOnly = Kept.Contains(field) || named?.NamedArguments.Any(a => a is { Key: "ReadOnly", Value.Value: true }) == true;
        (FieldKind kind, bool isNullable, string? enumType) = FieldKinds.Of(property.Type);
        if (kind == FieldKind.Unsupported)
        {
            problems.Add(Problem.At(Rules.UnsupportedType, property, property.Name, property.Type.ToDisplayString(), FieldKinds.Advice(property.Type)));
            return null;
        }

        if (field.Length == 0 || !field.All(c => c is (>= 'a' and <= 'z') or (>= '0' and <= '9') or '_'))
        {
            problems.Add(Problem.At(Rules.BadName, property, field, "a field"));
            return null;
        }

        if (_properties.TryGetValue(field, out string? other))
        {
            problems.Add(Problem.At(Rules.SameField, property, other, property.Name, field));
            return null;
        }

        _properties.Add(field, property.Name);
        int decimals = named?.NamedArguments.FirstOrDefault(a => a.Key == "Decimals").Value.Value as int? ?? -1;
        return new(property.Name, field, kind, isNullable, isReadOnly, enumType, Math.Min(decimals, 28));
    }

    private static bool Has(ISymbol symbol, string attribute) => symbol.GetAttributes().Any(a => a.AttributeClass?.ToDisplayString() == Attributes + attribute);
}
