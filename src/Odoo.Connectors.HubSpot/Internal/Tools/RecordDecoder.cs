using System.Runtime.InteropServices;
using System.Text.Json;
using Odoo.Connectors.HubSpot.Internal.Api;
using Odoo.Connectors.HubSpot.Internal.Mapping;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.HubSpot.Internal.Tools;

/// <summary>Records as the API answers them, alone or put together by the adapter.</summary>
internal sealed class RecordDecoder(string system, HubSpotOptions options, RecordMaps maps)
{
    private const string Alone = "an answer to a read: it brings no change by itself";

    public DecodedItem Decode(JsonElement record, string? type)
    {
        if (record.ValueKind != JsonValueKind.Object)
        {
            return new DecodedItem("result") { Note = "not read by this adapter" };
        }

        ReadOnlySpan<byte> json = JsonMarshal.GetRawUtf8Value(record);
        foreach (string whole in (string[])[RecordKinds.Deal, "company", RecordKinds.Contact])
        {
            if (record.TryGetProperty(whole, out JsonElement inner) && inner.ValueKind == JsonValueKind.Object)
            {
                string kind = whole == "company" ? RecordKinds.Customer : whole;
                return Read($"{whole} with what belongs to it", maps.UseOf(kind, json), json, bytes => maps.Map(system, kind, bytes));
            }
        }

        string? name = type ?? TypeOf(record);
        return name switch
        {
            ObjectTypes.Companies => Read(name, maps.Company.UseOf(json), json, Company),
            ObjectTypes.Contacts => Read(name, RecordMaps.Contact.UseOf(json), json, Contact),
            ObjectTypes.Deals => Read(name, maps.Deal.UseOf(json), json, Deal) with { Note = "company, contacts and line items are read too" },
            ObjectTypes.LineItems => Read(name, RecordMaps.LineItem.UseOf(json), json, Line) with { Note = "mapped with its deal" },
            ObjectTypes.Products => Read(name, RecordMaps.Product.UseOf(json), json, bytes => maps.Map(system, RecordKinds.Product, bytes)),
            null when record.TryGetProperty("from", out _) => new DecodedItem("associations") { Note = "put together with the records they join" },
            null when record.TryGetProperty("stages", out _) => new DecodedItem("pipeline") { Note = "read for checks; it is no record" },
            _ => new DecodedItem(name ?? "record") { Note = "not read by this adapter; if it is of a type that is, name the type" },
        };
    }

    /// <summary>The type of a record by its properties; null where they fit none.</summary>
    private static string? TypeOf(JsonElement record)
    {
        if (!record.TryGetProperty("properties", out JsonElement properties) || properties.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        bool Has(string name) => properties.TryGetProperty(name, out _);
        return Has("dealstage") || Has("dealname") ? ObjectTypes.Deals
            : Has("quantity") || Has("hs_line_item_currency_code") ? ObjectTypes.LineItems
            : Has("lastmodifieddate") || Has("firstname") || Has("lastname") || Has("email") ? ObjectTypes.Contacts
            : Has("hs_sku") || (Has("price") && Has("name")) ? ObjectTypes.Products
            : Has("name") || Has("domain") ? ObjectTypes.Companies
            : null;
    }

    private static DecodedItem Read(string name, FieldUse fields, ReadOnlySpan<byte> json, Func<ReadOnlySpan<byte>, object> map)
    {
        try
        {
            return new DecodedItem(name) { Record = map(json), Fields = fields, Note = Alone };
        }
        catch (ConnectorException e)
        {
            return new DecodedItem(name) { Error = e, Fields = fields };
        }
    }

    private object Company(ReadOnlySpan<byte> json)
    {
        CompanyBuilder company = new();
        maps.Company.Read(json, company);
        return company.Build(system, null);
    }

    private object Contact(ReadOnlySpan<byte> json)
    {
        ContactBuilder contact = new();
        RecordMaps.Contact.Read(json, contact);
        return contact.Build(system, null);
    }

    private object Deal(ReadOnlySpan<byte> json)
    {
        DealBuilder deal = new();
        maps.Deal.Read(json, deal);
        return deal.Build(system, new DealParts(), options, isAlone: true);
    }

    private object Line(ReadOnlySpan<byte> json)
    {
        LineItemBuilder line = new();
        RecordMaps.LineItem.Read(json, line);
        return line.Build(system, null);
    }
}
