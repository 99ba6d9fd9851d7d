using System.Text.Json.Nodes;

namespace Odoo.Connectors.Testing.Vendors.Tests.Stripe;

public sealed class StripeInvoiceTests : IAsyncDisposable
{
    private readonly Account _account = new();

    [Fact]
    public async Task Retries_FailTwiceThenPay_AreCounted()
    {
        await RenewAsync(payment => payment.Attempt <= 2 ? StripePaymentAnswer.Declined() : StripePaymentAnswer.Succeeded);
        Assert.Equal((1, Account.At(2026, 10, 4, 1), "past_due"), (_account.Invoice(2).Number("attempt_count"), _account.Invoice(2).Number("next_payment_attempt"), _account.Subscription.Text("status")));

        _account.GoTo(2026, 10, 4, 1);
        Assert.Equal((2, Account.At(2026, 10, 9, 1)), (_account.Invoice(2).Number("attempt_count"), _account.Invoice(2).Number("next_payment_attempt")));
        _account.GoTo(2026, 10, 9, 1);

        Assert.Equal(("paid", 3), (_account.Invoice(2).Text("status"), _account.Invoice(2).Number("attempt_count")));
        Assert.Null(_account.Invoice(2)["next_payment_attempt"]);
        Assert.Equal("active", _account.Subscription.Text("status"));
        Assert.Equal(["succeeded", "failed", "failed", "succeeded"], _account.Emulator.All("charge").Select(charge => charge.Text("status")));
        // One intent for all attempts of an invoice.
        Assert.Equal(2, _account.Emulator.All("payment_intent").Count);
        Assert.Equal("insufficient_funds", _account.Event("payment_intent.payment_failed")["data"]!["object"]!["last_payment_error"].Text("decline_code"));
        Assert.Equal(2, _account.EventTypes("invoice.payment_failed").Count());
    }

    [Fact]
    public async Task OnPayment_SetAfterTheClockWentOn_AnswersWhatComesLater()
    {
        await _account.SubscribeAsync();
        _account.Clock.Advance(TimeSpan.FromDays(32));

        _account.Emulator.OnPayment = _ => StripePaymentAnswer.Declined();

        Assert.Equal("paid", _account.Invoice(2).Text("status"));
        _account.Clock.Advance(TimeSpan.FromDays(30));
        Assert.Equal("open", _account.Invoice(3).Text("status"));
    }

    [Theory]
    [InlineData("canceled")]
    [InlineData("unpaid")]
    [InlineData("past_due")]
    public async Task Retries_NeverPay_EndAsTheAccountSays(string status)
    {
        await using var account = new Account(new StripeEmulatorOptions { AfterRetries = status });
        await account.SubscribeAsync();
        account.Emulator.OnPayment = _ => StripePaymentAnswer.Declined();

        account.GoTo(2026, 10, 17);

        // An hour after the 1st, and three, five and seven days after each attempt before.
        Assert.Equal(4, account.Invoice(2).Number("attempt_count"));
        Assert.Equal([Account.At(2026, 10, 1, 1), Account.At(2026, 10, 4, 1), Account.At(2026, 10, 9, 1), Account.At(2026, 10, 16, 1)], account.Emulator.All("charge").Skip(1).Select(charge => charge.Number("created")!.Value));
        Assert.Equal(status, account.Subscription.Text("status"));
        Assert.Equal("open", account.Invoice(2).Text("status"));
    }

    [Fact]
    public async Task Pay_Declined_IsAnsweredWithTheReason()
    {
        await RenewAsync(_ => StripePaymentAnswer.Declined());
        JsonNode example = Shapes.Shared("stripe/error_402_card_declined.json")["body"]!["error"]!;

        JsonNode error = await _account.RefusedAsync(402, "card_declined", $"invoices/{Account.Id(_account.Invoice(2))}/pay");
        _account.Emulator.OnPayment = null;
        JsonObject paid = await _account.PostAsync($"invoices/{Account.Id(_account.Invoice(2))}/pay");

        Assert.Equal(example.AsObject().Select(part => part.Key).Order(), error.AsObject().Select(part => part.Key).Order());
        Assert.Equal((example.Text("type"), example.Text("decline_code"), example.Text("message")), (error.Text("type"), error.Text("decline_code"), error.Text("message")));
        Assert.Equal("paid", paid.Text("status"));
        await _account.RefusedAsync(400, "invoice_already_paid", $"invoices/{Account.Id(paid)}/pay");
    }

    [Fact]
    public async Task Pay_OutOfBand_HasNoPayment()
    {
        await RenewAsync(_ => StripePaymentAnswer.Declined());

        JsonObject paid = await _account.PostAsync($"invoices/{Account.Id(_account.Invoice(2))}/pay", ("paid_out_of_band", "true"));
        _account.GoTo(2026, 11, 1);

        Assert.Equal(("paid", 20_000, 0), (paid.Text("status"), paid.Number("amount_paid"), paid.Number("amount_remaining")));
        Assert.DoesNotContain(_account.Emulator.All("invoice_payment"), payment => payment.Text("invoice") == Account.Id(paid) && payment.Text("status") == "paid");
        Assert.Equal("active", _account.Subscription.Text("status"));
        Assert.Equal(2, _account.Emulator.All("charge").Count);
    }

