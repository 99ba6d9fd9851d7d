using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace Odoo.Connectors.Samples.ThirdPlatform;

/// <summary>Records as the documentation of Plainbill shows them. Amounts are whole minor units.</summary>
public static class PlainbillRecords
{
    /// <summary>A record of a collection.</summary>
    /// <param name="collection">Such as <c>invoices</c>.</param>
    /// <param name="id">Its id.</param>
    /// <returns>The record.</returns>
    public static JsonObject Of(string collection, string id) => collection switch
    {
        "customers" => Customer(id, "Noordzee Roeiers VZW", null),
        "subscriptions" => Subscription(id, "cus_a", null),
        "invoices" => Invoice(id, "cus_a", "sub_a"),
        _ => Payment(id, "cus_a", "inv_a", 72600),
    };

    /// <summary>A customer in Ghent.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="name">Its name.</param>
    /// <param name="reference">Its id in the CRM.</param>
    /// <returns>The record.</returns>
    public static JsonObject Customer(string id, string name, string? reference) => new()
    {
        ["id"] = id, ["name"] = name, ["email"] = "boekhouding@noordzee-roeiers.example", ["vat_number"] = "BE0477472701", ["reference"] = reference,
        ["address"] = new JsonObject { ["line1"] = "Visserskaai 4", ["city"] = "Oostende", ["zip"] = "8400", ["country"] = "BE" }, ["changed_at"] = "2026-09-01T08:00:00Z",
    };

    /// <summary>Ten seats of 60.00 a month.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="customer">Its customer.</param>
    /// <param name="reference">The deal in the CRM.</param>
    /// <returns>The record.</returns>
    public static JsonObject Subscription(string id, string customer, string? reference) => new()
    {
        ["id"] = id, ["customer"] = customer, ["reference"] = reference, ["status"] = "active", ["currency"] = "EUR", ["starts_on"] = "2026-09-01", ["ends_on"] = null,
        ["renews_at"] = "2026-10-01T00:00:00Z", ["items"] = new JsonArray(new JsonObject { ["id"] = "it_1", ["product"] = "seat", ["description"] = "Seat", ["quantity"] = "10", ["unit_price"] = 6000 }),
        ["changed_at"] = "2026-09-01T08:00:00Z",
    };

    /// <summary>Ten seats of 60.00, 600.00 net; 21 % of it are 126.00; 726.00 in all.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="customer">Its customer.</param>
    /// <param name="subscription">What it bills.</param>
    /// <returns>The record.</returns>
    public static JsonObject Invoice(string id, string customer, string? subscription) => new()
    {
        ["id"] = id, ["number"] = $"PB-{id}", ["customer"] = customer, ["subscription"] = subscription, ["status"] = "open", ["currency"] = "EUR", ["issued_at"] = "2026-09-01T09:00:00Z",
        ["due_at"] = "2026-10-01T00:00:00Z", ["net"] = 60000, ["total"] = 72600,
        ["lines"] = new JsonArray(new JsonObject
        {
            ["id"] = "ln_1", ["product"] = "seat", ["description"] = "Seat, September", ["quantity"] = "10", ["unit_price"] = 6000, ["amount"] = 60000,
            ["taxes"] = new JsonArray(new JsonObject { ["rate"] = "be_21", ["amount"] = 12600 }),
        }),
        ["changed_at"] = "2026-09-01T09:00:00Z",
    };

    /// <summary>A payment of one invoice by transfer.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="customer">Who paid.</param>
    /// <param name="invoice">What was paid.</param>
    /// <param name="amount">How much, in cents.</param>
    /// <returns>The record.</returns>
    public static JsonObject Payment(string id, string customer, string invoice, long amount) => new()
    {
        ["id"] = id, ["customer"] = customer, ["invoice"] = invoice, ["method"] = "transfer", ["currency"] = "EUR", ["amount"] = amount, ["paid_at"] = "2026-09-08T10:00:00Z",
        ["changed_at"] = "2026-09-08T10:00:00Z",
    };

    /// <summary>The body of a webhook about a record.</summary>
    /// <param name="id">The event's id.</param>
    /// <param name="type">Such as <c>invoice.issued</c>.</param>
    /// <param name="kind">What the record is, such as <c>invoice</c>.</param>
    /// <param name="record">The record as it is.</param>
    /// <param name="at">When it happened.</param>
    /// <returns>The bytes.</returns>
    public static byte[] Event(string id, string type, string kind, JsonObject record, DateTimeOffset at)
    {
        JsonObject about = record.DeepClone().AsObject();
        about["kind"] = kind;
        return Encoding.UTF8.GetBytes(new JsonObject
        {
            ["id"] = id, ["type"] = type, ["at"] = at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture), ["live"] = false, ["object"] = about,
        }.ToJsonString());
    }
}
