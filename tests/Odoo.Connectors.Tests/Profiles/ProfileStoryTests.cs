using Odoo.Connectors.Testing;

namespace Odoo.Connectors.Tests.Profiles;

/// <summary>
/// Lead to cash under each ownership profile, by the real pipeline: after everything was told twice and in disorder, what each system holds is
/// what the amounts here come to. 5 seats at 40.00 are 200.00 a month: with the 21 % of billing 242.00, with the 6 % of the product in Odoo 212.00.
/// What billing issues is due at once; an order of Odoo's Community does not say how often it is billed, so that no month of it is known.
/// </summary>
public sealed class ProfileStoryTests
{
    [Theory]
    [InlineData(Profile.BillingIssues)]
    [InlineData(Profile.OdooIssues)]
    [InlineData(Profile.OdooMasters)]
    public async Task WonDeal_PaidByBankTransfer_IsPaidEverywhere(Profile profile)
    {
        await using ProfileWorld world = await StartAsync(profile, 11);
        bool isOdoos = profile == Profile.OdooIssues;
        Assert.Equal([isOdoos ? "out_invoice 212.00 open 212.00 not_paid" : "out_invoice 242.00 open 242.00 not_paid"], await world.LedgerAsync());
        Assert.Equal([isOdoos ? "212.00 due 212.00 not_paid" : "242.00 due 242.00 payment_due"], world.Billing());
        Assert.Equal($"{(isOdoos ? "active" : "past_due")} 5 x SEAT {(isOdoos ? "" : "200")} open", world.Shown("status", "terms", "mrr", "invoice_state"));

        world.GoTo(9, 10);
        await world.InOdooAsync((odoo, invoice) => odoo.PaidByBankTransfer(invoice));
        Assert.Equal([isOdoos ? "out_invoice 212.00 open 0.00 paid" : "out_invoice 242.00 open 0.00 paid"], await world.LedgerAsync());
        Assert.Equal([isOdoos ? "inbound 212.00" : "inbound 242.00"], await world.MoneyAsync());
        Assert.Equal("paid 2026-09-10", world.Shown("invoice_state", "paid_on"));
        Assert.Equal([isOdoos ? "212.00 due 0.00 paid" : "242.00 due 0.00 paid"], world.Billing());
        Assert.Equal(isOdoos ? 21_200L : 24_200L, (long)Assert.Single(world.Chargebee.All("transaction"))["amount"]!);
        await world.AssertNoCasesAsync();
    }

    /// <summary>
    /// 8 seats from the 16th on. Billing gives back half of 5 and charges half of 8: 5 x 20.00 x 1.21 = 121.00 and 8 x 20.00 x 1.21 = 193.60. Odoo
    /// invoices the 3 that are more: 3 x 40.00 x 1.06 = 127.20.
    /// </summary>
    [Theory]
    [InlineData(Profile.BillingIssues)]
    [InlineData(Profile.OdooIssues)]
    [InlineData(Profile.OdooMasters)]
    public async Task Amendment_InMidTerm_IsBilledAndShownEverywhere(Profile profile)
    {
        await using ProfileWorld world = await StartAsync(profile, 23);
        world.GoTo(9, 16);
        if (profile == Profile.OdooIssues)
        {
            await world.InOdooAsync((odoo, _) => odoo.Amended("order", 8));
            await world.InvoiceAsync();
            Assert.Equal(["out_invoice 127.20 open 127.20 not_paid", "out_invoice 212.00 open 212.00 not_paid"], await world.LedgerAsync());
            Assert.Equal(["212.00 due 212.00 not_paid", "127.20 due 127.20 not_paid"], world.Billing());
        }
        else
        {
            await world.InBillingAsync($"subscriptions/{world.SubscriptionId}/update_for_items", ("subscription_items[item_price_id][0]", "SEAT"), ("subscription_items[quantity][0]", "8"));
            // The credit takes down the invoice that nobody paid: 242.00 - 121.00.
            Assert.Equal(["out_invoice 193.60 open 193.60 not_paid", "out_invoice 242.00 open 121.00 partial", "out_refund 121.00 open 0.00 paid"], await world.LedgerAsync());
            Assert.Equal(["242.00 due 121.00 payment_due", "193.60 due 193.60 payment_due"], world.Billing());
        }

        Assert.Equal(8m, await world.SeatsAsync());
        Assert.Equal($"8 x SEAT {(profile == Profile.OdooIssues ? "" : "320")} quantity 2026-09-16", world.Shown("terms", "mrr", "amendment", "amended_on"));
        await world.AssertNoCasesAsync();
    }

