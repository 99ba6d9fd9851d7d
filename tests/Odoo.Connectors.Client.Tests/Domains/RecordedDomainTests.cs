using System.Globalization;
using System.Text.Json.Nodes;

namespace Odoo.Connectors.Client.Tests;

/// <summary>Every domain that Odoo was asked in the recordings can be built from conditions, with the same wire form.</summary>
public sealed class RecordedDomainTests
{
    private static readonly string[] s_methods = ["search", "search_read", "search_count", "formatted_read_group"];

    [Fact]
    public void Domain_Recorded_IsBuiltWithTheSameWireForm()
    {
        HashSet<string> operators = [];
        JsonArray[] recorded = [.. Scenarios().Concat(Transcripts()).Where(r => !r.Refused).Select(r => r.Domain)];

        Assert.All(recorded, domain =>
        {
            string built = Build(new Queue<JsonNode?>(domain), operators).ToJson().ToJsonString();
            Assert.Equal(domain.ToJsonString(), built);
        });
        Assert.Equal(
            ["!", "!=", "<", "=", "=ilike", "=like", ">", ">=", "any", "child_of", "ilike", "in", "like", "not any", "not in", "parent_of", "|"],
            operators.Except(["&"]).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Domain_RecordedAsMalformed_IsRefusedHere()
    {
        string[] malformed = ["""[["name","zz",1]]""", """["x"]""", """["name","=","x"]"""];
        string[] refused = [.. Scenarios().Concat(Transcripts()).Where(r => r.Refused).Select(r => r.Domain.ToJsonString())];

        Assert.All(malformed, text => Assert.Contains(text, refused));
        Assert.All(malformed.Skip(1), text => Assert.Throws<ArgumentException>(() => OdooDomain.Raw(JsonNode.Parse(text)!.AsArray())));
        Assert.Throws<ArgumentException>(() => OdooDomain.Where("name", "zz", 1));
    }

    // The conditions that stand side by side are joined by an "and".
    private static OdooDomain Build(Queue<JsonNode?> terms, HashSet<string> operators)
    {
        OdooDomain all = OdooDomain.All;
        while (terms.Count > 0)
        {
            all &= Next(terms, operators);
        }

        return all;
    }

    private static OdooDomain Next(Queue<JsonNode?> terms, HashSet<string> operators)
    {
        JsonNode term = terms.Dequeue()!;
        if (term is JsonArray condition)
        {
            operators.Add(condition[1]!.GetValue<string>());
            return Condition(condition[0]!.GetValue<string>(), condition[1]!.GetValue<string>(), condition[2], operators);
        }

        operators.Add(term.GetValue<string>());
        return term.GetValue<string>() switch
        {
            "!" => !Next(terms, operators),
            "&" => Next(terms, operators) & Next(terms, operators),
            "|" => Next(terms, operators) | Next(terms, operators),
            _ => throw new InvalidOperationException("No operator."),
        };
    }

    private static OdooDomain Condition(string field, string op, JsonNode? value, HashSet<string> operators) => (op, value) switch
    {
        ("any", JsonArray inner) => OdooDomain.Any(field, Build(new(inner), operators)),
        ("not any", JsonArray inner) => OdooDomain.NotAny(field, Build(new(inner), operators)),
        ("in", JsonArray items) when AreTexts(items) => OdooDomain.In(field, Texts(items)),
        ("in", JsonArray items) when !AreFlags(items) => OdooDomain.In(field, Ids(items)),
        ("not in", JsonArray items) when AreTexts(items) => OdooDomain.NotIn(field, Texts(items)),
        ("not in", JsonArray items) => OdooDomain.NotIn(field, Ids(items)),
        ("child_of", JsonValue id) => OdooDomain.ChildOf(field, id.GetValue<long>()),
        ("parent_of", JsonValue id) => OdooDomain.ParentOf(field, id.GetValue<long>()),
        ("like" or "ilike", JsonValue text) when Plain(text.GetValue<string>()) is { } plain => OdooDomain.Contains(field, plain, op == "ilike"),
        ("=like" or "=ilike", JsonValue text) when text.GetValue<string>() is [.. var start, '%'] && Plain(start) is { } plain =>
            OdooDomain.StartsWith(field, plain, op == "=ilike"),
        ("=", JsonValue no) when no.TryGetValue(out bool flag) && !flag => OdooDomain.Where(field, op, null),
        (_, JsonValue when) when when.TryGetValue(out string? text) && Moment(text) is { } moment => OdooDomain.Where(field, op, moment),
        (_, JsonValue when) when when.TryGetValue(out string? text) && Day(text) is { } day => OdooDomain.Where(field, op, day),
        _ => OdooDomain.Where(field, op, value?.DeepClone()),
    };

    private static bool AreTexts(JsonArray items) => items.Any(i => i is JsonValue v && v.TryGetValue<string>(out _));

    private static bool AreFlags(JsonArray items) => items.Any(i => i is JsonValue v && v.TryGetValue<bool>(out _));

    private static IEnumerable<string?> Texts(JsonArray items) => items.Select(i => i!.AsValue().TryGetValue(out string? text) ? text : null);

    private static IEnumerable<long> Ids(JsonArray items) => items.Select(i => i!.GetValue<long>());

    private static DateTimeOffset? Moment(string text) =>
        DateTimeOffset.TryParseExact(text, "yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset moment) ? moment : null;

    private static DateOnly? Day(string text) => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly day) ? day : null;

    // The text a pattern looks for, if it has no wildcard.
    private static string? Plain(string pattern)
    {
        System.Text.StringBuilder text = new();
        for (int i = 0; i < pattern.Length; i++)
        {
            if (pattern[i] is '%' or '_')
            {
                return null;
            }

            i += pattern[i] == '\\' ? 1 : 0;
            text.Append(pattern[i]);
        }

        return text.ToString();
    }

    private static IEnumerable<(JsonArray Domain, bool Refused)> Scenarios() =>
        from path in Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "Scenarios"), "*.json")
        from step in JsonNode.Parse(File.ReadAllText(path))!["steps"]?.AsArray() ?? []
        where step!["call"]?["args"]?["domain"] is JsonArray
        select (Numbered(step!["call"]!["args"]!["domain"]!).AsArray(), step["expect"]?["error"] is not null);

    private static IEnumerable<(JsonArray Domain, bool Refused)> Transcripts()
    {
        foreach ((_, _, JsonObject exchange) in Transcript.All().Where(e => e.Exchange["request"] is JsonObject))
        {
            bool refused = exchange["response"]?["status"]?.GetValue<int>() >= 400 || (exchange["response"]?["body"] as JsonObject)?["error"] is not null;
            JsonArray? rpc = Transcript.ExecuteKwArgs(exchange);
            JsonNode? domain = rpc is null ? (exchange["request"]?["body"] as JsonObject)?["domain"]
                : s_methods.Contains(rpc[4]!.GetValue<string>()) && rpc[5] is JsonArray { Count: > 0 } positional ? positional[0]
                : rpc.Count > 6 ? rpc[6]?["domain"] : null;
            if (domain is JsonArray found)
            {
                yield return (found.DeepClone().AsArray(), refused);
            }
        }
    }

    // A variable or a base record of a scenario stands for an id.
    private static JsonNode Numbered(JsonNode node) => node switch
    {
        JsonObject => JsonValue.Create(4711L),
        JsonArray items => new JsonArray([.. items.Select(i => i is null ? null : Numbered(i))]),
        _ => node.DeepClone(),
    };
}
