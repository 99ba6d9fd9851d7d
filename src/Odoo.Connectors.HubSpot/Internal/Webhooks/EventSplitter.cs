using System.Text.Json;

namespace Odoo.Connectors.HubSpot.Internal.Webhooks;

/// <summary>Cuts an array of events into events. What is no array is one event, readable or not.</summary>
internal static class EventSplitter
{
    public static IReadOnlyList<ReadOnlyMemory<byte>> Split(ReadOnlyMemory<byte> body)
    {
        List<ReadOnlyMemory<byte>> events = [];
        Utf8JsonReader reader = new(body.Span);
        try
        {
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartArray)
            {
                return [body];
            }

            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            {
                int start = (int)reader.TokenStartIndex;
                reader.Skip();
                events.Add(body[start..(int)reader.BytesConsumed]);
            }

            return events;
        }
        catch (JsonException)
        {
            return [body];
        }
    }
}
