namespace Odoo.Connectors.Testing.Orm;

/// <summary>How a parameter takes its value.</summary>
internal enum ParameterKind
{
    PositionalOrKeyword,
    KeywordOnly,
    VarKeyword,
}

/// <summary>One parameter of a method.</summary>
internal sealed record MethodParameter(string Name, ParameterKind Kind, bool IsRequired)
{
    /// <summary>Reads "domain, limit=", where <c>*</c> begins those that go by name only and <c>**name</c> takes any name.</summary>
    public static IReadOnlyList<MethodParameter> Parse(string parameters)
    {
        var result = new List<MethodParameter>();
        var kind = ParameterKind.PositionalOrKeyword;
        foreach (var part in parameters.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (part == "*")
            {
                kind = ParameterKind.KeywordOnly;
            }
            else
            {
                result.Add(part.StartsWith("**", StringComparison.Ordinal)
                    ? new(part[2..], ParameterKind.VarKeyword, IsRequired: false)
                    : new(part.TrimEnd('='), kind, IsRequired: !part.EndsWith('=')));
            }
        }

        return result;
    }
}