    /// <summary>Half of a paid month is given back: 121.00 of 242.00. Odoo takes back all of an invoice.</summary>
    [Theory]
    [InlineData(Profile.BillingIssues)]
    [InlineData(Profile.OdooIssues)]
    [InlineData(Profile.OdooMasters)]
    public async Task CreditAndRefund_GoToTheirInvoice(Profile profile)
    {
        await using ProfileWorld world = await StartAsync(profile, 37);
        world.GoTo(9, 10);
        if (profile == Profile.OdooIssues)
        {
            await world.InOdooAsync((odoo, invoice) => odoo.Reversed(invoice));
            Assert.Equal(["out_invoice 212.00 open 0.00 reversed", "out_refund 212.00 open 0.00 paid"], await world.LedgerAsync());
            Assert.Equal("reversed", world.Shown("invoice_state"));
            Assert.Equal(["212.00 due 0.00 paid"], world.Billing());
            Assert.Equal("212.00 adjustment", world.CreditInBilling());
        }
        else
        {
            world.Chargebee.SetCard((string)Assert.Single(world.Chargebee.All("customer"))["id"]!);
            await world.InBillingAsync("invoices/INV-1/collect_payment");
            await world.InBillingAsync("invoices/INV-1/refund", ("refund_amount", "12100"));
            Assert.Equal(["out_invoice 242.00 open 0.00 paid", "out_refund 121.00 open 0.00 paid"], await world.LedgerAsync());
            Assert.Equal(["inbound 242.00", "outbound 121.00"], await world.MoneyAsync());
            Assert.Equal("paid 2026-09-10", world.Shown("invoice_state", "paid_on"));
        }

        await world.AssertNoCasesAsync();
    }

    /// <summary>A card fails and is charged a day later; a payment that was registered in Odoo does not hold and comes again.</summary>
    [Theory]
    [InlineData(Profile.BillingIssues)]
    [InlineData(Profile.OdooIssues)]
    [InlineData(Profile.OdooMasters)]
    public async Task Payment_FailedAndRecovered_IsShownAndBookedOnce(Profile profile)
    {
        await using ProfileWorld world = await StartAsync(profile, 41);
        world.GoTo(9, 10);
        if (profile == Profile.OdooIssues)
        {
            await world.InOdooAsync((odoo, invoice) => odoo.PaidByBankTransfer(invoice).PaymentFailed());
            Assert.Equal("open", world.Shown("invoice_state"));
            world.GoTo(9, 12);
            await world.InOdooAsync((odoo, invoice) => odoo.PaidByBankTransfer(invoice));
            Assert.Equal("paid 2026-09-12", world.Shown("invoice_state", "paid_on"));
            Assert.Equal(["out_invoice 212.00 open 0.00 paid"], await world.LedgerAsync());
            Assert.Equal(["inbound 212.00"], await world.MoneyAsync());
            Assert.Equal(["212.00 due 0.00 paid"], world.Billing());
            Assert.Single(world.Chargebee.All("transaction"));
        }
        else
        {
            world.Chargebee.SetCard((string)Assert.Single(world.Chargebee.All("customer"))["id"]!);
            world.Chargebee.OnPayment = _ => ChargebeeGatewayAnswer.Declined("insufficient_funds", "Insufficient funds");
            Assert.Throws<ArgumentException>(() => world.Chargebee.Post("invoices/INV-1/collect_payment"));
            await world.SettleAsync();
            Assert.Equal("past_due open", world.Shown("status", "invoice_state"));
            world.Chargebee.OnPayment = null;
            world.GoTo(9, 12);
            await world.InBillingAsync("invoices/INV-1/collect_payment");
            Assert.Equal("active paid 2026-09-12", world.Shown("status", "invoice_state", "paid_on"));
            Assert.Equal(["242.00 due 0.00 paid"], world.Billing());
            Assert.Equal(["out_invoice 242.00 open 0.00 paid"], await world.LedgerAsync());
            Assert.Equal(["inbound 242.00"], await world.MoneyAsync());
        }

        await world.AssertNoCasesAsync();
    }

    /// <summary>At period end, taken back, then at once: what is shown in the end is what is true.</summary>
    [Theory]
    [InlineData(Profile.BillingIssues)]
    [InlineData(Profile.OdooIssues)]
    [InlineData(Profile.OdooMasters)]
    public async Task Cancellation_TakenBackAndThenAtOnce_EndsWithWhatIsTrue(Profile profile)
    {
        await using ProfileWorld world = await StartAsync(profile, 53);
        world.GoTo(9, 10);
        if (profile == Profile.OdooIssues)
        {
            await world.CancelOrderAsync();
            Assert.Equal("ended", world.Shown("status"));
        }
        else
        {
            string subscription = $"subscriptions/{world.SubscriptionId}";
            await world.InBillingAsync($"{subscription}/cancel_for_items", ("cancel_option", "end_of_term"));
            Assert.Equal("2026-10-01  cancellation 2026-09-10", world.Shown("ends_on", "renews_on", "amendment", "amended_on"));
            world.GoTo(9, 12);
            await world.InBillingAsync($"{subscription}/remove_scheduled_cancellation");
            Assert.Equal(" 2026-10-01 continuation 2026-09-12", world.Shown("ends_on", "renews_on", "amendment", "amended_on"));
            world.GoTo(9, 14);
            await world.InBillingAsync($"{subscription}/cancel_for_items", ("cancel_option", "immediately"));
            Assert.Equal("ended 2026-09-14 cancellation 2026-09-14", world.Shown("status", "ends_on", "amendment", "amended_on"));
        }

        Assert.Equal([profile == Profile.OdooIssues ? "out_invoice 212.00 open 212.00 not_paid" : "out_invoice 242.00 open 242.00 not_paid"], await world.LedgerAsync());
        await world.AssertNoCasesAsync();
    }

