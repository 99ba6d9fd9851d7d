using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Odoo.Connectors.Client.Generators;

/// <summary>From the compiler's symbol of a model to what its code is made from.</summary>
internal static class ShapeReader
{
    public static ModelShape Read(GeneratorAttributeSyntaxContext context)
    {
        INamedTypeSymbol type = (INamedTypeSymbol)context.TargetSymbol;
        AttributeData attribute = context.Attributes[0];
        string name = attribute.ConstructorArguments.FirstOrDefault().Value as string ?? "";
        bool isWritable = attribute.NamedArguments.Any(a => a is { Key: "Writable", Value.Value: true });
        List<Problem> problems = [];
        if (name.Length == 0 || !name.All(c => c is (>= 'a' and <= 'z') or (>= '0' and <= '9') or '_' or '.'))
        {
            problems.Add(Problem.At(Rules.BadName, type, name, "a model"));
        }

        if (isWritable && type.GetMembers("Values").FirstOrDefault() is { } taken)
        {
            problems.Add(Problem.At(Rules.ValuesTaken, taken, type.Name));
        }

        List<string> declarations = [];
        for (INamedTypeSymbol? one = type; one is not null; one = one.ContainingType)
        {
            if (!one.DeclaringSyntaxReferences.Any(s => s.GetSyntax() is TypeDeclarationSyntax t && t.Modifiers.Any(SyntaxKind.PartialKeyword)))
            {
                problems.Add(Problem.At(Rules.NotPartial, one, one.Name));
            }

            declarations.Insert(0, $"partial {Keyword(one)} {one.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat)}");
        }

        IReadOnlyList<FieldShape> fields = new FieldCollector(type, problems).Collect();
        return new ModelShape
        {
            ModelName = name,
            IsWritable = isWritable,
            Namespace = type.ContainingNamespace is { IsGlobalNamespace: false } space ? space.ToDisplayString() : null,
            Declarations = new(declarations),
            TypeName = type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat),
            FileName = type.ToDisplayString().Replace('<', '(').Replace('>', ')'),
            Fields = new(fields),
            Constructor = new(Constructor(type, fields, problems)),
            Problems = new(problems),
        };
    }

    private static IEnumerable<string> Constructor(INamedTypeSymbol type, IReadOnlyList<FieldShape> fields, List<Problem> problems)
    {
        for (INamedTypeSymbol? one = type; one is not null; one = one.ContainingType)
        {
            if (one.IsGenericType)
            {
                problems.Add(Problem.At(Rules.NotMakeable, type, type.Name, "it is generic"));
                return [];
            }
        }

        if (type.IsAbstract)
        {
            problems.Add(Problem.At(Rules.NotMakeable, type, type.Name, "it is abstract"));
            return [];
        }

        IMethodSymbol[] constructors = [.. type.InstanceConstructors.OrderBy(c => c.Parameters.Length)];
        foreach (IMethodSymbol constructor in constructors)
        {
            FieldShape?[] found = [.. constructor.Parameters.Select(p => fields.FirstOrDefault(f => string.Equals(f.Property, p.Name, StringComparison.OrdinalIgnoreCase)))];
            if (found.All(f => f is not null))
            {
                return found.Select(f => f!.Property);
            }
        }

        problems.Add(Problem.At(Rules.NotMakeable, type, type.Name, "it has neither a constructor without parameters nor one whose parameters are named like its fields' properties"));
        return [];
    }

    private static string Keyword(INamedTypeSymbol type) => (type.IsRecord, type.IsValueType, type.TypeKind) switch
    {
        (true, true, _) => "record struct",
        (true, false, _) => "record",
        (false, true, _) => "struct",
        (_, _, TypeKind.Interface) => "interface",
        _ => "class",
    };
}
