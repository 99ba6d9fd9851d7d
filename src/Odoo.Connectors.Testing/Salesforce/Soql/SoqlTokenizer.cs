using System.Globalization;
using System.Text;

namespace Odoo.Connectors.Testing;

/// <summary>Cuts a query into tokens.</summary>
internal static class SoqlTokenizer
{
    private static readonly string[] Symbols = ["!=", "<>", ">=", "<=", "=", ">", "<", "(", ")", ",", "."];

    public static List<SoqlToken> Read(string soql)
    {
        var tokens = new List<SoqlToken>();
        int at = 0;
        while (at < soql.Length)
        {
            if (char.IsWhiteSpace(soql[at]))
            {
                at++;
            }
            else if (soql[at] == '\'')
            {
                tokens.Add(ReadText(soql, ref at));
            }
            else if (char.IsAsciiLetter(soql[at]))
            {
                tokens.Add(ReadWord(Take(soql, ref at, c => char.IsAsciiLetterOrDigit(c) || c == '_')));
            }
            else if (char.IsAsciiDigit(soql[at]) || soql[at] == '-')
            {
                tokens.Add(ReadNumberOrDate(Take(soql, ref at, c => char.IsAsciiLetterOrDigit(c) || c is '-' or '+' or ':' or '.')));
            }
            else
            {
                string symbol = Array.Find(Symbols, s => string.CompareOrdinal(soql, at, s, 0, s.Length) == 0)
                    ?? throw SalesforceRefusal.BadQuery($"unexpected token: '{soql[at]}'");
                tokens.Add(new SoqlToken(SoqlTokenKind.Symbol, symbol));
                at += symbol.Length;
            }
        }

        tokens.Add(new SoqlToken(SoqlTokenKind.End, "<EOF>"));
        return tokens;
    }

    private static string Take(string soql, ref int at, Func<char, bool> belongs)
    {
        int start = at++;
        while (at < soql.Length && belongs(soql[at]))
        {
            at++;
        }

        return soql[start..at];
    }

    private static SoqlToken ReadWord(string word) => word.ToUpperInvariant() switch
    {
        "TRUE" => new SoqlToken(SoqlTokenKind.Boolean, word, true),
        "FALSE" => new SoqlToken(SoqlTokenKind.Boolean, word, false),
        "NULL" => new SoqlToken(SoqlTokenKind.Null, word),
        _ => new SoqlToken(SoqlTokenKind.Word, word),
    };

    private static SoqlToken ReadNumberOrDate(string text)
    {
        if (SalesforceValue.TryDate(text, out DateOnly date))
        {
            return new SoqlToken(SoqlTokenKind.Date, text, date);
        }

        if (SalesforceValue.TryInstant(text, out DateTimeOffset instant))
        {
            return new SoqlToken(SoqlTokenKind.DateTime, text, instant);
        }

        return decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out decimal number)
            ? new SoqlToken(SoqlTokenKind.Number, text, number)
            : throw SalesforceRefusal.BadQuery($"unexpected token: '{text}'");
    }

    private static SoqlToken ReadText(string soql, ref int at)
    {
        var text = new StringBuilder();
        for (at++; at < soql.Length; at++)
        {
            if (soql[at] == '\'')
            {
                at++;
                return new SoqlToken(SoqlTokenKind.Text, text.ToString(), text.ToString());
            }

            // What stands for itself in a pattern keeps its mark until the pattern is compared.
            text.Append(soql[at] == '\\' && at + 1 < soql.Length && soql[at + 1] is not ('%' or '_') ? Unescape(soql[++at]) : soql[at]);
        }

        throw SalesforceRefusal.BadQuery("a string literal has no end");
    }

    private static char Unescape(char escaped) => escaped switch
    {
        'n' or 'N' => '\n',
        'r' or 'R' => '\r',
        't' or 'T' => '\t',
        '\'' or '"' or '\\' => escaped,
        _ => throw SalesforceRefusal.BadQuery($"illegal character sequence '\\{escaped}' in a string literal"),
    };
}
