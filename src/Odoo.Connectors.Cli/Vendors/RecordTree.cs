using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Text.Json.Nodes;
using Odoo.Connectors.Model;

namespace Odoo.Connectors.Cli.Vendors;

/// <summary>A record of the model as a tree that can be printed. What is of persons is masked; what is not set is left out.</summary>
internal sealed class RecordTree(bool showPersonalData)
{
    public const string Mask = "(personal)";

    public JsonObject Of(object record)
    {
        JsonObject tree = [];
        foreach (PropertyInfo property in record.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(p => p.GetIndexParameters().Length == 0))
        {
            bool isPersonal = !showPersonalData && property.IsDefined(typeof(PersonalDataAttribute));
            if (Value(property.GetValue(record), isPersonal) is { } value)
            {
                tree[property.Name] = value;
            }
        }

        return tree;
    }

    private JsonNode? Value(object? value, bool isPersonal) => value switch
    {
        null => null,
        // A record marks its own members: a country is nobody's.
        CustomFields custom => custom.Count == 0 ? null : new JsonObject(custom.Select(f => KeyValuePair.Create(f.Key, (JsonNode?)Scalar(f.Value, !showPersonalData)))),
        ExternalRef or Money or Currency or Recurrence => JsonValue.Create(value.ToString()),
        IEnumerable items and not string => List(items, isPersonal),
        _ when value.GetType() is { IsClass: true, Namespace: "Odoo.Connectors.Model" } => Of(value),
        _ => Scalar(value, isPersonal),
    };

    private JsonArray? List(IEnumerable items, bool isPersonal)
    {
        JsonNode?[] nodes = [.. items.Cast<object?>().Select(i => Value(i, isPersonal))];
        return nodes.Length == 0 ? null : new JsonArray(nodes);
    }

    private static JsonValue? Scalar(object? value, bool isPersonal) => value switch
    {
        null => null,
        _ when isPersonal => JsonValue.Create(Mask),
        bool flag => JsonValue.Create(flag),
        int number => JsonValue.Create(number),
        long number => JsonValue.Create(number),
        decimal number => JsonValue.Create(number),
        DateOnly day => JsonValue.Create(day.ToString("O", CultureInfo.InvariantCulture)),
        DateTimeOffset instant => JsonValue.Create(instant.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture)),
        _ => JsonValue.Create(string.Create(CultureInfo.InvariantCulture, $"{value}")),
    };
}
