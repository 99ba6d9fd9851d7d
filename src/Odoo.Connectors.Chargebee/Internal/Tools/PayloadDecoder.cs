using System.Runtime.InteropServices;
using System.Text.Json;
using Microsoft.Extensions.Configuration;
using Odoo.Connectors.Chargebee.Internal.Api;
using Odoo.Connectors.Chargebee.Internal.Mapping;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Chargebee.Internal.Tools;

/// <summary>Tells what any payload of Chargebee is and maps what of it is mapped.</summary>
internal sealed class PayloadDecoder
{
    private readonly string _system;
    private readonly int? _status;
    private readonly EventDecoder _events;
    private readonly RecordDecoder _records;

    public PayloadDecoder(DecodeOptions asked)
    {
        ChargebeeOptions options = new();
        if (asked.Settings is { } settings)
        {
            settings.Bind(options);
        }

        (_system, _status) = (asked.System ?? "chargebee", asked.Status);
        RecordMaps maps = new(_system, options);
        _events = new EventDecoder(_system, maps);
        _records = new RecordDecoder(_system, maps);
    }

    public DecodedPayload Decode(ReadOnlyMemory<byte> payload)
    {
        try
        {
            using JsonDocument document = PayloadJson.Parse(payload, "Chargebee");
            JsonElement root = document.RootElement;
            return root.ValueKind == JsonValueKind.Object ? Object(root) : throw FieldErrors.Refused("", "What Chargebee sends is an object, and this is none.", ErrorKind.Protocol);
        }
        catch (ConnectorException e)
        {
            return new DecodedPayload("unreadable", []) { Error = e };
        }
    }

    private DecodedPayload Object(JsonElement root)
    {
        if (root.TryGetProperty("event_type", out _))
        {
            return new DecodedPayload("webhook event", [.. _events.Decode(Bytes(root))]);
        }

        if (root.TryGetProperty("list", out JsonElement list) && list.ValueKind == JsonValueKind.Array)
        {
            List<DecodedItem> items = [.. list.EnumerateArray().SelectMany(e => e.TryGetProperty("event", out JsonElement one) ? _events.Decode(Bytes(one)) : _records.Listed(Bytes(e)))];
            string[] names = [.. items.Select(i => i.Name).Distinct()];
            return new DecodedPayload(FormattableString.Invariant($"page of {list.GetArrayLength()} {(names.Length == 1 ? names[0] : "resources")}"), items);
        }

        if (root.TryGetProperty("api_error_code", out _) || root.TryGetProperty("error_code", out _))
        {
            return new DecodedPayload("error", []) { Error = Error(root) };
        }

        return root.TryGetProperty("event", out JsonElement e)
            ? new DecodedPayload("answer with one event", [.. _events.Decode(Bytes(e))])
            : _records.Answered(root);
    }

    private ConnectorException Error(JsonElement root)
    {
        byte[] body = Bytes(root);
        return ApiErrors.From(_system, new ApiAnswer { Status = _status ?? ErrorVerdicts.StatusOf(ErrorBody.Read(body)?.Code), Body = body, At = default });
    }

    private static byte[] Bytes(JsonElement element) => JsonMarshal.GetRawUtf8Value(element).ToArray();
}
