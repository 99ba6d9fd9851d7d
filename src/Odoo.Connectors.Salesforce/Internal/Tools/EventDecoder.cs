using Odoo.Connectors.Salesforce.Internal.Mapping;
using Odoo.Connectors.Salesforce.Internal.Port;
using Odoo.Connectors.Salesforce.Internal.Webhooks;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Salesforce.Internal.Tools;

/// <summary>Outbound messages, change events and platform events: what they make due.</summary>
internal sealed class EventDecoder(string system, SalesforceOptions options)
{
    public static DecodedPayload Message(ReadOnlyMemory<byte> payload)
    {
        OutboundMessage message = OutboundMessage.Read(payload);
        return new DecodedPayload(
            FormattableString.Invariant($"outbound message of organisation {message.Organization} with {message.Notifications.Count} notifications"),
            [.. message.Notifications.Select(n => new DecodedItem(n.Type)
            {
                Note = Due(RecordType.StreamFor(n.Type) is { } stream ? [stream] : [], "nothing of this type is read"),
                Fields = new FieldUse(["Id"], [.. n.Fields.Where(f => f != "Id")]),
            })]);
    }

    public DecodedPayload Events(ReadOnlyMemory<byte> payload)
    {
        IReadOnlyList<ChangeEvent> events = ChangeEvent.Read(payload);
        return new DecodedPayload(
            events.Count == 1 ? $"{Kind(events[0])} event" : FormattableString.Invariant($"{events.Count} events"),
            [.. events.Select(e => new DecodedItem(e.Change is null ? e.Name ?? "event" : $"{e.Name} {e.Change}")
            {
                Note = Due(
                    WebhookReceiver.StreamsOf(system, options, e),
                    OwnClient.IsOrigin(system, e.Origin) ? "a write of ours: nothing is read for it"
                        : e.IsPlatformEvent ? "no stream is set for it in PlatformEventStreams" : "nothing of this type is read"),
                Fields = new FieldUse(e.Change is null ? [] : ["ChangeEventHeader"], e.Fields),
            })]);
    }

    private static string Kind(ChangeEvent evt) => evt.Name is null ? "unreadable" : evt.IsPlatformEvent ? "platform" : "change";

    private static string Due(IReadOnlyList<string> streams, string otherwise) => streams.Count == 0
        ? otherwise
        : $"what it holds is not believed: the stream {string.Join(", ", streams)} is polled at once and reads the record afresh";
}
