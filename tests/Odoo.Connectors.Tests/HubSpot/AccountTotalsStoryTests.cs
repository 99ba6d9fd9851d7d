using System.Text.Json.Nodes;

namespace Odoo.Connectors.Tests;

/// <summary>What the account in HubSpot shows follows the subscriptions at Stripe and the books in Odoo, whoever wrote into them.</summary>
public sealed class AccountTotalsStoryTests
{
    [Fact]
    public async Task PlainStory_SummedUp_ShowsWhatIsBilledOwedAndPaid()
    {
        await using HubSpotWorld world = await HubSpotWorld.StartAsync(sumsUp: true);
        world.Sell();
        await world.DeliverAsync(seed: 7);
        await world.DrainAsync();
        await world.BillAsync();
        await world.DeliverAsync(seed: 8);
        await world.DrainAsync();

        // 7 seats of 40.00 a month; 272.25 invoiced and paid on 19 March, 54.45 of it credited and paid back. The period ends on 1776330000, 16 April.
        Assert.Equal(("active", "280", "2026-04-16"), (Shown(world, "status"), Amount(world, "mrr"), Shown(world, "renews_on")));
        AssertOwed(world, "0", "0", "272.25", "2026-03-19");

        JsonNode partner = Assert.Single(await world.OdooAsync("res.partner", [new JsonArray("name", "=", "Kanaal Fietsen BV")], "name"))!["id"]!;
        JsonNode line = new JsonArray(0, 0, new JsonObject { ["name"] = "Repair", ["quantity"] = 1, ["price_unit"] = 100m, ["tax_ids"] = new JsonArray(new JsonArray(6, 0, new JsonArray())) });
        JsonNode invoice = (await world.InOdooAsync("account.move", "create", new JsonArray(new JsonObject
        {
            ["move_type"] = "out_invoice", ["partner_id"] = partner.DeepClone(), ["invoice_date"] = "2026-03-20", ["invoice_date_due"] = "2026-03-21",
            ["invoice_line_ids"] = new JsonArray(line),
        })))![0]!;
        await world.InOdooAsync("account.move", "action_post", new JsonArray(invoice.DeepClone()));
        await world.DrainAsync();
        AssertOwed(world, "100", "100", "272.25", "2026-03-19");

        JsonObject context = new() { ["context"] = new JsonObject { ["active_model"] = "account.move", ["active_ids"] = new JsonArray(invoice.DeepClone()) } };
        JsonNode wizard = (await world.InOdooAsync(context, "account.payment.register", "create", new JsonArray(new JsonObject { ["payment_date"] = "2026-03-25", ["amount"] = 60m })))![0]!;
        await world.InOdooAsync(context, "account.payment.register", "action_create_payments", new JsonArray(wizard.DeepClone()));
        await world.DrainAsync();
        AssertOwed(world, "40", "40", "60", "2026-03-25");
        Assert.Empty(await world.CasesAsync());
        Assert.Equal("EUR", Shown(world, "currency"));
    }

    private static void AssertOwed(HubSpotWorld world, string balance, string overdue, string paid, string on) => Assert.Equal(
        (balance, overdue, paid, on),
        (Amount(world, "balance"), Amount(world, "overdue"), Amount(world, "last_payment_amount"), Shown(world, "last_payment_on")));

    private static string Amount(HubSpotWorld world, string property) =>
        decimal.Parse(Shown(world, property)!, System.Globalization.CultureInfo.InvariantCulture).ToString("0.##", System.Globalization.CultureInfo.InvariantCulture);

    private static string? Shown(HubSpotWorld world, string property) => world.Shown("companies", world.Company, $"billing_{property}");
}
