using System.Buffers;
using System.Runtime.InteropServices;
using System.Text.Json;
using Odoo.Connectors.HubSpot.Internal.Mapping;

namespace Odoo.Connectors.HubSpot.Internal.Api;

/// <summary>
/// Puts together what belongs to records: a deal's company, contacts and line items, a company's contact, a contact's company. The
/// records stay byte for byte as HubSpot sent them.
/// </summary>
internal sealed class Composer(RecordReader reader)
{
    private const string BillingContact = "billing contact";

    /// <summary>The records of a type with what belongs to them, in the same order.</summary>
    public async Task<IReadOnlyList<byte[]>> ComposeAsync(string type, IReadOnlyList<JsonElement> records, RecordMaps maps, CancellationToken cancellationToken) => type switch
    {
        ObjectTypes.Deals => await DealsAsync(records, maps, cancellationToken).ConfigureAwait(false),
        ObjectTypes.Companies => await CompaniesAsync(records, maps, cancellationToken).ConfigureAwait(false),
        ObjectTypes.Contacts => await ContactsAsync(records, cancellationToken).ConfigureAwait(false),
        _ => [.. records.Select(r => JsonMarshal.GetRawUtf8Value(r).ToArray())],
    };

    private async Task<IReadOnlyList<byte[]>> DealsAsync(IReadOnlyList<JsonElement> deals, RecordMaps maps, CancellationToken cancellationToken)
    {
        string[] ids = [.. deals.Select(RecordJson.IdOf)];
        var companies = await reader.AssociationsAsync(ObjectTypes.Deals, ObjectTypes.Companies, ids, cancellationToken).ConfigureAwait(false);
        var contacts = await reader.AssociationsAsync(ObjectTypes.Deals, ObjectTypes.Contacts, ids, cancellationToken).ConfigureAwait(false);
        var lines = await reader.AssociationsAsync(ObjectTypes.Deals, ObjectTypes.LineItems, ids, cancellationToken).ConfigureAwait(false);
        Dictionary<string, string> primary = Primary(companies, AssociationTypes.DealToPrimaryCompany);
        Dictionary<string, JsonElement> found = await reader.BatchReadAsync(
            ObjectTypes.Companies, maps.PropertiesOf(ObjectTypes.Companies), primary.Values, cancellationToken).ConfigureAwait(false);
        Dictionary<string, JsonElement> contactOf = await ContactOfAsync(found.Keys, maps, cancellationToken).ConfigureAwait(false);
        Dictionary<string, JsonElement> items = await reader.BatchReadAsync(
            ObjectTypes.LineItems, maps.PropertiesOf(ObjectTypes.LineItems), lines.Values.SelectMany(l => l.Select(i => i.Id)), cancellationToken).ConfigureAwait(false);
        return [.. deals.Select(deal => Write(writer =>
        {
            string id = RecordJson.IdOf(deal);
            string? company = primary.GetValueOrDefault(id);
            Raw(writer, "deal", deal);
            Raw(writer, "company", company is null ? null : Found(found, company));
            Raw(writer, "contact", company is null ? null : Found(contactOf, company));
            writer.WriteNumber("companies", Ids(companies, id).Count());
            writer.WriteStartArray("contacts");
            foreach (string contact in Ids(contacts, id).Order(IdOrder.Instance))
            {
                writer.WriteStringValue(contact);
            }

            writer.WriteEndArray();
            writer.WriteStartArray("lineItems");
            foreach (string line in Ids(lines, id).Where(items.ContainsKey).Order(IdOrder.Instance))
            {
                writer.WriteRawValue(JsonMarshal.GetRawUtf8Value(items[line]), skipInputValidation: true);
            }

            writer.WriteEndArray();
            writer.WriteString("timeZone", reader.Api.Account.Zone);
            writer.WriteString("currency", reader.Api.Account.Currency);
        }))];
    }

