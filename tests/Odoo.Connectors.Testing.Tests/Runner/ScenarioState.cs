using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Odoo.Connectors.Testing.Tests.Runner;

/// <summary>Tokens, base ids, saved values and number offsets of one scenario run.</summary>
internal sealed partial class ScenarioState(OdooWire wire, JsonObject names)
{
    private readonly Dictionary<string, JsonNode?> _saved = [];
    private readonly Dictionary<string, long> _bases = [];
    private readonly Dictionary<string, long> _offsets = [];
    private readonly Dictionary<string, string> _tokens = new() { ["run"] = "q" + Guid.NewGuid().ToString("N")[..7], ["j"] = Letters(), ["k"] = Letters() };

    public string Who { get; set; } = "admin";

    /// <summary>Looks up every base name that a scenario uses, and the callers' ids.</summary>
    public async Task PrepareAsync(JsonObject scenario)
    {
        foreach (var name in BaseNames().Matches(scenario.ToJsonString()).Select(m => m.Groups[1].Value + m.Groups[2].Value).Distinct().Where(n => n.Length > 0))
        {
            await BaseAsync(name);
        }

        foreach (var who in (string[])["admin", "integration"])
        {
            _saved["uid:" + who] = await wire.UidAsync(who);
        }
    }

    public JsonNode? Value(string name) => name switch
    {
        _ when _tokens.TryGetValue(name, out var token) => token,
        _ when name.StartsWith("base:", StringComparison.Ordinal) => _bases[name[5..]],
        "uid" => _saved["uid:" + Who],
        "db" => wire.Target.Database,
        "login" => wire.Target.Users[Who].Login,
        "password" => wire.Target.Users[Who].Password,
        "basic" => Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes($"{wire.Target.Users[Who].Login}:{wire.Target.Users[Who].Password}")),
        "key" => wire.Target.Users[Who].Key,
        _ => _saved.TryGetValue(name, out var saved) ? saved : throw new InvalidOperationException($"Variable {name} is not set."),
    };

    public string Fill(string text) => Placeholder().Replace(text, m => Value(m.Groups[1].Value)!.ToString());

    public JsonNode? Resolve(JsonNode? value) => value switch
    {
        JsonObject { Count: 1 } map when map["$var"] is { } name => Value(name.GetValue<string>())?.DeepClone(),
        JsonObject { Count: 1 } map when map["$base"] is { } name => _bases[name.GetValue<string>()],
        JsonObject map => new JsonObject(map.Select(p => KeyValuePair.Create(Fill(p.Key), Resolve(p.Value)))),
        JsonArray list => new JsonArray([.. list.Select(Resolve)]),
        JsonValue text when text.TryGetValue<string>(out var plain) => Fill(plain),
        _ => value?.DeepClone(),
    };

    public void Save(JsonObject? saves, JsonNode answer)
    {
        foreach (var (name, path) in saves ?? [])
        {
            var value = answer;
            foreach (Match part in PathPart().Matches(path!.GetValue<string>()))
            {
                value = part.Groups[1].Success ? value![part.Groups[1].Value] : value![int.Parse(part.Groups[2].Value, CultureInfo.InvariantCulture)];
            }

            _saved[name] = value?.DeepClone();
        }
    }

    /// <summary>Whether text is the n-th number after the first one met with this prefix.</summary>
    public bool IsSequence(string prefix, int n, int width, string text)
    {
        var digits = text.StartsWith(prefix, StringComparison.Ordinal) ? text[prefix.Length..] : "";
        if (digits.Length < width || !long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            return false;
        }

        var offset = _offsets.TryGetValue(prefix, out var known) ? known : _offsets[prefix] = number - n;
        return number == offset + n && digits == number.ToString(CultureInfo.InvariantCulture).PadLeft(width, '0');
    }

    private async Task<long> BaseAsync(string name)
    {
        if (_bases.TryGetValue(name, out var known))
        {
            return known;
        }

        var entry = names[name]!.AsObject();
        foreach (Match inner in BaseNames().Matches(entry.ToJsonString()))
        {
            await BaseAsync(inner.Groups[1].Value + inner.Groups[2].Value);
        }

        if (entry["xmlid"] is { } xmlid)
        {
            var parts = Fill(xmlid.GetValue<string>()).Split('.', 2);
            var found = await wire.CallAsync("admin", "ir.model.data", "check_object_reference", [], new JsonObject { ["module"] = parts[0], ["xml_id"] = parts[1], ["context"] = new JsonObject { ["active_test"] = false } });
            return _bases[name] = found["result"]![1]!.GetValue<long>();
        }

        var context = Resolve(entry["context"]) as JsonObject ?? [];
        context["active_test"] = false;
        var ids = await wire.CallAsync("admin", entry["model"]!.GetValue<string>(), "search", [], new JsonObject { ["domain"] = Resolve(entry["domain"]), ["order"] = "id", ["limit"] = 1, ["context"] = context });
        Assert.True(ids["result"] is JsonArray { Count: 1 }, $"base {name} not found: {ids.ToJsonString()}");
        return _bases[name] = ids["result"]![0]!.GetValue<long>();
    }

    private static string Letters() => string.Concat(Guid.NewGuid().ToByteArray()[..5].Select(b => (char)('A' + (b % 8))));

    [GeneratedRegex(@"\$\{([\w:.-]+)\}")]
    private static partial Regex Placeholder();

    [GeneratedRegex(@"\.(\w+)|\[(-?\d+)\]")]
    private static partial Regex PathPart();

    [GeneratedRegex(@"\$\{base:([\w.-]+)\}|""\$base"":""([\w.-]+)""")]
    private static partial Regex BaseNames();
}
