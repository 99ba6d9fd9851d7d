using System.Globalization;
using System.Text;
using System.Text.Json;
using Odoo.Connectors.Model;

namespace Odoo.Connectors.Sync;

/// <summary>One event as a line of JSON.</summary>
internal static class UsageLine
{
    private static readonly JsonReaderOptions Strict = new() { MaxDepth = 16 };

    /// <summary>Reads a line.</summary>
    /// <param name="utf8">The line.</param>
    /// <param name="system">The system of subscriptions where the line names none.</param>
    /// <returns>The event, or what is wrong of the line.</returns>
    public static (UsageEvent? Event, string? EventId, string Field, string Message) Read(ReadOnlySpan<byte> utf8, string system)
    {
        string? id = null, subscription = null, meter = null, value = null, replaces = null, cancels = null;
        decimal? quantity = null;
        DateTimeOffset? at = null;
        string field = "line";
        try
        {
            Utf8JsonReader json = new(utf8, Strict);
            if (!json.Read() || json.TokenType != JsonTokenType.StartObject)
            {
                return (null, null, field, "A line is one JSON object.");
            }

            while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
            {
                field = NameOf(ref json);
                json.Read();
                switch (field)
                {
                    case "id": id = json.GetString(); break;
                    case "subscription": subscription = json.GetString(); break;
                    case "system": system = json.GetString() ?? system; break;
                    case "meter": meter = json.GetString(); break;
                    case "quantity": quantity = Quantity(ref json); break;
                    case "at": at = At(ref json); break;
                    case "value": value = json.GetString(); break;
                    case "replaces": replaces = json.GetString(); break;
                    case "cancels": cancels = json.GetString(); break;
                    default: json.Skip(); break;
                }
            }

            field = "line";
            if (json.Read())
            {
                return (null, id, field, "A line is one JSON object and nothing behind it.");
            }
        }
        catch (Exception e) when (e is JsonException or FormatException or InvalidOperationException)
        {
            return (null, id, field, field == "line" ? "The line is no JSON object." : Rule(field));
        }

        field = id is null ? "id" : subscription is null ? "subscription" : meter is null ? "meter" : at is null ? "at" : "";
        return field.Length > 0 ? (null, id, field, $"It is missing. {Rule(field)}") : (new UsageEvent
        {
            Id = id!, Subscription = new ExternalRef(system, RecordKinds.Contract, subscription!), Meter = meter!, Quantity = quantity ?? 0, At = at!.Value,
            UniqueValue = value, Replaces = replaces, Cancels = cancels,
        }, id, "", "");
    }

    /// <summary>Writes an event as the line that it may be read from.</summary>
    public static string Write(UsageEvent usage)
    {
        using MemoryStream stream = new();
        using (Utf8JsonWriter json = new(stream))
        {
            json.WriteStartObject();
            json.WriteString("id", usage.Id);
            json.WriteString("system", usage.Subscription.System);
            json.WriteString("subscription", usage.Subscription.Id);
            json.WriteString("meter", usage.Meter);
            json.WriteNumber("quantity", usage.Quantity);
            json.WriteString("at", usage.At.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));
            Optional("value", usage.UniqueValue);
            Optional("replaces", usage.Replaces);
            Optional("cancels", usage.Cancels);
            json.WriteEndObject();

            void Optional(string name, string? text)
            {
                if (text is not null)
                {
                    json.WriteString(name, text);
                }
            }
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }

    // The names stand here, so that no line makes strings of them.
    private static string NameOf(ref Utf8JsonReader json) =>
        json.ValueTextEquals("id"u8) ? "id" : json.ValueTextEquals("subscription"u8) ? "subscription" : json.ValueTextEquals("meter"u8) ? "meter"
        : json.ValueTextEquals("quantity"u8) ? "quantity" : json.ValueTextEquals("at"u8) ? "at" : json.ValueTextEquals("system"u8) ? "system"
        : json.ValueTextEquals("value"u8) ? "value" : json.ValueTextEquals("replaces"u8) ? "replaces" : json.ValueTextEquals("cancels"u8) ? "cancels" : "line";

    private static decimal? Quantity(ref Utf8JsonReader json) => json.TokenType switch
    {
        JsonTokenType.Null => null,
        JsonTokenType.String => decimal.Parse(json.GetString()!, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture),
        _ => json.GetDecimal(),
    };

    /// <summary>An instant without an offset would be one of this machine's zone.</summary>
    private static DateTimeOffset At(ref Utf8JsonReader json)
    {
        DateTimeOffset at = json.GetDateTimeOffset();
        ReadOnlySpan<byte> text = json.ValueSpan;
        bool hasOffset = text.Length > 10 && (text[^1] == 'Z' || text[^6] is (byte)'+' or (byte)'-');
        return hasOffset ? at : throw new FormatException();
    }

    private static string Rule(string field) => field switch
    {
        "quantity" => "It must be a number, or the text of one.",
        "at" => "It must be an instant with its offset, such as 2026-11-29T10:15:30.250Z.",
        _ => "It must be text.",
    };
}
