using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Odoo.Connectors.Model;

namespace Odoo.Connectors.Benchmarks;

/// <content>Deals and their lines, and the values.</content>
internal static partial class HubSpotByHand
{
    private static readonly FrozenDictionary<string, string> s_countries =
        new Dictionary<string, string> { ["Belgium"] = "BE", ["Germany"] = "DE", ["France"] = "FR" }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    public static object Deal(byte[] json)
    {
        Utf8JsonReader r = new(json);
        (string? id, string? name, string? code, string? stage, string? pipeline, string? zone) = (null, null, null, null, null, null);
        (decimal? amount, DateTimeOffset? closed, bool isWon) = (null, null, false);
        Company? company = null;
        Person? person = null;
        List<ExternalRef> contacts = [];
        List<Line> lines = [];
        r.Read();
        while (r.Read() && r.TokenType == JsonTokenType.PropertyName)
        {
            if (r.ValueTextEquals("deal"u8))
            {
                r.Read();
                while (r.Read() && r.TokenType == JsonTokenType.PropertyName)
                {
                    if (r.ValueTextEquals("id"u8))
                    {
                        r.Read();
                        id = Text(ref r);
                    }
                    else if (r.ValueTextEquals("properties"u8))
                    {
                        r.Read();
                        while (r.Read() && r.TokenType == JsonTokenType.PropertyName)
                        {
                            if (r.ValueTextEquals("dealname"u8)) { r.Read(); name = Trimmed(ref r); }
                            else if (r.ValueTextEquals("amount"u8)) { r.Read(); amount = Number(ref r); }
                            else if (r.ValueTextEquals("deal_currency_code"u8)) { r.Read(); code = Trimmed(ref r); }
                            else if (r.ValueTextEquals("dealstage"u8)) { r.Read(); stage = Trimmed(ref r); }
                            else if (r.ValueTextEquals("pipeline"u8)) { r.Read(); pipeline = Trimmed(ref r); }
                            else if (r.ValueTextEquals("closedate"u8)) { r.Read(); closed = Moment(ref r); }
                            else if (r.ValueTextEquals("hs_is_closed"u8)) { r.Read(); _ = r.ValueTextEquals("true"u8); }
                            else if (r.ValueTextEquals("hs_is_closed_won"u8)) { r.Read(); isWon = r.ValueTextEquals("true"u8); }
                            else { r.Read(); r.Skip(); }
                        }
                    }
                    else if (r.ValueTextEquals("updatedAt"u8))
                    {
                        r.Read();
                        _ = Moment(ref r);
                    }
                    else
                    {
                        r.Read();
                        r.Skip();
                    }
                }
            }
            else if (r.ValueTextEquals("company"u8)) { r.Read(); company = ReadCompany(ref r); }
            else if (r.ValueTextEquals("contact"u8)) { r.Read(); person = ReadPerson(ref r); }
            else if (r.ValueTextEquals("companies"u8)) { r.Read(); _ = r.GetInt64(); }
            else if (r.ValueTextEquals("contacts"u8))
            {
                r.Read();
                while (r.Read() && r.TokenType != JsonTokenType.EndArray)
                {
                    contacts.Add(new ExternalRef(System, RecordKinds.Contact, r.GetString()!));
                }
            }
            else if (r.ValueTextEquals("lineItems"u8))
            {
                r.Read();
                while (r.Read() && r.TokenType != JsonTokenType.EndArray)
                {
                    lines.Add(ReadLine(ref r));
                }
            }
            else if (r.ValueTextEquals("timeZone"u8)) { r.Read(); zone = Text(ref r); }
            else { r.Read(); r.Skip(); }
        }

        Currency currency = Currency.Parse(code!);
        List<ProductLine> products = [.. lines.Where(l => !l.IsArchived).Select(l => Product(l, currency))];
        List<ProductLine> recurring = [.. products.Where(l => l.Recurrence is not null)];
        DateOnly?[] starts = [.. recurring.Select(l => l.StartsOn).Distinct()];
        int?[] terms = [.. recurring.Select(l => l.Term?.Count).Distinct()];
        return new Deal
        {
            Ref = new ExternalRef(System, RecordKinds.Deal, Id(id)), Customer = Customer(company!, person), Name = name!, IsWon = isWon, Stage = stage, Pipeline = pipeline,
            ClosedOn = closed is { } at ? DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(at, TimeZoneInfo.FindSystemTimeZoneById(zone!)).DateTime) : null,
            Currency = currency, Amount = amount is { } money ? new Money(money, currency) : null, Lines = products,
            StartsOn = starts.Length == 1 ? starts[0] : null, TermMonths = terms.Length == 1 ? terms[0] : null, Contacts = contacts,
        };
    }

    private static ProductLine Product(Line l, Currency currency)
    {
        if (l.Pricing is not (null or "flat") || (l.Currency is not null && !string.Equals(l.Currency, currency.Code, StringComparison.OrdinalIgnoreCase)) || l.Quantity * l.Price != l.Amount)
        {
            throw new InvalidDataException("This reader knows flat prices without a discount.");
        }

        return new ProductLine
        {
            Id = Id(l.Id), ProductCode = l.Sku!, Description = l.Name ?? l.Sku!, Quantity = l.Quantity!.Value, UnitPrice = l.Price!.Value,
            Recurrence = l.Frequency switch { null => null, "monthly" => new Recurrence(1, RecurrenceUnit.Month), _ => throw new InvalidDataException(l.Frequency) },
            Term = l.Period is null ? null : new Recurrence(int.Parse(Months().Match(l.Period).Groups[1].Value, CultureInfo.InvariantCulture), RecurrenceUnit.Month),
            StartsOn = l.Start, Product = new ExternalRef(System, RecordKinds.Product, l.Product!),
        };
    }

    private static Line ReadLine(ref Utf8JsonReader r)
    {
        Line l = new();
        while (r.Read() && r.TokenType == JsonTokenType.PropertyName)
        {
            if (r.ValueTextEquals("id"u8))
            {
                r.Read();
                l.Id = Text(ref r);
            }
            else if (r.ValueTextEquals("properties"u8))
            {
                r.Read();
                while (r.Read() && r.TokenType == JsonTokenType.PropertyName)
                {
                    if (r.ValueTextEquals("name"u8)) { r.Read(); l.Name = Trimmed(ref r); }
                    else if (r.ValueTextEquals("hs_sku"u8)) { r.Read(); l.Sku = Trimmed(ref r); }
                    else if (r.ValueTextEquals("hs_product_id"u8)) { r.Read(); l.Product = Trimmed(ref r); }
                    else if (r.ValueTextEquals("quantity"u8)) { r.Read(); l.Quantity = Number(ref r); }
                    else if (r.ValueTextEquals("price"u8)) { r.Read(); l.Price = Number(ref r); }
                    else if (r.ValueTextEquals("amount"u8)) { r.Read(); l.Amount = Number(ref r); }
                    else if (r.ValueTextEquals("discount"u8)) { r.Read(); _ = Number(ref r); }
                    else if (r.ValueTextEquals("hs_discount_percentage"u8)) { r.Read(); _ = Number(ref r); }
                    else if (r.ValueTextEquals("recurringbillingfrequency"u8)) { r.Read(); l.Frequency = Trimmed(ref r); }
                    else if (r.ValueTextEquals("hs_recurring_billing_period"u8)) { r.Read(); l.Period = Trimmed(ref r); }
                    else if (r.ValueTextEquals("hs_recurring_billing_start_date"u8)) { r.Read(); l.Start = Text(ref r) is { } day ? DateOnly.ParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture) : null; }
                    else if (r.ValueTextEquals("hs_line_item_currency_code"u8)) { r.Read(); l.Currency = Trimmed(ref r); }
                    else if (r.ValueTextEquals("hs_pricing_model"u8)) { r.Read(); l.Pricing = Trimmed(ref r); }
                    else { r.Read(); r.Skip(); }
                }
            }
            else if (r.ValueTextEquals("updatedAt"u8)) { r.Read(); _ = Moment(ref r); }
            else if (r.ValueTextEquals("archived"u8)) { r.Read(); l.IsArchived = r.GetBoolean(); }
            else { r.Read(); r.Skip(); }
        }

        return l;
    }

    private static string? Text(ref Utf8JsonReader r) => r.TokenType != JsonTokenType.Null && r.GetString() is { Length: > 0 } text ? text : null;

    private static string? Trimmed(ref Utf8JsonReader r) => Text(ref r)?.Trim() is { Length: > 0 } text ? text : null;

    private static decimal? Number(ref Utf8JsonReader r) =>
        r.TokenType == JsonTokenType.Null || r.ValueSpan.IsEmpty ? null : decimal.Parse(r.ValueSpan, NumberStyles.Float, CultureInfo.InvariantCulture);

    private static DateTimeOffset? Moment(ref Utf8JsonReader r) =>
        Text(ref r) is { } text ? DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal) : null;

    private static string Id(string? id) => id is { Length: > 0 and <= 20 } && id.All(char.IsAsciiDigit) ? id : throw new InvalidDataException("id");

    [GeneratedRegex(@"\AP([0-9]{1,4})M\z")]
    private static partial Regex Months();

    private sealed class Line
    {
        public string? Id, Name, Sku, Product, Frequency, Period, Currency, Pricing;
        public decimal? Quantity, Price, Amount;
        public DateOnly? Start;
        public bool IsArchived;
    }
}
