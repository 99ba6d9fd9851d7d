using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Odoo.Connectors.Testing.Tests.Runner;

/// <summary>Compares an answer with what was recorded; answers the first difference or null.</summary>
internal sealed partial class Matcher(ScenarioState state)
{
    public string? Differ(JsonNode? expected, JsonNode? actual, string path = "$")
    {
        string No() => $"{path}: expected {Short(expected)}, got {Short(actual)}";
        switch (expected)
        {
            case JsonObject map:
                return Object(map, actual, path, No);
            case JsonArray list:
                return actual is JsonArray items && items.Count == list.Count
                    ? list.Select((e, i) => Differ(e, items[i], $"{path}[{i}]")).FirstOrDefault(d => d is not null)
                    : No();
            case null:
                return actual is null ? null : No();
        }

        return expected.GetValueKind() switch
        {
            JsonValueKind.String => IsText(actual) && Text(expected.GetValue<string>(), actual!.GetValue<string>()) ? null : No(),
            JsonValueKind.Number => actual?.GetValueKind() is JsonValueKind.Number && Close(Number(expected), Number(actual)) ? null : No(),
            _ => actual?.GetValueKind() == expected.GetValueKind() ? null : No(),
        };
    }

    private string? Object(JsonObject map, JsonNode? actual, string path, Func<string> no)
    {
        var (key, operand) = map.Count > 0 ? (map.First().Key, map.First().Value) : ("", null);
        switch (key)
        {
            case "$any":
                return Kinds.Is(operand!.GetValue<string>(), actual) ? null : no();
            case "$var" or "$base":
                return JsonNode.DeepEquals(state.Resolve(map), actual) || Differ(state.Resolve(map), actual, path) is null ? null : no();
            case "$seq":
                return IsText(actual) && state.IsSequence(operand!.GetValue<string>(), map["n"]!.GetValue<int>(), map["width"]!.GetValue<int>(), actual!.GetValue<string>()) ? null : no();
            case "$match":
                return IsText(actual) && Regex.IsMatch(actual!.GetValue<string>(), $"^(?:{Escaped(operand!.GetValue<string>())})$", RegexOptions.Singleline) ? null : no();
            case "$contains":
                return IsText(actual) && actual!.GetValue<string>().Contains(state.Fill(operand!.GetValue<string>()), StringComparison.Ordinal) ? null : no();
            case "$oneOf":
                return operand!.AsArray().Any(e => Differ(e, actual, path) is null) ? null : no();
            case "$subset":
                return actual is JsonObject superset ? Members(operand!.AsObject(), superset, path, exact: false) : no();
            case "$unordered":
                return actual is JsonArray items ? Unordered(operand!.AsArray(), items, path, no) : no();
            default:
                return actual is JsonObject other ? Members(map, other, path, exact: true) : no();
        }
    }

    private string? Members(JsonObject expected, JsonObject actual, string path, bool exact)
    {
        var wanted = expected.ToDictionary(p => state.Fill(p.Key), p => p.Value);
        var odd = exact ? actual.Select(p => p.Key).FirstOrDefault(k => !wanted.ContainsKey(k)) : null;
        return odd is not null ? $"{path}.{odd}: not expected (= {Short(actual[odd])})"
            : wanted.Select(w => actual.ContainsKey(w.Key) ? Differ(w.Value, actual[w.Key], $"{path}.{w.Key}") : $"{path}.{w.Key}: missing in {Short(actual)}").FirstOrDefault(d => d is not null);
    }

    private string? Unordered(JsonArray expected, JsonArray actual, string path, Func<string> no)
    {
        var rest = actual.ToList();
        foreach (var item in expected)
        {
            var hit = rest.FindIndex(r => Differ(item, r, path) is null);
            if (hit < 0)
            {
                return no();
            }

            rest.RemoveAt(hit);
        }

        return rest.Count == 0 ? null : no();
    }

    private bool Text(string expected, string actual)
    {
        var parts = Special().Split(expected);
        if (parts.Length == 1)
        {
            return state.Fill(expected) == actual;
        }

        var sequences = new List<string[]>();
        var pattern = string.Concat(parts.Select(part =>
        {
            if (part == "${bba}")
            {
                return @"\+\+\+\d{3}/\d{4}/\d{5}\+\+\+";
            }

            if (!part.StartsWith("${seq:", StringComparison.Ordinal))
            {
                return Regex.Escape(state.Fill(part));
            }

            sequences.Add(part[6..^1].Split('|'));
            return $"({Regex.Escape(sequences[^1][0])}\\d+)";
        }));
        var found = Regex.Match(actual, $"^{pattern}$", RegexOptions.Singleline);
        return found.Success && sequences.Select((s, i) => state.IsSequence(s[0], int.Parse(s[1], CultureInfo.InvariantCulture), int.Parse(s[2], CultureInfo.InvariantCulture), found.Groups[i + 1].Value)).All(ok => ok);
    }

    private string Escaped(string pattern) => Placeholder().Replace(pattern, m => Regex.Escape(state.Value(m.Groups[1].Value)!.ToString()));

    private static bool IsText(JsonNode? node) => node?.GetValueKind() is JsonValueKind.String;

    private static double Number(JsonNode node) => double.Parse(node.ToJsonString(), CultureInfo.InvariantCulture);

    private static bool Close(double expected, double actual) => Math.Abs(expected - actual) < 1e-9 * Math.Max(1, Math.Abs(expected));

    private static string Short(JsonNode? node) => node?.ToJsonString() is { Length: > 400 } text ? text[..400] + "…" : node?.ToJsonString() ?? "null";

    [GeneratedRegex(@"(\$\{seq:[^}]*\}|\$\{bba\})")]
    private static partial Regex Special();

    [GeneratedRegex(@"\$\{([\w:.-]+)\}")]
    private static partial Regex Placeholder();
}
