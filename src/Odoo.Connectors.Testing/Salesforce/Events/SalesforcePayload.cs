using System.Text.Json.Nodes;

namespace Odoo.Connectors.Testing;

/// <summary>What a change event says of a record: only what changed, in the words of CometD.</summary>
internal static class SalesforcePayload
{
    private static readonly string[] Hidden = ["Id", "IsDeleted", "SystemModstamp", "MasterRecordId"];
    private static readonly string[] Addresses = ["Billing", "Shipping", "Mailing"];

    /// <summary>The fields and the names of those that changed.</summary>
    public static (JsonObject Fields, List<string> Changed) Of(SalesforceChange change)
    {
        var fields = new JsonObject();
        var changed = new List<string>();
        IEnumerable<string> names = change.After.Select(field => field.Key).Union(change.Before?.Select(field => field.Key) ?? []).Where(name => !Hidden.Contains(name));
        foreach (string name in names.Where(name => IsTold(change, name)))
        {
            JsonNode? value = Value(change.After[name]);
            if (Compound(change.Type, name) is var (compound, part))
            {
                changed.Add($"{compound}.{part}");
                JsonObject whole = fields[compound] as JsonObject ?? [];
                whole[part] = value;
                fields[compound] = whole;
            }
            else
            {
                changed.Add(name);
                fields[name] = value;
            }
        }

        return (fields, changed);
    }

    private static bool IsTold(SalesforceChange change, string name)
    {
        // A contact's whole name is worked out of its parts.
        if (change.Type == "Contact" && name == "Name")
        {
            return false;
        }

        return change.What == "UPDATE" ? !JsonNode.DeepEquals(change.Before![name], change.After[name]) : change.After[name] is not null;
    }

    private static (string Compound, string Part)? Compound(string type, string name)
    {
        if (type == "Contact" && name is "FirstName" or "LastName")
        {
            return ("Name", name);
        }

        return Array.Find(Addresses, prefix => name.StartsWith(prefix, StringComparison.Ordinal)) is { } address
            ? ($"{address}Address", name[address.Length..])
            : null;
    }

    private static JsonNode? Value(JsonNode? value) =>
        value is JsonValue && SalesforceValue.TryInstant(value.ToString(), out DateTimeOffset instant)
            ? instant.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture)
            : value?.DeepClone();
}
