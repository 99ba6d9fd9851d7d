using System.Text.Json;

namespace Odoo.Connectors.Salesforce.Internal.Webhooks;

/// <summary>
/// An event of Change Data Capture, as CometD brings it or as a client of the Pub/Sub API decoded it, or a platform event. Its fields are not
/// believed: formulas are missing, and of a decoded one null does not say whether it was emptied.
/// </summary>
/// <param name="Name">The type that changed, or the name of the platform event; null where the event does not say.</param>
/// <param name="Change">The kind of change; null for platform events.</param>
/// <param name="Origin">What made the change, with the client's name.</param>
/// <param name="Fields">The names of what else it holds.</param>
internal sealed record ChangeEvent(string? Name, string? Change, string? Origin, IReadOnlyList<string> Fields)
{
    private const string HeaderName = "ChangeEventHeader";

    /// <summary>Whether the changes themselves were lost or left out: a write of ours may stand beside others.</summary>
    public bool IsGap => Change?.StartsWith("GAP_", StringComparison.Ordinal) ?? true;

    public bool IsPlatformEvent => Change is null && Name is not null;

    /// <summary>The events in a payload that the host hands in: one, or an array of them.</summary>
    /// <exception cref="ConnectorException">It is no JSON object or array.</exception>
    public static IReadOnlyList<ChangeEvent> Read(ReadOnlyMemory<byte> body)
    {
        try
        {
            JsonElement root = JsonElement.Parse(body.Span);
            return root.ValueKind switch
            {
                JsonValueKind.Array => [.. root.EnumerateArray().Select(Read)],
                JsonValueKind.Object => [Read(root)],
                _ => throw new JsonException(),
            };
        }
        catch (JsonException)
        {
            throw new ConnectorException(ErrorKind.Protocol, "This is no change event of Salesforce: it is neither a JSON object nor an array of them.");
        }
    }

    private static ChangeEvent Read(JsonElement evt)
    {
        string? channel = Text(evt, "channel");
        evt = Inside(evt, "data") ?? evt;
        JsonElement payload = Inside(evt, "payload") ?? evt;
        string[] fields = payload.ValueKind == JsonValueKind.Object ? [.. payload.EnumerateObject().Select(p => p.Name).Where(n => n != HeaderName)] : [];
        if (Inside(payload, HeaderName) is { } header)
        {
            return new ChangeEvent(Text(header, "entityName"), Text(header, "changeType") ?? "GAP_OVERFLOW", Text(header, "changeOrigin"), fields);
        }

        string? name = Inside(evt, "event") is { } about ? Text(about, "EventApiName") : null;
        name ??= channel?.StartsWith("/event/", StringComparison.Ordinal) is true ? channel["/event/".Length..] : null;
        return new ChangeEvent(name, null, null, fields);
    }

    private static JsonElement? Inside(JsonElement json, string name) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.Object ? value : null;

    private static string? Text(JsonElement json, string name) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
