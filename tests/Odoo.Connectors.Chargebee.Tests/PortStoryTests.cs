using System.Text.Json.Nodes;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;
using Odoo.Connectors.Testing;

namespace Odoo.Connectors.Chargebee.Tests;

/// <summary>
/// A deal becomes customer and subscription, money and usage reach what they are of, orders are carried out: by the hub, once, whatever is lost on
/// the way.
/// </summary>
public sealed class PortStoryTests
{
    [Theory]
    [InlineData(EmulatorFault.DropReply)]
    [InlineData(EmulatorFault.DropRequest)]
    [InlineData(EmulatorFault.ServerErrorPageAfter)]
    public async Task Story_EachWriteFailsOnceThatWay_TakesEffectOnce(EmulatorFault fault)
    {
        await using TillHub hub = new();
        HashSet<string> met = [];
        hub.Site.OnCall = call => call.Method == "POST" && met.Add(call.Path) ? fault : EmulatorFault.None;

        await hub.DoAsync();

        // Two new records, two calls of fields of one customer and of another, a payment, a credit, a usage, three orders; imports, a credit note, a void.
        Assert.Equal(15, met.Count);
        await AssertEndAsync(hub);
    }

    [Theory]
    [InlineData(FaultPoint.Sending, 1)]
    [InlineData(FaultPoint.Sending, 3)]
    [InlineData(FaultPoint.Answered, 1)]
    [InlineData(FaultPoint.Answered, 2)]
    public async Task Story_TheProcessDies_TakesEffectOnce(string point, int hit)
    {
        await using TillHub hub = new();
        hub.DieAt(point, hit);

        await hub.DoAsync();

        Assert.True(hub.Died);
        await AssertEndAsync(hub);
    }

    [Fact]
    public async Task Story_ToldAgainAndByAStoreThatForgot_AddsNothing()
    {
        await using TillHub hub = new();
        await hub.DoAsync();

        await hub.DoAsync();
        await AssertEndAsync(hub);
        await hub.LoseStoreAsync();
        await hub.DoAsync();

        // What was resumed and ended since is paused no more: an order is its state, and a store that forgot its orders gives them again.
        Assert.Single(hub.Site.All("transaction"));
        Assert.Equal([2_550L], hub.Site.All("promotional_credit").Where(c => (string?)c["type"] == "increment").Select(c => (long)c["amount"]!));
        AssertImported(hub.Site);
        Assert.Equal((2, 2, 1), (hub.Site.All("customer").Count, hub.Site.All("subscription").Count, hub.Site.All("usage").Count));
    }

    private static async Task AssertEndAsync(TillHub hub)
    {
        JsonObject made = Assert.Single(hub.Site.All("customer"), c => (string?)c["cf_crm_account_id"] == "001ZM");
        JsonObject known = Assert.Single(hub.Site.All("customer"), c => (string?)c["id"] == "np");
        JsonObject bought = Assert.Single(hub.Site.All("subscription"), s => (string?)s["id"] != "sub");
        JsonObject ended = Assert.Single(hub.Site.All("subscription"), s => (string?)s["id"] == "sub");
        Assert.Equal(("NorthPeak GmbH", "large", 30L, "exempt", null), ((string?)made["company"], (string?)made["cf_segment"], (long?)made["net_term_days"], (string?)made["taxability"], (string?)made["phone"]));
        Assert.Equal(("North SE", "small", "Köln"), ((string?)known["company"], (string?)known["cf_segment"], (string?)known["billing_address"]!["city"]));
        Assert.Equal(((string?)made["id"], "006ZM", "Rollout"), ((string?)bought["customer_id"], (string?)bought["meta_data"]!["crm_opportunity_id"], (string?)bought["po_number"]));

        // 5 x 36.00 a month, and 500.00 of onboarding in the first invoice.
        Assert.Equal((18_000L, 68_000L), ((long?)bought["mrr"], (long?)hub.Site.All("invoice").Single(i => (string?)i["subscription_id"] == (string?)bought["id"])["total"]));
        Assert.Equal(11_900, (long)Assert.Single(hub.Site.All("transaction"))["amount"]!);
        Assert.Equal(2_550, (long)Assert.Single(hub.Site.All("promotional_credit"), c => (string?)c["type"] == "increment")["amount"]!);
        Assert.Equal("42", (string?)Assert.Single(hub.Site.All("usage"))["quantity"]);
        Assert.Equal("non_renewing", (string?)ended["status"]);
        AssertImported(hub.Site);
        Assert.Equal(["subscription_paused", "subscription_resumed", "subscription_cancellation_scheduled"], Orders(hub.Site));

        Assert.Equal((string?)bought["id"], await hub.LinkAsync(Till.Won.Ref, RecordKinds.Contract));
        Assert.Equal("np", await hub.LinkAsync(new ExternalRef("crm", RecordKinds.Customer, "001"), RecordKinds.Customer));
        Assert.Equal((string?)hub.Site.All("transaction")[0]["id"], await hub.LinkAsync(new ExternalRef("odoo", RecordKinds.Payment, "77"), RecordKinds.Payment));
    }

    /// <summary>Two of 205.70: of the one 40.00 are given back, the other is void.</summary>
    private static void AssertImported(ChargebeeEmulator site)
    {
        Assert.Equal(
            ["20570 due 16570 not_paid", "20570 due 20570 voided"],
            site.All("invoice").Where(i => ((string)i["id"]!).StartsWith("oc_", StringComparison.Ordinal)).Select(i => $"{i["total"]} due {i["amount_due"]} {i["status"]}").Order(StringComparer.Ordinal));
        Assert.Equal(4_000L, (long)Assert.Single(site.All("credit_note"))["total"]!);
    }

    private static IEnumerable<string> Orders(ChargebeeEmulator site) => site.All("event").Select(e => (string)e["event_type"]!)
        .Where(t => t is "subscription_paused" or "subscription_resumed" or "subscription_cancellation_scheduled" or "subscription_cancelled");
}
