using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using Odoo.Connectors.Chargebee.Internal.Facts;
using Odoo.Connectors.Chargebee.Internal.Mapping;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Chargebee.Internal.Tools;

/// <summary>Resources as the API answers them: alone, together, or in a list.</summary>
internal sealed class RecordDecoder(string system, RecordMaps maps)
{
    private static readonly (string Name, string Kind)[] Resources =
    [
        ("transaction", RecordKinds.Payment), ("invoice", RecordKinds.Invoice), ("credit_note", RecordKinds.CreditNote), ("subscription", RecordKinds.Contract),
        ("customer", RecordKinds.Customer), ("item", RecordKinds.Product), ("item_price", RecordKinds.Product),
    ];

    /// <summary>The resources of one answer.</summary>
    public DecodedPayload Answered(JsonElement root)
    {
        List<DecodedItem> items = [.. root.EnumerateObject().Where(p => p.Value.ValueKind == JsonValueKind.Object).Select(p => One(p.Name, p.Value))];
        if (root.TryGetProperty("payments", out JsonElement payments) && payments.ValueKind == JsonValueKind.Array)
        {
            items.AddRange(payments.EnumerateArray().Select(t => One("transaction", t)));
        }

        return new DecodedPayload(items.Count == 1 ? $"answer with one {items[0].Name}" : FormattableString.Invariant($"answer with {items.Count} resources"), items);
    }

    /// <summary>An element of a list, with the change that a poll makes of it.</summary>
    public IEnumerable<DecodedItem> Listed(byte[] element)
    {
        using JsonDocument document = JsonDocument.Parse(element);
        JsonProperty? main = document.RootElement.EnumerateObject().Where(p => Array.Exists(Resources, r => r.Name == p.Name)).Select(p => (JsonProperty?)p).FirstOrDefault();
        if (main is not { } resource)
        {
            return [new DecodedItem(document.RootElement.EnumerateObject().FirstOrDefault().Name ?? "element") { Note = "not read by this adapter" }];
        }

        DecodedItem item = One(resource.Name, resource.Value) with { Fields = maps.UseOfElement(element) };
        try
        {
            Heads heads = new();
            Heads.Table.Read(element, heads);
            return ListFacts.Of(heads) is not { } fact
                ? [item with { Note = "a poll leaves it out: no money moved and no document was issued so far" }]
                : [item with { Change = new Change { System = system, Kind = fact.Change, Subject = new ExternalRef(system, fact.Record, fact.Id), OccurredAt = ListFacts.ChangedAt(heads) ?? default, Version = fact.Version }, Note = null }];
        }
        catch (ConnectorException e)
        {
            return [item with { Error = e }];
        }
    }

    private DecodedItem One(string name, JsonElement resource)
    {
        if (!Array.Exists(Resources, r => r.Name == name))
        {
            return new DecodedItem(name) { Note = "not read by this adapter" };
        }

        byte[] wrapped = [.. "{\""u8, .. Encoding.UTF8.GetBytes(name), .. "\":"u8, .. JsonMarshal.GetRawUtf8Value(resource), .. "}"u8];
        DecodedItem item = new(name) { Fields = maps.UseOf(wrapped), Note = "an answer to a read: it brings no change by itself" };
        try
        {
            Parts parts = maps.Read(wrapped);
            return item with { Record = maps.Map(KindOf(name, parts), parts) };
        }
        catch (ConnectorException e)
        {
            return item with { Error = e };
        }
    }

    /// <summary>What a transaction is, it says itself.</summary>
    private static string KindOf(string name, Parts parts) => parts.Transaction switch
    {
        { Type: "refund" } => RecordKinds.Refund,
        { Type: "payment", Status: "failure" } => RecordKinds.PaymentAttempt,
        _ => Array.Find(Resources, r => r.Name == name).Kind,
    };
}
