using System.Globalization;
using System.Text.Json.Nodes;
using Odoo.Connectors.Samples.LeadToCash;

namespace Odoo.Connectors.Samples.MultiCompany;

/// <summary>Asks HubSpot, Stripe and each company of each Odoo what they hold, and not the hub.</summary>
internal static class Books
{
    public static async Task<IReadOnlyList<Check>> CompareAsync(Emulated vendors, Story story)
    {
        List<Check> checks = [.. story.Checks];
        IReadOnlyList<JsonObject> invoices = vendors.Stripe.All("invoice");
        foreach (Entity entity in Entity.All)
        {
            using JsonRpc odoo = vendors.Open(entity);
            List<JsonObject> booked = [.. (await odoo.SearchReadAsync(
                "account.move", [new JsonArray("company_id.name", "=", entity.Company), new JsonArray("move_type", "=", "out_invoice"), new JsonArray("state", "=", "posted")],
                "name", "ref", "invoice_date", "date", "currency_id", "amount_untaxed", "amount_tax", "amount_total", "amount_residual")).Select(m => (JsonObject)m!)];
            List<Expected> expected = [.. Expected.Invoices.Where(i => i.Entity == entity)];
            foreach (Expected each in expected)
            {
                checks.Add(Compare(each, booked.Find(m => (string?)m["invoice_date"] == each.Date), invoices));
            }

            decimal paid = (await odoo.SearchReadAsync("account.payment", [new JsonArray("company_id.name", "=", entity.Company)], "amount")).Sum(p => (decimal)p!["amount"]!);
            checks.Add(new Check(
                $"{entity.Code}: invoices, invoiced, received", Sums(entity, expected.Count, expected.Sum(e => e.Gross), expected.Sum(e => e.Gross)),
                Sums(entity, booked.Count, booked.Sum(m => (decimal)m["amount_total"]!), paid), AtStripe(entity, vendors)));
        }

        checks.AddRange(story.Customers.Select(c => new Check(
            $"{c.Key} in HubSpot", "active", (string?)vendors.HubSpot.Find("companies", c.Value)?["properties"]?["billing_status"] ?? "nothing")));
        return checks;
    }

    private static Check Compare(Expected expected, JsonObject? booked, IReadOnlyList<JsonObject> invoices)
    {
        JsonObject? source = booked is null ? null : invoices.SingleOrDefault(i => (string?)i["number"] == (string?)booked["ref"]);
        Entity entity = expected.Entity;
        return new Check(
            $"{entity.Code}: {expected.Customer}, {expected.Date}",
            $"{expected.Number ?? (string?)source?["number"]} on {expected.Booked}: {Text(entity, expected.Net)} + {Text(entity, expected.Tax)} = {Text(entity, expected.Gross)} {entity.Currency}, open {Text(entity, 0m)}",
            booked is null ? "nothing" : $"{booked["name"]} on {booked["date"]}: {Money("amount_untaxed")} + {Money("amount_tax")} = {Money("amount_total")} {booked["currency_id"]![1]}, open {Money("amount_residual")}");

        string Money(string field) => Text(entity, (decimal)booked![field]!);
    }

    /// <summary>The same of Stripe, by currency: paid invoices, their sum, the money that came in.</summary>
    private static string AtStripe(Entity entity, Emulated vendors)
    {
        string currency = entity.Currency.ToLowerInvariant();
        List<JsonObject> paid = [.. vendors.Stripe.All("invoice").Where(i => (string)i["currency"]! == currency && (string?)i["status"] == "paid")];
        decimal scale = entity.Currency == "JPY" ? 1m : 100m;
        decimal received = vendors.Stripe.All("charge").Where(c => (string)c["currency"]! == currency).Sum(c => (long)c["amount"]!) / scale;
        return Sums(entity, paid.Count, paid.Sum(i => (long)i["total"]!) / scale, received);
    }

    private static string Sums(Entity entity, int count, decimal invoiced, decimal received) => $"{count}, {Text(entity, invoiced)}, {Text(entity, received)} {entity.Currency}";

    private static string Text(Entity entity, decimal amount) => amount.ToString(entity == Entity.Japan ? "0" : "0.00", CultureInfo.InvariantCulture);
}
