using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Cli.Vendors;

/// <summary>A decoded payload for machines and for people.</summary>
internal sealed class DecodedReport(string system, DecodedPayload payload, bool showPersonalData)
{
    private readonly RecordTree _records = new(showPersonalData);

    /// <summary>Whether something of it is an error.</summary>
    public bool HasErrors => payload.Error is not null || payload.Items.Any(i => i.Error is not null);

    public JsonObject Json() => Without(new JsonObject
    {
        ["system"] = system,
        ["payload"] = payload.Title,
        ["error"] = payload.Error is null ? null : Error(payload.Error),
        ["items"] = new JsonArray([.. payload.Items.Select(i => (JsonNode)Json(i))]),
    });

    public string Text()
    {
        StringBuilder text = new();
        text.Append(CultureInfo.InvariantCulture, $"{system}: {payload.Title}\n");
        Append(text, payload.Error);
        int number = 0;
        foreach (DecodedItem item in payload.Items)
        {
            text.Append(CultureInfo.InvariantCulture, $"\n{++number}. {item.Name}\n");
            if (item.Change is { } change)
            {
                string version = change.Version is long v ? string.Create(CultureInfo.InvariantCulture, $", version {v}") : "";
                text.Append(CultureInfo.InvariantCulture, $"   change   {change.Kind} of {change.Subject}, {change.OccurredAt.ToUniversalTime():yyyy-MM-dd'T'HH:mm:ss.FFF'Z'}{version}\n");
            }

            if (item.Note is not null)
            {
                text.Append(CultureInfo.InvariantCulture, $"   note     {item.Note}\n");
            }

            Append(text, item.Error);
            if (item.Record is { } record)
            {
                text.Append(CultureInfo.InvariantCulture, $"   record   {NameOf(record)}\n");
                TreeText.Write(text, Tree(record), 12);
            }

            Append(text, "used", item.Fields.Used);
            Append(text, "ignored", item.Fields.Ignored);
        }

        return text.ToString();
    }

    private JsonObject Json(DecodedItem item) => Without(new JsonObject
    {
        ["name"] = item.Name,
        ["note"] = item.Note,
        ["change"] = item.Change is not { } change ? null : Without(new JsonObject
        {
            ["kind"] = change.Kind,
            ["subject"] = change.Subject.ToString(),
            ["occurredAt"] = change.OccurredAt.ToUniversalTime().ToString("O", CultureInfo.InvariantCulture),
            ["version"] = change.Version,
        }),
        ["error"] = item.Error is null ? null : Error(item.Error),
        ["type"] = item.Record is null ? null : NameOf(item.Record),
        ["record"] = item.Record is null ? null : Tree(item.Record),
        ["used"] = Names(item.Fields.Used),
        ["ignored"] = Names(item.Fields.Ignored),
    });

    private JsonObject Error(ConnectorException error) => Without(new JsonObject
    {
        ["kind"] = error.Kind.ToString(),
        ["field"] = error.Field,
        ["message"] = error.Message,
        ["vendorSays"] = showPersonalData && !error.ServerText.IsEmpty ? error.ServerText.Reveal() : null,
    });

    /// <summary>The record of a merge is no more than a reference.</summary>
    private JsonNode Tree(object record) => record is Model.ExternalRef reference ? new JsonObject { ["Survivor"] = reference.ToString() } : _records.Of(record);

    private static string NameOf(object record) => record is Model.ExternalRef ? "merged into" : record.GetType().Name;

    private static JsonArray Names(IReadOnlyList<string> names) => new([.. names.Select(n => (JsonNode)n)]);

    private static JsonObject Without(JsonObject tree)
    {
        foreach (string name in tree.Where(f => f.Value is null).Select(f => f.Key).ToList())
        {
            tree.Remove(name);
        }

        return tree;
    }

    private static void Append(StringBuilder text, string name, IReadOnlyList<string> fields)
    {
        if (fields.Count > 0)
        {
            text.Append(CultureInfo.InvariantCulture, $"   {name,-9}{string.Join(", ", fields)}\n");
        }
    }

    private void Append(StringBuilder text, ConnectorException? error)
    {
        if (error is null)
        {
            return;
        }

        string field = error.Field is null ? "" : $" at {error.Field}";
        text.Append(CultureInfo.InvariantCulture, $"   error    {error.Kind}{field}: {error.Message}\n");
        if (showPersonalData && !error.ServerText.IsEmpty)
        {
            text.Append(CultureInfo.InvariantCulture, $"            {error.ServerText.Reveal().ReplaceLineEndings(" / ")}\n");
        }
    }
}
