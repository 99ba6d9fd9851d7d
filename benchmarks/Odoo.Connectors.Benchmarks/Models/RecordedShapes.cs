using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Odoo.Connectors.Benchmarks;

/// <summary>
/// Pages of 10,000 records in the wire form of Odoo 19: the fields and their order are those of rows recorded from a server, in
/// Recorded/; the values are made up, with the shares of unset ones, the languages and the lengths of real data.
/// </summary>
internal sealed class RecordedShapes
{
    private static readonly JsonSerializerOptions Unescaped = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly string[] First = "Anna Brandon Chloé Dušan Erik Fátima Günther Hélène Ivan João Katarzyna Lars María Nguyễn Oleg Petra Quentin Rosa Søren Tomáš".Split(' ');
    private static readonly string[] Last = "Freeman García Müller Novák O'Brien Petrov Schmidt Takahashi 王 Yılmaz Zimmermann Andersson Brown Costa Dubois".Split(' ');
    private static readonly string[] Trades = "Furniture Interior Logistics Software Bäckerei Électronique Consulting Foods Textiles Energy".Split(' ');
    private static readonly string[] Forms = "GmbH Inc. S.A. Ltd B.V. s.r.o. AB".Split(' ');
    private static readonly string[] Cities = "Fremont Berlin Paris Lyon São_Paulo Praha Kraków Gent Stockholm Madrid München Toronto".Split(' ');
    private static readonly (int, string)[] Countries = [(233, "United States"), (57, "Germany"), (75, "France"), (20, "Belgium"), (56, "Czech Republic"), (29, "Brazil")];
    private static readonly (int, string)[] Currencies = [(1, "USD"), (125, "EUR")];

    private readonly Random _random = new(42);
    private readonly string[] _names = new string[Count + 1];

    public const int Count = 10_000;

    public RecordedShapes()
    {
        Partners = [.. Enumerable.Range(1, Count).Select(Partner)];
        Moves = [.. Enumerable.Range(1, Count).Select(Move)];
        Require("rows-partners.json", Partners[0]);
        Require("rows-moves.json", Moves[0]);
    }

    public IReadOnlyList<JsonObject> Partners { get; }

    public IReadOnlyList<JsonObject> Moves { get; }

    /// <summary>The answer of a call that found these rows, with a space after comma and colon as Python writes it.</summary>
    public static byte[] Answer(IEnumerable<JsonObject> rows)
    {
        StringBuilder text = new("{\"jsonrpc\": \"2.0\", \"id\": 1, \"result\": [");
        bool isFirst = true;
        foreach (JsonObject row in rows)
        {
            text.Append(isFirst ? "{" : ", {").AppendJoin(", ", row.Select(p => $"\"{p.Key}\": {Value(p.Value)}")).Append('}');
            isFirst = false;
        }

        return Encoding.UTF8.GetBytes(text.Append("]}").ToString());
    }

    /// <summary>The same rows, the fields of each in an order of its own.</summary>
    public IEnumerable<JsonObject> Shuffled(IEnumerable<JsonObject> rows, int unknown = 0) => rows.Select(row =>
    {
        KeyValuePair<string, JsonNode?>[] fields =
        [
            .. row.Select(p => KeyValuePair.Create(p.Key, p.Value?.DeepClone())),
            .. Enumerable.Range(0, unknown).Select(i => KeyValuePair.Create<string, JsonNode?>($"x_unknown_{i}", i % 2 == 0 ? "some text" : new JsonArray(i, "a name"))),
        ];
        _random.Shuffle(fields);
        return new JsonObject(fields);
    });

    private static string Value(JsonNode? value) => value is JsonArray items ? $"[{string.Join(", ", items.Select(Value))}]" : value!.ToJsonString(Unescaped);