    private async Task<IReadOnlyList<byte[]>> CompaniesAsync(IReadOnlyList<JsonElement> companies, RecordMaps maps, CancellationToken cancellationToken)
    {
        Dictionary<string, JsonElement> contactOf = await ContactOfAsync(companies.Select(RecordJson.IdOf), maps, cancellationToken).ConfigureAwait(false);
        return [.. companies.Select(company => Write(writer =>
        {
            Raw(writer, "company", company);
            Raw(writer, "contact", Found(contactOf, RecordJson.IdOf(company)));
        }))];
    }

    private async Task<IReadOnlyList<byte[]>> ContactsAsync(IReadOnlyList<JsonElement> contacts, CancellationToken cancellationToken)
    {
        var companies = await reader.AssociationsAsync(ObjectTypes.Contacts, ObjectTypes.Companies, contacts.Select(RecordJson.IdOf), cancellationToken).ConfigureAwait(false);
        Dictionary<string, string> primary = Primary(companies, AssociationTypes.ContactToPrimaryCompany);
        return [.. contacts.Select(contact => Write(writer =>
        {
            Raw(writer, "contact", contact);
            writer.WriteString("company", primary.GetValueOrDefault(RecordJson.IdOf(contact)));
        }))];
    }

    /// <summary>The contact of each company: the one that is labelled as its billing contact, else its oldest.</summary>
    private async Task<Dictionary<string, JsonElement>> ContactOfAsync(IEnumerable<string> companies, RecordMaps maps, CancellationToken cancellationToken)
    {
        var all = await reader.AssociationsAsync(ObjectTypes.Companies, ObjectTypes.Contacts, companies, cancellationToken).ConfigureAwait(false);
        Dictionary<string, string> chosen = all.Where(c => c.Value.Count > 0).ToDictionary(
            c => c.Key,
            c => c.Value.OrderByDescending(IsBilling).ThenBy(a => a.Id, IdOrder.Instance).First().Id,
            StringComparer.Ordinal);
        Dictionary<string, JsonElement> records = await reader.BatchReadAsync(
            ObjectTypes.Contacts, maps.PropertiesOf(ObjectTypes.Contacts), chosen.Values, cancellationToken).ConfigureAwait(false);
        return chosen.Where(c => records.ContainsKey(c.Value)).ToDictionary(c => c.Key, c => records[c.Value], StringComparer.Ordinal);
    }

    private static bool IsBilling(Associated other) => other.AssociationTypes?.Any(t => BillingContact.Equals(t.Label, StringComparison.OrdinalIgnoreCase)) ?? false;

    /// <summary>The primary one of each; the only one where none is called primary.</summary>
    private static Dictionary<string, string> Primary(Dictionary<string, List<Associated>> associations, int type)
    {
        Dictionary<string, string> primary = new(StringComparer.Ordinal);
        foreach ((string from, List<Associated> all) in associations)
        {
            string[] ids = [.. all.Select(a => a.Id).Distinct(StringComparer.Ordinal)];
            Associated? named = all.FirstOrDefault(a => a.AssociationTypes?.Any(t => t.Category == "HUBSPOT_DEFINED" && t.TypeId == type) ?? false);
            if ((named?.Id ?? (ids.Length == 1 ? ids[0] : null)) is { } id)
            {
                primary[from] = id;
            }
        }

        return primary;
    }

    private static IEnumerable<string> Ids(Dictionary<string, List<Associated>> associations, string from) =>
        associations.TryGetValue(from, out List<Associated>? all) ? all.Select(a => a.Id).Distinct(StringComparer.Ordinal) : [];

    private static JsonElement? Found(Dictionary<string, JsonElement> records, string id) => records.TryGetValue(id, out JsonElement record) ? record : null;

    private static void Raw(Utf8JsonWriter writer, string name, JsonElement? record)
    {
        writer.WritePropertyName(name);
        if (record is { } some)
        {
            writer.WriteRawValue(JsonMarshal.GetRawUtf8Value(some), skipInputValidation: true);
        }
        else
        {
            writer.WriteNullValue();
        }
    }

    private static byte[] Write(Action<Utf8JsonWriter> content)
    {
        ArrayBufferWriter<byte> buffer = new();
        using (Utf8JsonWriter writer = new(buffer))
        {
            writer.WriteStartObject();
            content(writer);
            writer.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }
}
