namespace Odoo.Connectors.Testing;

internal enum SoqlTokenKind
{
    End,
    Word,
    Symbol,
    Text,
    Number,
    Boolean,
    Date,
    DateTime,
    Null,
}

/// <summary>A piece of a query; a literal carries its value.</summary>
internal sealed record SoqlToken(SoqlTokenKind Kind, string Text, object? Value = null)
{
    public bool IsLiteral => Kind >= SoqlTokenKind.Text;

    public bool Is(string word) => Kind is SoqlTokenKind.Word or SoqlTokenKind.Symbol && Text.Equals(word, StringComparison.OrdinalIgnoreCase);
}
