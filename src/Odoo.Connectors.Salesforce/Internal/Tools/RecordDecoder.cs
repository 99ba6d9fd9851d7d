using System.Runtime.InteropServices;
using System.Text.Json;
using Odoo.Connectors.Model;
using Odoo.Connectors.Salesforce.Internal.Api;
using Odoo.Connectors.Salesforce.Internal.Mapping;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Salesforce.Internal.Tools;

/// <summary>Records as polls bring them: what they become, and which of their fields are read.</summary>
internal sealed class RecordDecoder(string system, SalesforceOptions options, string? named)
{
    private static readonly Dictionary<string, RecordType> Prefixes = new(StringComparer.Ordinal)
    {
        ["001"] = RecordType.Account, ["003"] = RecordType.Contact, ["006"] = RecordType.Opportunity, ["01t"] = RecordType.Product,
    };

    /// <summary>The type that a record says it is, else the one that was named, else the one of its id.</summary>
    public static string? TypeOf(JsonElement record, string? named)
    {
        string? said = record.TryGetProperty("attributes", out JsonElement attributes) && attributes.ValueKind == JsonValueKind.Object
            && attributes.TryGetProperty("type", out JsonElement type) && type.ValueKind == JsonValueKind.String
                ? type.GetString()
                : null;
        return said ?? named
            ?? (record.TryGetProperty("Id", out JsonElement id) && id.ValueKind == JsonValueKind.String && id.GetString() is { Length: > 2 } text
                ? Prefixes.GetValueOrDefault(text[..3])?.Name
                : null);
    }

    public DecodedPayload Page(JsonElement root)
    {
        JsonElement[] records = root.TryGetProperty("records", out JsonElement all) && all.ValueKind == JsonValueKind.Array
            ? [.. all.EnumerateArray().Where(r => r.ValueKind == JsonValueKind.Object)]
            : [];
        bool isRequest = root.TryGetProperty("allOrNone", out _);
        string what = isRequest ? "request to write" : "page of";
        string type = records.Length == 0 ? "records" : TypeOf(records[0], named) ?? "records";
        DecodedItem[] items = [.. records.Select(r => isRequest ? Asked(r) : Record(r))];
        return new DecodedPayload(FormattableString.Invariant($"{what} {records.Length} {type}"), items) { Error = Wrong(root) };
    }

    public DecodedItem Record(JsonElement record)
    {
        string? name = TypeOf(record, named);
        if (RecordType.OfName(name) is not { } type)
        {
            return new DecodedItem(name ?? "record") { Note = "nothing of this type is read", Fields = Ignored(record) };
        }

        byte[] bytes = JsonMarshal.GetRawUtf8Value(record).ToArray();
        DecodedItem item = new(type.Name) { Fields = Use(type, bytes) };
        try
        {
            RawRecord raw = new(record);
            ExternalRef subject = new(system, type.Kind, raw.Id);
            Change change = RecordMapper.Change(system, type, subject, raw.Stamp, bytes, options);
            return item with
            {
                Change = change, Record = change.Record, Note = Poll.IsTold(type, raw) ? null : "an opportunity without an account is left alone until it has one or is won",
            };
        }
        catch (ConnectorException e)
        {
            return item with { Error = e };
        }
    }

    /// <summary>A record as it is asked for has no id yet: it becomes no change.</summary>
    private DecodedItem Asked(JsonElement record) => RecordType.OfName(TypeOf(record, named)) is { } type
        ? new DecodedItem(type.Name) { Note = "is to be written; what came of it stands in the answer", Fields = Use(type, JsonMarshal.GetRawUtf8Value(record).ToArray()) }
        : Record(record);

    private static FieldUse Ignored(JsonElement record) => new([], [.. record.EnumerateObject().Select(p => p.Name)]);

    private static ConnectorException? Wrong(JsonElement root)
    {
        try
        {
            _ = root.TryGetProperty("allOrNone", out _) ? null : QueryPage.Read(root);
            return null;
        }
        catch (ConnectorException e)
        {
            return e;
        }
    }

    private FieldUse Use(RecordType type, byte[] bytes)
    {
        RecordTables tables = RecordTables.Of(options);
        return type == RecordType.Account ? tables.Account.UseOf(bytes)
            : type == RecordType.Contact ? tables.Contact.UseOf(bytes)
            : type == RecordType.Product ? tables.Product.UseOf(bytes)
            : tables.Opportunity.UseOf(bytes);
    }
}
