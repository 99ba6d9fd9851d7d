using System.Text;

namespace Odoo.Connectors.Benchmarks;

/// <summary>Records in HubSpot's documented form, with the properties that the adapter asks for, put together as the adapter stores them.</summary>
internal static class HubSpotPayloads
{
    private const string Around = "\"createdAt\":\"2026-03-01T09:30:00.123Z\",\"updatedAt\":\"2026-09-15T09:30:00.456Z\",\"archived\":false,\"url\":\"https://app.hubspot.com/contacts/62515/record/0-2/9001\"";

    private const string Company =
        "{\"id\":\"9001\",\"properties\":{\"address\":\"Kanaalstraat 12\",\"address2\":\"Bus 3\",\"city\":\"Gent\",\"country\":\"Belgium\",\"createdate\":\"2026-03-01T09:30:00.123Z\","
        + "\"domain\":\"kanaalfietsen.example\",\"hs_lastmodifieddate\":\"2026-09-15T09:30:00.456Z\",\"hs_object_id\":\"9001\",\"name\":\"Kanaal Fietsen \\u0026 Zonen\","
        + "\"phone\":\"+32 9 000 00 00\",\"state\":null,\"zip\":\"9000\"}," + Around + "}";

    private const string Contact =
        "{\"id\":\"501\",\"properties\":{\"createdate\":\"2026-03-01T09:30:00.123Z\",\"email\":\"an@kanaalfietsen.example\",\"firstname\":\"An\",\"hs_object_id\":\"501\","
        + "\"lastmodifieddate\":\"2026-09-15T09:30:00.456Z\",\"lastname\":\"Peeters\",\"phone\":\"+32 470 00 00 00\"}," + Around + "}";

    private const string Deal =
        "{\"id\":\"7001\",\"properties\":{\"amount\":\"2450.00\",\"closedate\":\"2026-09-14T22:30:00Z\",\"createdate\":\"2026-03-01T09:30:00.123Z\",\"deal_currency_code\":\"EUR\","
        + "\"dealname\":\"Five seats and onboarding\",\"dealstage\":\"closedwon\",\"hs_is_closed\":\"true\",\"hs_is_closed_won\":\"true\","
        + "\"hs_lastmodifieddate\":\"2026-09-15T09:30:00.456Z\",\"hs_object_id\":\"7001\",\"pipeline\":\"default\"}," + Around + "}";

    public static byte[] Account { get; } = Bytes($"{{\"company\":{Company},\"contact\":{Contact}}}");

    public static byte[] Person { get; } = Bytes($"{{\"contact\":{Contact},\"company\":\"9001\"}}");

    public static byte[] WonDeal { get; } = Bytes(
        $"{{\"deal\":{Deal},\"company\":{Company},\"contact\":{Contact},\"companies\":1,\"contacts\":[\"501\",\"502\"],"
        + $"\"lineItems\":[{Line("31", "SEAT", "Seat", "5", "40.00", "200.00", "monthly")},{Line("32", "SUPPORT", "Support", "1", "250.00", "250.00", "monthly")},"
        + $"{Line("33", "ONBOARD", "Onboarding", "1", "2000.00", "2000.00", null)}],\"timeZone\":\"Europe/Brussels\"}}");

    private static string Line(string id, string sku, string name, string quantity, string price, string amount, string? frequency)
    {
        string recurring = frequency is null
            ? "\"hs_recurring_billing_period\":null,\"hs_recurring_billing_start_date\":null,"
            : "\"hs_recurring_billing_period\":\"P12M\",\"hs_recurring_billing_start_date\":\"2026-10-01\",";
        return $"{{\"id\":\"{id}\",\"properties\":{{\"amount\":\"{amount}\",\"createdate\":\"2026-03-01T09:30:00.123Z\",\"discount\":null,\"hs_discount_percentage\":null,"
            + $"\"hs_lastmodifieddate\":\"2026-09-15T09:30:00.456Z\",\"hs_line_item_currency_code\":\"EUR\",\"hs_object_id\":\"{id}\",\"hs_pricing_model\":\"flat\",\"hs_product_id\":\"80{id}\","
            + $"{recurring}\"hs_sku\":\"{sku}\",\"name\":\"{name}\",\"price\":\"{price}\",\"quantity\":\"{quantity}\",\"recurringbillingfrequency\":{(frequency is null ? "null" : $"\"{frequency}\"")}}},{Around}}}";
    }

    private static byte[] Bytes(string json) => Encoding.UTF8.GetBytes(json);
}
