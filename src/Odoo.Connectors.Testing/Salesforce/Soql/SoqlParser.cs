namespace Odoo.Connectors.Testing;

/// <summary>Reads the served subset of the query language and refuses the rest.</summary>
internal sealed class SoqlParser
{
    private static readonly string[] Comparisons = ["=", "!=", "<>", ">", ">=", "<", "<=", "LIKE"];

    // What the language has beyond the subset: a mistake of the emulator's, not of the query's.
    private static readonly string[] NotEmulated =
    [
        "INCLUDES", "EXCLUDES", "GROUP", "HAVING", "OFFSET", "FOR", "TYPEOF", "USING", "WITH", "COUNT", "SUM", "AVG", "MIN", "MAX", "FIELDS",
        "TODAY", "YESTERDAY", "TOMORROW", "LAST_WEEK", "LAST_MONTH", "LAST_90_DAYS", "LAST_N_DAYS", "NEXT_N_DAYS", "THIS_MONTH", "THIS_YEAR",
    ];
    private readonly List<SoqlToken> _tokens;
    private int _at;

    private SoqlParser(List<SoqlToken> tokens) => _tokens = tokens;

    private SoqlToken Here => _tokens[_at];

    public static SoqlQuery Parse(string soql)
    {
        var parser = new SoqlParser(SoqlTokenizer.Read(soql));
        SoqlQuery query = parser.Query(nested: false);
        return parser.Here.Kind == SoqlTokenKind.End ? query : throw parser.Unexpected();
    }

    private SoqlQuery Query(bool nested)
    {
        Expect("SELECT");
        List<SoqlItem> items = List(() => Item(nested));
        Expect("FROM");
        string from = Word();
        SoqlCondition? where = Accept("WHERE") ? Condition() : null;
        List<SoqlOrder> order = Accept("ORDER") ? Ordering() : [];
        int? limit = Accept("LIMIT") ? Count() : null;
        return new SoqlQuery(items, from, where, order, limit);
    }

    private SoqlItem Item(bool nested)
    {
        if (nested || !Accept("("))
        {
            return new SoqlItem(Path(), null);
        }

        SoqlQuery child = Query(nested: true);
        Expect(")");
        return new SoqlItem([], child);
    }

    private SoqlCondition Condition()
    {
        List<SoqlCondition> parts = [Part()];
        if (!Here.Is("AND") && !Here.Is("OR"))
        {
            return parts[0];
        }

        string joint = Here.Text;
        while (Accept(joint))
        {
            parts.Add(Part());
        }

        // Like the vendor: AND and OR side by side need parentheses.
        if (Here.Is("AND") || Here.Is("OR"))
        {
            throw Unexpected();
        }

        return joint.Equals("AND", StringComparison.OrdinalIgnoreCase) ? new SoqlAll(parts) : new SoqlAny(parts);
    }

    private SoqlCondition Part()
    {
        if (Accept("NOT"))
        {
            return new SoqlNot(Part());
        }

        if (Accept("("))
        {
            SoqlCondition inner = Condition();
            Expect(")");
            return inner;
        }

        return Comparison();
    }

    private SoqlCondition Comparison()
    {
        List<string> path = Path();
        bool negated = Accept("NOT");
        if (negated || Here.Is("IN"))
        {
            Expect("IN");
            Expect("(");
            List<SoqlToken> values = List(Literal);
            Expect(")");
            var isIn = new SoqlComparison(path, "=", values);
            return negated ? new SoqlNot(isIn) : isIn;
        }

        string comparison = Array.Find(Comparisons, Here.Is) ?? throw Unexpected();
        _at++;
        return new SoqlComparison(path, comparison == "<>" ? "!=" : comparison, [Literal()]);
    }

    private List<SoqlOrder> Ordering()
    {
        Expect("BY");
        return List(() =>
        {
            List<string> path = Path();
            bool descending = Accept("DESC");
            if (!descending)
            {
                Accept("ASC");
            }

            return new SoqlOrder(path, descending, NullsLast());
        });
    }

    private bool NullsLast()
    {
        if (!Accept("NULLS") || Accept("FIRST"))
        {
            return false;
        }

        Expect("LAST");
        return true;
    }

    private int Count()
    {
        SoqlToken token = Here;
        _at++;
        return token is { Kind: SoqlTokenKind.Number, Value: decimal number } && number >= 0 && number == decimal.Truncate(number)
            ? (int)number
            : throw SalesforceRefusal.BadQuery($"unexpected token: '{token.Text}'");
    }

    private List<string> Path()
    {
        List<string> path = [Word()];
        while (Accept("."))
        {
            path.Add(Word());
        }

        return path;
    }

    private SoqlToken Literal() => Here.IsLiteral ? _tokens[_at++] : throw Unexpected();

    private string Word() => Here.Kind == SoqlTokenKind.Word ? _tokens[_at++].Text : throw Unexpected();

    private List<T> List<T>(Func<T> one)
    {
        List<T> all = [one()];
        while (Accept(","))
        {
            all.Add(one());
        }

        return all;
    }

    private bool Accept(string word)
    {
        if (!Here.Is(word))
        {
            return false;
        }

        _at++;
        return true;
    }

    private void Expect(string word)
    {
        if (!Accept(word))
        {
            throw Unexpected();
        }
    }

    private SalesforceRefusal Unexpected()
    {
        string[] near = [Here.Text, _at > 0 ? _tokens[_at - 1].Text : string.Empty];
        return near.FirstOrDefault(word => NotEmulated.Contains(word, StringComparer.OrdinalIgnoreCase)) is { } beyond
            ? SalesforceRefusal.NotEmulated($"{beyond} in a query")
            : SalesforceRefusal.BadQuery($"unexpected token: '{Here.Text}'");
    }
}
