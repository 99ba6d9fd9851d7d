using System.Text.Json.Nodes;

namespace Odoo.Connectors.Testing.Vendors.Tests.Chargebee;

public sealed class ChargebeeAmendmentTests : IAsyncDisposable
{
    private readonly Site _site = new();

    [Fact]
    public async Task Update_MoreSeatsInMidTerm_CreditsTheOldAndChargesTheNew()
    {
        await _site.SubscribeAsync();
        _site.GoTo(2026, 9, 16);

        JsonObject changed = await SeatsAsync(8);

        // Half a term: 5 x 20.00 back, 8 x 20.00 charged, each with 19 %; the credit pays a part of the invoice.
        JsonNode note = Assert.Single(changed.Rows("credit_notes"))!;
        Assert.Equal((10_000, 1_900, 11_900), (note.Number("sub_total"), note.Rows("taxes")[0].Number("amount"), note.Number("total")));
        Assert.Equal("subscription_change", note.Text("reason_code"));
        Assert.Equal((16_000, 3_040, 19_040), (changed["invoice"].Number("sub_total"), changed["invoice"].Number("tax"), changed["invoice"].Number("total")));
        Assert.Equal(11_900, changed["invoice"].Number("credits_applied"));
        Assert.Equal(19_040 - 11_900, changed["invoice"].Number("amount_paid"));
        Assert.Equal("paid", changed["invoice"].Text("status"));
        Assert.Equal(["CN-1"], changed["invoice"].Texts("applied_credits", "cn_id"));
        Assert.Equal("refunded", _site.Emulator.Find("credit_note", "CN-1").Text("status"));
        Assert.Equal(["CN-1"], _site.Invoice().Texts("issued_credit_notes", "cn_id"));
        Assert.Equal(32_000, changed["subscription"].Number("mrr"));
        Assert.Equal(Site.At(2026, 10, 1), changed["subscription"].Number("current_term_end"));
        Assert.EndsWith("Prorated Charges", changed["invoice"]!["line_items"]![0].Text("description"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Update_Twice_CreditsWhatIsLeftOfTheProratedLine()
    {
        await _site.SubscribeAsync();
        _site.GoTo(2026, 9, 16);
        await SeatsAsync(8);
        _site.GoTo(2026, 9, 26);

        JsonObject changed = await SeatsAsync(2);

        // A third of the 15 days that 8 x 20.00 were charged for: 8 x 6.67; and 2 x 6.67 for the rest of the month.
        Assert.Equal([("INV-2", 8L * 667)], changed.Rows("credit_notes").Select(note => (note.Text("reference_invoice_id")!, note.Number("sub_total")!.Value)));
        Assert.Equal(2 * 667, changed["invoice"].Number("sub_total"));
    }

    /// <summary>A term that begins anew: half of the old one is given back, a whole one is charged from now on.</summary>
    [Fact]
    public async Task Update_WithATermReset_BeginsATermNow()
    {
        await _site.SubscribeAsync();
        _site.GoTo(2026, 9, 16);

        JsonObject changed = await SeatsAsync(5, ("force_term_reset", "true"));

        Assert.Equal((Site.At(2026, 9, 16), Site.At(2026, 10, 16)), (changed["subscription"].Number("current_term_start"), changed["subscription"].Number("current_term_end")));
        Assert.Equal(10_000, Assert.Single(changed.Rows("credit_notes"))!.Number("sub_total")); // half of 5 x 40.00
        Assert.Equal(20_000, changed["invoice"].Number("sub_total"));
    }

    [Fact]
    public async Task ChangeTermEnd_PutsOffTheNextTerm()
    {
        await _site.SubscribeAsync();

        JsonObject changed = await _site.PostAsync("subscriptions/NP_SUB_1/change_term_end", ("term_ends_at", Site.Text(Site.At(2026, 10, 15))));

        Assert.Equal((Site.At(2026, 9, 1), Site.At(2026, 10, 15)), (changed["subscription"].Number("current_term_start"), changed["subscription"].Number("next_billing_at")));
        _site.GoTo(2026, 10, 16);
        Assert.Equal(Site.At(2026, 11, 15), _site.Subscription.Number("current_term_end"));
    }

    [Fact]
    public async Task Update_InvoiceNotPaid_AdjustsIt()
    {
        await _site.SubscribeAsync(("auto_collection", "off"));
        _site.GoTo(2026, 9, 16);

        JsonObject changed = await SeatsAsync(1);

        JsonNode note = Assert.Single(changed.Rows("credit_notes"))!;
        Assert.Equal("adjustment", note.Text("type"));
        Assert.Equal("adjusted", note.Text("status"));
        Assert.Equal(["INV-1"], note.Texts("allocations", "invoice_id"));
        Assert.Equal(11_900, _site.Invoice().Number("amount_adjusted"));
        Assert.Equal(23_800 - 11_900, _site.Invoice().Number("amount_due"));
        Assert.Equal("payment_due", _site.Invoice().Text("status"));
    }

    [Fact]
    public async Task Update_WithoutProration_ChargesWithTheNextTerm()
    {
        await _site.SubscribeAsync();

        JsonObject changed = await SeatsAsync(8, ("prorate", "false"));
        _site.GoTo(2026, 10, 1);

        Assert.Null(changed["invoice"]);
        Assert.Null(changed["credit_notes"]);
        Assert.Equal(32_000, _site.Invoice("INV-2").Number("sub_total"));
    }

    [Fact]
    public async Task Update_AtTermEnd_IsPutOff()
    {
        await _site.SubscribeAsync();

        JsonObject scheduled = await SeatsAsync(8, ("end_of_term", "true"));
        JsonObject coming = await _site.GetAsync("subscriptions/NP_SUB_1/retrieve_with_scheduled_changes");
        Assert.True(scheduled["subscription"]!["has_scheduled_changes"]!.GetValue<bool>());
        Assert.Equal([5], scheduled["subscription"].Numbers("subscription_items", "quantity"));
        Assert.Equal([8], coming["subscription"].Numbers("subscription_items", "quantity"));
        _site.GoTo(2026, 10, 1);

        Assert.False(_site.Subscription["has_scheduled_changes"]!.GetValue<bool>());
        Assert.Equal(32_000, _site.Invoice("INV-2").Number("sub_total"));
        Assert.Equal(
            ["subscription_changes_scheduled", "subscription_changed", "subscription_renewed"],
            _site.EventTypes("subscription_changes_scheduled", "subscription_changed", "subscription_renewed"));
    }

    [Fact]
    public async Task Update_AnotherPeriod_BeginsANewTerm()
    {
        _site.Emulator.Post("item_prices", ("id", "seat-EUR-Yearly"), ("name", "Seat yearly"), ("item_id", "seat"), ("pricing_model", "per_unit"), ("price", "40000"), ("period", "1"), ("period_unit", "year"));
        await _site.SubscribeAsync();
        _site.GoTo(2026, 9, 16);

        JsonObject changed = await _site.PostAsync("subscriptions/NP_SUB_1/update_for_items", ("subscription_items[item_price_id][0]", "seat-EUR-Yearly"), ("subscription_items[quantity][0]", "5"));

        Assert.Equal("year", changed["subscription"].Text("billing_period_unit"));
        Assert.Equal(Site.At(2027, 9, 16), changed["subscription"].Number("current_term_end"));
        Assert.Equal(200_000, changed["invoice"].Number("sub_total"));
        Assert.Equal(10_000, changed["credit_notes"]![0].Number("sub_total"));
        // 2,000.00 a year.
        Assert.Equal(16_667, changed["subscription"].Number("mrr"));
    }

    [Fact]
    public async Task Update_ReplaceItems_TakesOthersAway()
    {
        await _site.SubscribeAsync(("subscription_items[item_price_id][1]", "api-calls-EUR-Monthly"));

        JsonObject kept = await SeatsAsync(6);
        JsonObject replaced = await SeatsAsync(7, ("replace_items_list", "true"));

        Assert.Equal(2, kept["subscription"].Rows("subscription_items").Count);
        Assert.Equal([7], replaced["subscription"].Numbers("subscription_items", "quantity"));
    }

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    private Task<JsonObject> SeatsAsync(int quantity, params (string Name, string Value)[] more) => _site.PostAsync(
        "subscriptions/NP_SUB_1/update_for_items",
        [("subscription_items[item_price_id][0]", "seat-EUR-Monthly"), ("subscription_items[quantity][0]", Site.Text(quantity)), .. more]);
}