    /// <summary>What is cancelled in Odoo is void in billing. Chargebee takes nothing of a void invoice back: one that is posted again is a person's to enter.</summary>
    [Fact]
    public async Task Invoice_OfOdooCancelledAndPostedAgain_IsVoidInBillingAndAPersonIsAsked()
    {
        await using ProfileWorld world = await StartAsync(Profile.OdooIssues, 59);
        Assert.Equal(["212.00 due 212.00 not_paid"], world.Billing());
        world.GoTo(9, 10);
        await world.InLedgerAsync("button_draft", "button_cancel");
        Assert.Equal(["212.00 due 212.00 voided"], world.Billing());
        await world.AssertNoCasesAsync();

        world.GoTo(9, 12);
        await world.InLedgerAsync("button_draft", "action_post");
        Assert.Equal(["212.00 due 212.00 voided"], world.Billing());
        Assert.Equal("imported-invoice-differs", Assert.Single(await world.Hub.Cases.ListAsync(cancellationToken: TestContext.Current.CancellationToken)).Reason.Cause);
    }

    /// <summary>A new term in the middle of the old one, one that is made longer, a change at renewal that is replaced before it holds; a pause in the end.</summary>
    [Fact]
    public async Task Terms_RenewedEarlyExtendedAndReplaced_AreToldApart()
    {
        await using ProfileWorld world = await StartAsync(Profile.BillingIssues, 67);
        string subscription = $"subscriptions/{world.SubscriptionId}";
        (string, string)[] Seats(string quantity, string option) => [("subscription_items[item_price_id][0]", "SEAT"), ("subscription_items[quantity][0]", quantity), (option, "true")];
        world.GoTo(9, 16);
        await world.InBillingAsync($"{subscription}/update_for_items", Seats("5", "force_term_reset"));
        Assert.Equal("early_renewal 2026-09-16 2026-10-16", world.Shown("amendment", "amended_on", "renews_on"));
        world.GoTo(9, 18);
        await world.InBillingAsync($"{subscription}/change_term_end", ("term_ends_at", $"{new DateTimeOffset(2026, 10, 20, 0, 0, 0, TimeSpan.Zero).ToUnixTimeSeconds()}"));
        Assert.Equal("extension 2026-09-18 2026-10-20", world.Shown("amendment", "amended_on", "renews_on"));

        await world.InBillingAsync($"{subscription}/update_for_items", Seats("3", "end_of_term"));
        await world.InBillingAsync($"{subscription}/update_for_items", Seats("9", "end_of_term"));
        Assert.Equal("extension 5 x SEAT", world.Shown("amendment", "terms"));
        world.GoTo(10, 21);
        await world.SettleAsync();
        Assert.Equal("9 x SEAT 360", world.Shown("terms", "mrr"));
        Assert.Equal(9m, await world.SeatsAsync());

        await world.InBillingAsync($"{subscription}/pause", ("pause_option", "immediately"));
        Assert.Equal("paused pause 2026-10-21", world.Shown("status", "amendment", "amended_on"));
        world.GoTo(10, 23);
        await world.InBillingAsync($"{subscription}/resume", ("resume_option", "immediately"));
        Assert.Equal("resume 2026-10-23", world.Shown("amendment", "amended_on"));
        await world.AssertNoCasesAsync();
    }

    /// <summary>Entered in Odoo, found by sales, billed: one customer everywhere. An edit in Odoo reaches the CRM and billing; one in the CRM reaches nobody.</summary>
    [Fact]
    public async Task Customer_MasteredInOdoo_IsAsOdooHasIt()
    {
        await using ProfileWorld world = await StartAsync(Profile.OdooMasters, 83);
        Assert.Equal(["out_invoice 242.00 open 242.00 not_paid"], await world.LedgerAsync());
        Assert.Equal(["242.00 due 242.00 payment_due"], world.Billing());
        await world.WritePartnerAsync("phone", "+32 9 111 11 11");
        Assert.Equal("+32 9 111 11 11", world.Phone());
        Assert.Equal("+32 9 111 11 11", (string?)Assert.Single(world.Chargebee.All("customer"))["phone"]);
        world.HubSpot.Update("companies", world.Company, ("phone", "+32 9 222 22 22"));
        await world.SettleAsync();
        Assert.Equal("+32 9 111 11 11", (string?)Assert.Single(world.Chargebee.All("customer"))["phone"]);
        await world.AssertNoCasesAsync();
    }

    /// <summary>The deal is won and the first month is invoiced: by billing itself, or by somebody in Odoo.</summary>
    private static async Task<ProfileWorld> StartAsync(Profile profile, int seed)
    {
        ProfileWorld world = await ProfileWorld.StartAsync(profile, seed);
        await world.SellAsync();
        if (profile == Profile.OdooIssues)
        {
            await world.InvoiceAsync();
        }

        return world;
    }
}
