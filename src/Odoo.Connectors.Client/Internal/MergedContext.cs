using System.Text.Json;
using System.Text.Json.Nodes;

namespace Odoo.Connectors.Client.Internal;

/// <summary>A call's context laid key by key over the client's defaults.</summary>
internal sealed class MergedContext
{
    private readonly OrderedDictionary<string, JsonNode?> _values = [];

    public MergedContext(OdooClientOptions options, OdooContext? context)
    {
        SetCompanies(options.AllowedCompanyIds.Count > 0 ? options.AllowedCompanyIds : null);
        Set("lang", options.Language);
        if (context is null)
        {
            return;
        }

        if (context.AllowedCompanyIds is { Count: 0 })
        {
            throw new ArgumentException("AllowedCompanyIds must not be empty: Odoo would take that for all companies.", nameof(context));
        }

        SetCompanies(context.AllowedCompanyIds);
        Set("lang", context.Language);
        Set("tz", context.TimeZone);
        Set("active_test", context.ActiveTest);
        foreach (var (key, value) in context.Other ?? [])
        {
            _values[key] = value;
        }
    }

    public bool IsEmpty => _values.Count == 0;

    /// <summary>The zone in which Odoo reads datetime cells of <c>load</c>, unless that is UTC.</summary>
    public bool HasForeignZone => _values.TryGetValue("tz", out var zone) && zone is JsonValue value
        && value.TryGetValue<string>(out var text) && text is not ("UTC" or "Etc/UTC");

    public void WriteTo(Utf8JsonWriter writer)
    {
        if (IsEmpty)
        {
            return;
        }

        writer.WriteStartObject("context");
        foreach (var (key, value) in _values)
        {
            writer.WritePropertyName(key);
            OdooJson.Write(writer, value);
        }

        writer.WriteEndObject();
    }

    private void Set(string key, JsonNode? value)
    {
        if (value is not null)
        {
            _values[key] = value;
        }
    }

    private void SetCompanies(IEnumerable<long>? ids) => Set("allowed_company_ids", ids is null ? null : new JsonArray([.. ids.Select(id => (JsonNode)id)]));
}
