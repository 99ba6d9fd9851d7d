using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Odoo.Connectors.Testing.Chargebee;

/// <summary>One condition of a list: <c>updated_at[between]=[1,2]</c>.</summary>
internal sealed class ChargebeeFilter
{
    private static readonly Dictionary<char, string[]> Operators = new()
    {
        ['s'] = ["is", "is_not", "starts_with", "is_present", "in", "not_in"],
        ['n'] = ["is", "is_not", "lt", "lte", "gt", "gte", "between"],
        ['t'] = ["after", "before", "on", "between"],
        ['e'] = ["is", "is_not", "in", "not_in"],
        ['b'] = ["is"],
    };

    private readonly string _field;
    private readonly string _operator;
    private readonly string _value;

    private ChargebeeFilter(string field, string name, string value) => (_field, _operator, _value) = (field, name, value);

    public string Field => _field;

    public static ChargebeeFilter Read(ChargebeeKind kind, string parameter, string value)
    {
        int bracket = parameter.IndexOf('[', StringComparison.Ordinal);
        string field = bracket < 0 ? parameter : parameter[..bracket];
        string name = bracket < 0 ? string.Empty : parameter[(bracket + 1)..].TrimEnd(']');
        char type = kind.Filters.TryGetValue(field, out char known) ? known
            : field.StartsWith("cf_", StringComparison.Ordinal) ? 's'
            : throw ChargebeeRefusal.Wrong(parameter, $"{kind.Path} are not listed by it.");
        if (!Operators[type].Contains(name))
        {
            throw ChargebeeRefusal.Wrong(parameter, $"must be one of {string.Join(", ", Operators[type])}.");
        }

        var filter = new ChargebeeFilter(field, name, value);
        filter.Holds(new JsonObject());
        return filter;
    }

    public bool Holds(JsonObject resource)
    {
        string? text = resource[_field] switch
        {
            null => null,
            JsonValue value when value.GetValueKind() is JsonValueKind.True or JsonValueKind.False => resource.Flag(_field) ? "true" : "false",
            var value => value.ToString(),
        };
        return _operator switch
        {
            "is" => text == _value,
            "is_not" => text != _value,
            "starts_with" => text?.StartsWith(_value, StringComparison.Ordinal) == true,
            "is_present" => text is not null == (_value == "true"),
            "in" => text is not null && Values().Contains(text),
            "not_in" => text is null || !Values().Contains(text),
            _ => Compare(resource.Optional(_field)),
        };
    }

    private bool Compare(long? number)
    {
        if (_operator == "between")
        {
            return Values() is [var from, var to]
                ? number >= Number(from) && number <= Number(to)
                : throw ChargebeeRefusal.Wrong($"{_field}[between]", "must be an array of two.");
        }

        long bound = Number(_value);
        return _operator switch
        {
            "after" or "gt" => number > bound,
            "before" or "lt" => number < bound,
            "gte" => number >= bound,
            "lte" => number <= bound,
            _ => number / 86_400 == bound / 86_400,
        };
    }

    private long Number(string text) => long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number)
        ? number
        : throw ChargebeeRefusal.Wrong($"{_field}[{_operator}]", "must be a number.");

    private string[] Values()
    {
        try
        {
            return [.. (JsonNode.Parse(_value) as JsonArray ?? throw new JsonException("An array is needed.")).Select(value => value!.ToString())];
        }
        catch (JsonException)
        {
            throw ChargebeeRefusal.Wrong($"{_field}[{_operator}]", "must be a JSON array.");
        }
    }
}
