using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Odoo.Connectors.Client.Generators;

/// <summary>A diagnostic that compares by value: a location of the compiler would keep its whole tree alive.</summary>
internal sealed record Problem(string Rule, string FilePath, TextSpan Span, LinePositionSpan Lines, EquatableArray<string> Arguments)
{
    public static Problem At(DiagnosticDescriptor rule, ISymbol symbol, params string[] arguments)
    {
        Location location = symbol.Locations.FirstOrDefault() ?? Location.None;
        FileLinePositionSpan lines = location.GetLineSpan();
        return new(rule.Id, lines.Path ?? "", location.SourceSpan, lines.Span, new(arguments));
    }

    public Diagnostic ToDiagnostic() => Diagnostic.Create(
        Rules.All[Rule], FilePath.Length > 0 ? Location.Create(FilePath, Span, Lines) : Location.None, [.. Arguments]);
}
