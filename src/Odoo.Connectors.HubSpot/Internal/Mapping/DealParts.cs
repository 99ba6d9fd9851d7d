using System.Text.Json;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.HubSpot.Internal.Mapping;

/// <summary>A deal with all that belongs to it, as <see cref="Api.Composer"/> puts it together.</summary>
internal sealed class DealParts
{
    public DealBuilder Deal { get; private set; } = new();

    /// <summary>The company that the deal is made with; null where there is none or none of several is the primary one.</summary>
    public CompanyBuilder? Company { get; private set; }

    /// <summary>The contact of that company.</summary>
    public ContactBuilder? Contact { get; private set; }

    /// <summary>How many companies the deal has.</summary>
    public long Companies { get; private set; }

    public List<LineItemBuilder> Lines { get; } = [];

    public List<string> Contacts { get; } = [];

    /// <summary>The account's zone.</summary>
    public string? TimeZone { get; private set; }

    /// <summary>The account's currency, which a deal has that names none.</summary>
    public string? Currency { get; private set; }

    public static FieldTable<DealParts> Table(FieldTable<DealBuilder> deal, FieldTable<CompanyBuilder> company, FieldTable<ContactBuilder> contact, FieldTable<LineItemBuilder> line) =>
        new FieldTable<DealParts>("HubSpot")
            .Object("deal", deal, static parts => parts.Deal)
            .Object("company", company, static parts => parts.Company = new())
            .Object("contact", contact, static parts => parts.Contact = new())
            .Field("companies", static (ref reader, parts) => parts.Companies = JsonField.Integer(ref reader) ?? 0)
            .Field("contacts", static (ref reader, parts) => Ids(ref reader, parts.Contacts))
            .Objects("lineItems", line, static parts => Added(parts.Lines, new()))
            .Field("timeZone", static (ref reader, parts) => parts.TimeZone = JsonField.Text(ref reader))
            .Field("currency", static (ref reader, parts) => parts.Currency = JsonField.Text(ref reader));

    private static LineItemBuilder Added(List<LineItemBuilder> lines, LineItemBuilder line)
    {
        lines.Add(line);
        return line;
    }

    private static void Ids(ref Utf8JsonReader reader, List<string> ids)
    {
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            ids.Add(JsonField.Text(ref reader) ?? throw new InvalidOperationException("An id was expected."));
        }
    }
}