    [Fact]
    public async Task Manual_DraftToVoid_GoesThroughItsStates()
    {
        JsonObject draft = await _account.PostAsync("invoices", ("customer", _account.Customer), ("currency", "eur"), ("collection_method", "send_invoice"), ("days_until_due", "30"), ("default_tax_rates[0]", _account.Vat));
        string id = Account.Id(draft);
        await _account.PostAsync("invoiceitems", ("customer", _account.Customer), ("invoice", id), ("amount", "1999"), ("currency", "eur"), ("description", "Training"));
        Assert.Equal((1_999, 2_379), (_account.Invoice(1).Number("subtotal"), _account.Invoice(1).Number("total")));

        JsonObject open = await _account.PostAsync($"invoices/{id}/finalize");
        await _account.RefusedAsync(400, "invoice_not_editable", $"invoices/{id}/finalize");
        await _account.RefusedAsync(400, "invoice_not_editable", "invoiceitems", ("customer", _account.Customer), ("invoice", id), ("amount", "1"), ("currency", "eur"));
        JsonObject gone = await _account.PostAsync($"invoices/{id}/void");

        Assert.Equal(("draft", "manual"), (draft.Text("status"), draft.Text("billing_reason")));
        Assert.Equal(("open", Account.At(2026, 10, 1), 0), (open.Text("status"), open.Number("due_date"), open.Number("attempt_count")));
        Assert.Equal(("void", Account.At(2026, 9, 1)), (gone.Text("status"), gone["status_transitions"].Number("voided_at")));
        Assert.Equal(["invoice.created", "invoice.finalized", "invoice.sent", "invoice.voided"], _account.EventTypes("invoice.created", "invoice.finalized", "invoice.sent", "invoice.voided"));
        _account.GoTo(2026, 10, 2);
        Assert.DoesNotContain("invoice.overdue", _account.EventTypes());
    }

    [Fact]
    public async Task SendInvoice_NotPaid_IsOverdue()
    {
        await _account.SubscribeAsync(("collection_method", "send_invoice"), ("days_until_due", "10"));
        Assert.Equal(("open", "active"), (_account.Invoice(1).Text("status"), _account.Subscription.Text("status")));

        _account.GoTo(2026, 9, 11);

        Assert.Contains("invoice.overdue", _account.EventTypes());
        Assert.Equal("past_due", _account.Subscription.Text("status"));
        Assert.Empty(_account.Emulator.All("charge"));
    }

    [Fact]
    public async Task MarkUncollectible_LaterPaid_IsPaid()
    {
        await RenewAsync(_ => StripePaymentAnswer.Declined());
        string id = Account.Id(_account.Invoice(2));

        JsonObject given = await _account.PostAsync($"invoices/{id}/mark_uncollectible");
        _account.Emulator.OnPayment = null;
        _account.GoTo(2026, 10, 10);
        Assert.Equal("uncollectible", _account.Invoice(2).Text("status"));
        JsonObject paid = await _account.PostAsync($"invoices/{id}/pay");

        Assert.Equal(Account.At(2026, 10, 1, 1), given["status_transitions"].Number("marked_uncollectible_at"));
        Assert.Equal("paid", paid.Text("status"));
        Assert.Contains("invoice.marked_uncollectible", _account.EventTypes());
    }

    [Fact]
    public async Task Void_Open_CancelsItsPayment()
    {
        await RenewAsync(_ => StripePaymentAnswer.Declined());

        await _account.PostAsync($"invoices/{Account.Id(_account.Invoice(2))}/void");

        Assert.Equal("canceled", _account.Emulator.All("payment_intent")[1].Text("status"));
        Assert.Equal("canceled", _account.Emulator.All("invoice_payment")[1].Text("status"));
        _account.GoTo(2026, 10, 20);
        Assert.Equal(2, _account.Emulator.All("charge").Count);
    }

    [Fact]
    public async Task Void_PaidByBalance_GivesItBack()
    {
        _account.Emulator.Post($"customers/{_account.Customer}", ("balance", "-5000"));
        await _account.SubscribeAsync(("collection_method", "send_invoice"), ("days_until_due", "10"));
        Assert.Equal((15_000, 0), (_account.Invoice(1).Number("amount_due"), _account.Emulator.Find(_account.Customer).Number("balance")));

        await _account.PostAsync($"invoices/{Account.Id(_account.Invoice(1))}/void");

        Assert.Equal(-5_000, _account.Emulator.Find(_account.Customer).Number("balance"));
    }

