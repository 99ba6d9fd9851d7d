namespace Odoo.Connectors.Cli.Generation;

/// <summary>Names that generated code cannot have, since they mean something there.</summary>
internal static class Reserved
{
    /// <summary>Types that the generated code names.</summary>
    public static readonly IReadOnlySet<string> Types = new HashSet<string>(StringComparer.OrdinalIgnoreCase)
    {
        "DateOnly", "DateTimeOffset", "FormattableString", "IReadOnlyList", "JsonElement", "OdooBinary", "OdooField", "OdooFieldAttribute", "OdooModel",
        "OdooModelAttribute", "OdooModelReference", "OdooOption", "OdooOptionAttribute", "OdooReference", "OdooSelection", "System",
    };

    /// <summary>Members that a record has, and those that the source generator adds.</summary>
    public static readonly IReadOnlySet<string> Members = new HashSet<string>(StringComparer.Ordinal)
    {
        "Clone", "EqualityContract", "Equals", "Finalize", "GetHashCode", "GetType", "MemberwiseClone", "PrintMembers", "ReferenceEquals", "ToString", "Values",
    };

    private static readonly HashSet<string> Keywords = new(StringComparer.Ordinal)
    {
        "abstract", "as", "base", "bool", "break", "byte", "case", "catch", "char", "checked", "class", "const", "continue", "decimal", "default",
        "delegate", "do", "double", "else", "enum", "event", "explicit", "extern", "false", "finally", "fixed", "float", "for", "foreach", "goto",
        "if", "implicit", "in", "int", "interface", "internal", "is", "lock", "long", "namespace", "new", "null", "object", "operator", "out",
        "override", "params", "private", "protected", "public", "readonly", "ref", "return", "sbyte", "sealed", "short", "sizeof", "stackalloc",
        "static", "string", "struct", "switch", "this", "throw", "true", "try", "typeof", "uint", "ulong", "unchecked", "unsafe", "ushort", "using",
        "virtual", "void", "volatile", "while",
    };

    /// <summary>Whether it can stand after <c>namespace</c>.</summary>
    public static bool IsNamespace(string name) => name.Split('.').All(part =>
        part.Length > 0 && (char.IsAsciiLetter(part[0]) || part[0] == '_') && part.All(c => char.IsAsciiLetterOrDigit(c) || c == '_') && !Keywords.Contains(part));
}
