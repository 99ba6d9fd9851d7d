using System.Runtime.InteropServices;
using System.Text.Json;
using Microsoft.Extensions.Configuration;
using Odoo.Connectors.HubSpot.Internal.Mapping;
using Odoo.Connectors.HubSpot.Internal.Webhooks;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.HubSpot.Internal.Tools;

/// <summary>Tells what any payload of HubSpot is and maps what of it is mapped.</summary>
internal sealed class PayloadDecoder
{
    private readonly string _system;
    private readonly DecodeOptions _asked;
    private readonly RecordDecoder _records;
    private readonly EventDecoder _events;

    public PayloadDecoder(DecodeOptions asked)
    {
        HubSpotOptions options = new();
        if (asked.Settings is { } settings)
        {
            settings.Bind(options);
        }

        RecordMaps maps = new(options);
        (_asked, _system) = (asked, asked.System ?? "hubspot");
        _records = new RecordDecoder(_system, options, maps);
        _events = new EventDecoder(_system, maps);
    }

    public DecodedPayload Decode(ReadOnlyMemory<byte> payload)
    {
        try
        {
            using JsonDocument document = PayloadJson.Parse(payload, "HubSpot");
            JsonElement root = document.RootElement;
            return root.ValueKind switch
            {
                JsonValueKind.Array => Events(payload),
                JsonValueKind.Object => Object(root),
                _ => new DecodedPayload("unreadable", []) { Error = FieldErrors.Wrong("the payload", "an object or an array of events, as everything that HubSpot sends is") },
            };
        }
        catch (ConnectorException e)
        {
            return new DecodedPayload("unreadable", []) { Error = e };
        }
    }

    private DecodedPayload Events(ReadOnlyMemory<byte> payload)
    {
        List<DecodedItem> items = [.. EventSplitter.Split(payload).SelectMany(_events.Decode)];
        return new DecodedPayload(FormattableString.Invariant($"webhook with {EventSplitter.Split(payload).Count} events"), items);
    }

    private DecodedPayload Object(JsonElement root)
    {
        if (Has(root, "access_token"))
        {
            return new DecodedPayload("answer of the token endpoint", [new DecodedItem("token") { Note = "kept by the adapter; it is no record" }]);
        }

        if (Has(root, "inputs") || (Has(root, "properties") && !Has(root, "id")) || Has(root, "filterGroups"))
        {
            return new DecodedPayload("body of a request", [new DecodedItem("request") { Note = "what is sent to HubSpot, not what it sends" }]);
        }

        if (root.TryGetProperty("results", out JsonElement results) && results.ValueKind == JsonValueKind.Array)
        {
            return Page(root, results);
        }

        if (Has(root, "subscriptionType"))
        {
            return new DecodedPayload("webhook event", [.. _events.Decode(JsonMarshal.GetRawUtf8Value(root).ToArray())]);
        }

        return IsError(root)
            ? new DecodedPayload("error", []) { Error = ErrorStatus.Read(_system, JsonMarshal.GetRawUtf8Value(root), _asked.Status) }
            : Has(root, "stages") || Has(root, "portalId")
                ? new DecodedPayload("answer", [new DecodedItem(Has(root, "stages") ? "pipeline" : "account") { Note = "read for set-up and checks; it is no record" }])
                : new DecodedPayload("answer with one record", [_records.Decode(root, _asked.Type)]);
    }

    private DecodedPayload Page(JsonElement root, JsonElement results)
    {
        List<DecodedItem> items = [.. results.EnumerateArray().Select(r => _records.Decode(r, _asked.Type))];
        if (root.TryGetProperty("errors", out JsonElement errors) && errors.ValueKind == JsonValueKind.Array)
        {
            items.AddRange(errors.EnumerateArray().Select(e =>
                new DecodedItem("error") { Error = ErrorStatus.Read(_system, JsonMarshal.GetRawUtf8Value(e), null), Note = "one record of a batch was refused" }));
        }

        string[] names = [.. items.Select(i => i.Name).Where(n => n != "error").Distinct()];
        string what = Has(root, "status") ? "answer of a batch with" : "page of";
        return new DecodedPayload(FormattableString.Invariant($"{what} {results.GetArrayLength()} {(names.Length == 1 ? names[0] : "results")}"), items);
    }

    private static bool IsError(JsonElement root) =>
        !Has(root, "id") && (Has(root, "category") || Has(root, "errorType") || (Has(root, "message") && Has(root, "status")));

    private static bool Has(JsonElement element, string name) => element.TryGetProperty(name, out _);
}