    [Fact]
    public async Task Delete_Draft_IsGoneAndAnOpenOneStays()
    {
        JsonObject draft = await _account.PostAsync("invoices", ("customer", _account.Customer), ("currency", "eur"));

        JsonObject gone = await _account.DeleteAsync($"invoices/{Account.Id(draft)}");
        await _account.SubscribeAsync();
        using HttpResponseMessage refused = await _account.SendAsync(HttpMethod.Delete, $"invoices/{Account.Id(_account.Invoice(1))}", null);

        Assert.True(gone["deleted"]!.GetValue<bool>());
        Assert.Equal(400, (int)refused.StatusCode);
        Assert.Contains("invoice.deleted", _account.EventTypes());
    }

    [Fact]
    public async Task CreditNote_OpenInvoice_LessensWhatIsDue()
    {
        await _account.SubscribeWithTaxAsync(("collection_method", "send_invoice"), ("days_until_due", "10"));
        string id = Account.Id(_account.Invoice(1));
        string line = _account.Invoice(1)["lines"]!["data"]![0].Text("id")!;

        JsonObject note = await _account.PostAsync("credit_notes", ("invoice", id), ("lines[0][invoice_line_item]", line), ("lines[0][quantity]", "2"));
        JsonObject rest = await _account.PostAsync("credit_notes", ("invoice", id), ("lines[0][invoice_line_item]", line), ("lines[0][quantity]", "3"));

        // 2 of 5 seats: 80.00 and 15.20; then 3 of 5: nothing is left to pay.
        Assert.Equal(("pre_payment", 9_520, 9_520), (note.Text("type"), note.Number("total"), note.Number("pre_payment_amount")));
        Assert.Equal((14_280, "pre_payment"), (rest.Number("total"), rest.Text("type")));
        Assert.Equal(("paid", 0, 23_800, 0), (_account.Invoice(1).Text("status"), _account.Invoice(1).Number("amount_paid"), _account.Invoice(1).Number("pre_payment_credit_notes_amount"), _account.Invoice(1).Number("amount_remaining")));
        Assert.EndsWith("-CN-02", rest.Text("number"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task CreditNote_Voided_IsDueAgain()
    {
        await _account.SubscribeAsync(("collection_method", "send_invoice"), ("days_until_due", "10"));
        JsonObject note = await _account.PostAsync("credit_notes", ("invoice", Account.Id(_account.Invoice(1))), ("lines[0][invoice_line_item]", _account.Invoice(1)["lines"]!["data"]![0].Text("id")!), ("lines[0][amount]", "4000"));
        Assert.Equal(16_000, _account.Invoice(1).Number("amount_remaining"));

        JsonObject gone = await _account.PostAsync($"credit_notes/{Account.Id(note)}/void");

        Assert.Equal("void", gone.Text("status"));
        Assert.Equal((20_000, 0), (_account.Invoice(1).Number("amount_remaining"), _account.Invoice(1).Number("pre_payment_credit_notes_amount")));
        Assert.Contains("credit_note.voided", _account.EventTypes());
    }

    [Fact]
    public async Task CreditNote_PaidInvoice_MustSayWhereTheMoneyGoes()
    {
        await _account.SubscribeWithTaxAsync();
        string id = Account.Id(_account.Invoice(1));

        await _account.RefusedAsync(400, "parameter_invalid_integer", "credit_notes", ("invoice", id), ("amount", "23800"), ("refund_amount", "20000"));
        JsonObject note = await _account.PostAsync("credit_notes", ("invoice", id), ("amount", "23800"), ("refund_amount", "20000"), ("credit_amount", "3000"), ("out_of_band_amount", "800"));
        await _account.RefusedAsync(400, "amount_too_large", "credit_notes", ("invoice", id), ("amount", "23800"), ("credit_amount", "23800"));

        Assert.Equal(("post_payment", 23_800, 800), (note.Text("type"), note.Number("post_payment_amount"), note.Number("out_of_band_amount")));
        Assert.Equal([20_000], note.Numbers("refunds", "amount_refunded"));
        Assert.Equal(-3_000, _account.Emulator.Find(_account.Customer).Number("balance"));
        Assert.Equal((23_800, "paid"), (_account.Invoice(1).Number("post_payment_credit_notes_amount"), _account.Invoice(1).Text("status")));
    }

    [Fact]
    public async Task Get_InvoiceWithPayments_IsExpanded()
    {
        await _account.SubscribeAsync();

        JsonObject invoice = await _account.GetAsync($"invoices/{Account.Id(_account.Invoice(1))}?expand[0]=payments&expand[1]=customer");

        Assert.Equal("paid", Assert.Single(invoice["payments"].Rows("data")).Text("status"));
        Assert.Equal("NorthPeak GmbH", invoice["customer"].Text("name"));
    }

    public ValueTask DisposeAsync() => _account.DisposeAsync();

    /// <summary>A subscription that was paid in September; the bank answers so when October is collected.</summary>
    private async Task RenewAsync(Func<StripePayment, StripePaymentAnswer> bank)
    {
        await _account.SubscribeAsync();
        _account.Emulator.OnPayment = bank;
        _account.GoTo(2026, 10, 1, 1);
    }
}
