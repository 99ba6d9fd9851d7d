using System.Text.Json;
using Microsoft.Extensions.Configuration;
using Odoo.Connectors.Salesforce.Internal.Webhooks;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Salesforce.Internal.Tools;

/// <summary>Tells what a payload is by its shape, and what becomes of it.</summary>
internal sealed class PayloadDecoder
{
    private readonly string _system;
    private readonly DecodeOptions _decode;
    private readonly SalesforceOptions _options = new();
    private readonly RecordDecoder _records;
    private readonly EventDecoder _events;

    public PayloadDecoder(DecodeOptions options)
    {
        (_decode, _system) = (options, options.System ?? "salesforce");
        if (options.Settings is { } settings)
        {
            settings.Bind(_options);
        }

        _records = new RecordDecoder(_system, _options, options.Type);
        _events = new EventDecoder(_system, _options);
    }

    public DecodedPayload Decode(ReadOnlyMemory<byte> payload)
    {
        try
        {
            return WebhookReceiver.IsXml(payload) ? EventDecoder.Message(payload)
                : CsvDecoder.LooksLike(payload.Span) ? CsvDecoder.Decode(_records, payload)
                : Json(payload);
        }
        catch (ConnectorException e)
        {
            return new DecodedPayload("nothing that can be read", []) { Error = e };
        }
    }

    private DecodedPayload Json(ReadOnlyMemory<byte> payload)
    {
        JsonElement root;
        try
        {
            root = JsonElement.Parse(payload.Span);
        }
        catch (JsonException e)
        {
            string place = FormattableString.Invariant($"line {e.LineNumber + 1}, byte {e.BytePositionInLine + 1}");
            throw new ConnectorException(ErrorKind.Protocol, $"This is neither JSON, XML nor CSV of Salesforce: see {place}.") { Field = place };
        }

        return root.ValueKind switch
        {
            JsonValueKind.Object => Object(root, payload),
            JsonValueKind.Array => Array(root, payload),
            _ => throw new ConnectorException(ErrorKind.Protocol, "This is no payload of Salesforce: it is neither an object nor an array."),
        };
    }

    private DecodedPayload Object(JsonElement root, ReadOnlyMemory<byte> payload) =>
        Has(root, "error") && Has(root, "error_description") ? ResultDecoder.Login(_system, _options, payload, _decode.Status)
        : Has(root, "records") && !Has(root, "attributes") ? _records.Page(root)
        : Has(root, "compositeResponse") ? ResultDecoder.Composite(_system, root)
        : Has(root, "ChangeEventHeader") || Has(root, "payload") || Has(root, "data") || Has(root, "channel") ? _events.Events(payload)
        : RecordDecoder.TypeOf(root, _decode.Type) is { } type && !Has(root, "success") ? new DecodedPayload($"one {type}", [_records.Record(root)])
        : ResultDecoder.Object(_system, root);

    private DecodedPayload Array(JsonElement root, ReadOnlyMemory<byte> payload)
    {
        JsonElement first = root.EnumerateArray().FirstOrDefault();
        return first.ValueKind != JsonValueKind.Object ? ResultDecoder.Array(root)
            : Has(first, "errorCode") ? ResultDecoder.Errors(_system, payload, _decode.Status)
            : Has(first, "success") ? ResultDecoder.Saved(_system, payload)
            : Has(first, "ChangeEventHeader") || Has(first, "payload") || Has(first, "data") ? _events.Events(payload)
            : RecordDecoder.TypeOf(first, _decode.Type) is not null ? new DecodedPayload(Counted(root), [.. root.EnumerateArray().Select(_records.Record)])
            : ResultDecoder.Array(root);
    }

    private static string Counted(JsonElement root) => FormattableString.Invariant($"{root.GetArrayLength()} records");

    private static bool Has(JsonElement json, string name) => json.TryGetProperty(name, out _);
}