    private JsonObject Partner(int id)
    {
        bool isCompany = Chance(0.3);
        string name = isCompany ? $"{Any(Last)} {Any(Trades)} {Any(Forms)}" : $"{Any(First)} {Any(Last)}";
        _names[id] = name;
        return new JsonObject
        {
            ["id"] = id, ["name"] = name, ["email"] = Maybe(0.8, () => $"user{id}@example{_random.Next(200)}.com"),
            ["phone"] = _random.Next(4) switch { 0 => false, 1 => "", 2 => $"+1 555-{_random.Next(10000):0000}", _ => $"+49 30 {_random.Next(10_000_000)}" },
            ["vat"] = Maybe(isCompany ? 0.3 : 0.02, () => $"DE{_random.Next(1_000_000_000):000000000}"),
            ["ref"] = Maybe(0.4, () => $"stripe:cus_{_random.NextInt64(1L << 56):x14}"),
            ["street"] = Maybe(0.7, () => $"{_random.Next(1, 999)} Main St"), ["street2"] = Maybe(0.1, () => $"Apt {_random.Next(99)}"),
            ["zip"] = Maybe(0.7, () => $"{_random.Next(10000, 99999)}"), ["city"] = Maybe(0.7, () => Any(Cities).Replace('_', ' ')),
            ["state_id"] = Maybe(0.4, () => _random.Next(1, 60) is var s ? Pair((s, $"State {s} (US)")) : null), ["country_id"] = Maybe(0.7, () => Pair(Any(Countries))),
            ["parent_id"] = Maybe(!isCompany && id > 10 ? 0.4 : 0, () => _random.Next(1, id) is var p ? Pair((p, _names[p])) : null),
            ["is_company"] = isCompany, ["active"] = true,
            ["category_id"] = _random.Next(5) switch { < 2 => new JsonArray(), 2 => new JsonArray(3), 3 => new JsonArray(3, 7), _ => new JsonArray(1, 4, 9) },
            ["write_date"] = Moment(),
        };
    }

    private JsonObject Move(int id)
    {
        string state = _random.Next(10) switch { < 8 => "posted", 8 => "draft", _ => "cancel" };
        decimal untaxed = _random.Next(500, 500_000) / 100m, tax = Chance(0.6) ? Math.Round(untaxed * 0.19m, 2) : 0.0m;
        bool isPaid = Chance(0.6);
        int partner = _random.Next(1, Count + 1);
        JsonNode? Number() => state == "posted" ? $"INV/2026/{id:00000}" : false;
        return new JsonObject
        {
            ["id"] = id, ["name"] = Number(), ["move_type"] = _random.Next(10) switch { < 8 => "out_invoice", 8 => "out_refund", _ => "entry" }, ["state"] = state,
            ["partner_id"] = Pair((partner, _names[partner])), ["invoice_date"] = Day(), ["invoice_date_due"] = Day(),
            ["ref"] = Maybe(0.5, () => $"in_1Q{_random.NextInt64():x20}"), ["payment_reference"] = Number(),
            ["amount_untaxed"] = untaxed, ["amount_tax"] = tax, ["amount_total"] = untaxed + tax, ["amount_residual"] = isPaid ? 0.0m : untaxed + tax,
            ["currency_id"] = Pair(Any(Currencies)), ["company_id"] = Pair((1, "My Company")), ["journal_id"] = Pair((1, "Customer Invoices")),
            ["payment_state"] = isPaid ? "paid" : Any(["not_paid", "partial", "in_payment"]),
            ["invoice_line_ids"] = new JsonArray([.. Enumerable.Range(id * 4, _random.Next(1, 5)).Select(i => (JsonNode)i)]),
            ["invoice_origin"] = Maybe(0.3, () => $"S{_random.Next(99999):00000}"),
            ["narration"] = Maybe(0.1, () => "<p>Thank you for your business &amp; see you \"soon\"</p>"), ["write_date"] = Moment(),
        };
    }

    private static void Require(string recorded, JsonObject made)
    {
        using Stream stream = typeof(RecordedShapes).Assembly.GetManifestResourceStream(recorded)!;
        JsonObject row = JsonNode.Parse(stream)!["result"]![0]!.AsObject();
        if (!row.Select(p => p.Key).SequenceEqual(made.Select(p => p.Key)))
        {
            throw new InvalidOperationException($"The fields are not those of {recorded}.");
        }
    }

    private static JsonArray Pair((int Id, string Name) reference) => new(reference.Id, reference.Name);

    private bool Chance(double share) => _random.NextDouble() < share;

    private T Any<T>(T[] items) => items[_random.Next(items.Length)];

    private JsonNode? Maybe(double share, Func<JsonNode?> make) => Chance(share) ? make() : false;

    private string Day() => new DateOnly(2025, 1, 1).AddDays(_random.Next(690)).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private string Moment() => new DateTime(2025, 1, 1, 0, 0, 0, DateTimeKind.Utc).AddSeconds(_random.Next(60_000_000)).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
}
