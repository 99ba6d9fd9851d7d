using Odoo.Connectors.Testing.Tests.Runner;

namespace Odoo.Connectors.Testing.Tests.Accounting;

/// <summary>The wizard that registers payments, beyond the recorded scenarios.</summary>
public sealed class PaymentWizardTests
{
    [Fact]
    public async Task Pay_LessWithWriteOff_BooksTheDifferenceOnItsAccount()
    {
        await using var ledger = await Ledger.OpenAsync();
        var expense = await ledger.IdAsync("account", $"{ledger.Company}_a600000");
        var invoice = await ledger.InvoiceAsync(100m);

        var action = await ledger.PayAsync($$"""{"payment_date":"2026-03-08","amount":99.5,"communication":"pi_1","payment_difference_handling":"reconcile","writeoff_account_id":{{expense}},"writeoff_label":"small"}""", invoice);

        Assert.Equal("paid", await ledger.FieldAsync("account.move", invoice, "payment_state"));
        // 99.50 came in, 100.00 is settled, 0.50 is a cost. Labels as recorded: "Manual Payment: PAY-1".
        Assert.Equal(
            ["Outstanding Receipts 99.5 0 Manual Payment: pi_1", "Customers 0 100 Manual Payment: pi_1", "Raw Materials 0.5 0 small"],
            await ledger.RowsAsync("account.move.line", $"""[["payment_id","=",{action["res_id"]}]]""", "id", "account_id", "debit", "credit", "name"));
    }

    [Fact]
    public async Task Pay_MoreWithWriteOff_BooksTheSurplusOnItsAccount()
    {
        await using var ledger = await Ledger.OpenAsync();
        var income = await ledger.IdAsync("account", $"{ledger.Company}_a700000");
        var invoice = await ledger.InvoiceAsync(100m);

        var action = await ledger.PayAsync($$"""{"amount":101,"payment_difference_handling":"reconcile","writeoff_account_id":{{income}}}""", invoice);

        Assert.Equal("paid", await ledger.FieldAsync("account.move", invoice, "payment_state"));
        Assert.Equal("true", await ledger.FieldAsync("account.payment", action["res_id"]!.GetValue<long>(), "is_reconciled"));
        Assert.Equal(["-1"], await ledger.RowsAsync("account.move.line", $"""[["payment_id","=",{action["res_id"]}],["account_id","=",{income}]]""", "id", "balance"));
    }

    [Fact]
    public async Task Pay_SeveralInvoicesGrouped_IsOnePayment()
    {
        await using var ledger = await Ledger.OpenAsync();
        var (a, b) = (await ledger.InvoiceAsync(100m), await ledger.InvoiceAsync(60m));

        var action = await ledger.PayAsync("""{"group_payment":true}""", a, b);

        Assert.Equal("160", await ledger.FieldAsync("account.payment", action["res_id"]!.GetValue<long>(), "amount"));
        Assert.Equal(["paid 0", "paid 0"], await ledger.RowsAsync("account.move", $"""[["id","in",[{a},{b}]]]""", "id", "payment_state", "amount_residual"));
    }

    [Fact]
    public async Task Pay_SeveralInvoicesEachForItself_MakesOnePaymentEach()
    {
        await using var ledger = await Ledger.OpenAsync();
        var (a, b) = (await ledger.InvoiceAsync(100m, ""","payment_reference":"R-1" """), await ledger.InvoiceAsync(60m, ""","payment_reference":"R-2" """));

        var action = await ledger.PayAsync("""{"group_payment":false}""", a, b);

        Assert.Equal(["100 R-1 paid", "60 R-2 paid"], await ledger.RowsAsync("account.payment", action["domain"]!.ToJsonString(), "id", "amount", "memo", "state"));
    }

    [Fact]
    public async Task Pay_InvoicesOfTwoCustomers_CannotBeEditedAndPaysEachInFull()
    {
        await using var ledger = await Ledger.OpenAsync();
        var a = await ledger.InvoiceAsync(100m);
        var other = await ledger.CreateAsync("res.partner", """{"name":"Other"}""");
        var b = await ledger.CreateAsync("account.move", $$"""{"move_type":"out_invoice","partner_id":{{other}},"invoice_date":"2026-03-01","invoice_line_ids":[[0,0,{"name":"b","price_unit":40,"tax_ids":[[6,0,[]]]}]]}""");
        await ledger.CallAsync("account.move", "action_post", $"[[{b}]]");
        var wizard = await ledger.CreateAsync("account.payment.register", "{}", Ledger.Active(a, b));

        var action = await ledger.CallAsync("account.payment.register", "action_create_payments", $"[[{wizard}]]");

        Assert.Equal("false", await ledger.FieldAsync("account.payment.register", wizard, "can_edit_wizard"));
        Assert.Equal(["Inv Cust 100", "Other 40"], await ledger.RowsAsync("account.payment", action!["domain"]!.ToJsonString(), "id", "partner_id", "amount"));
    }

    [Fact]
    public async Task Pay_CreditNote_IsARefund()
    {
        await using var ledger = await Ledger.OpenAsync();
        var credit = await ledger.CreateAsync("account.move", $$"""{"move_type":"out_refund","partner_id":{{ledger.Customer}},"invoice_date":"2026-03-05","invoice_line_ids":[[0,0,{"name":"a","price_unit":100,"tax_ids":[[6,0,[]]]}]]}""");
        await ledger.CallAsync("account.move", "action_post", $"[[{credit}]]");
        var wizard = await ledger.CreateAsync("account.payment.register", """{"payment_date":"2026-03-09"}""", Ledger.Active(credit));

        // As recorded: payment_type outbound, partner_type customer, the outbound method of the bank.
        Assert.Equal(["outbound customer 100 Manual Payment (Bank)"], await ledger.RowsAsync("account.payment.register", $"""[["id","=",{wizard}]]""", "id", "payment_type", "partner_type", "amount", "payment_method_line_id"));
        await ledger.CallAsync("account.payment.register", "action_create_payments", $"[[{wizard}]]");

        Assert.Equal("paid", await ledger.FieldAsync("account.move", credit, "payment_state"));
    }

    [Fact]
    public async Task Pay_InvoiceWithInstallments_ProposesTheFirst()
    {
        await using var ledger = await Ledger.OpenAsync();
        var term = (await ledger.CallAsync("account.payment.term", "search", """[[["name","=","Contract half now, half in 60 days"]]]"""))![0]!.GetValue<long>();
        var invoice = await ledger.CreateAsync("account.move", $$"""{"move_type":"out_invoice","partner_id":{{ledger.Customer}},"invoice_date":"2026-11-22","invoice_payment_term_id":{{term}},"invoice_line_ids":[[0,0,{"name":"a","price_unit":121,"tax_ids":[[6,0,[]]]}]]}""");
        await ledger.CallAsync("account.move", "action_post", $"[[{invoice}]]");

        await ledger.PayAsync("""{"payment_date":"2026-11-22"}""", invoice);

        // Half of 121 is 60.50; the first line is closed, the second open.
        Assert.Equal("partial", await ledger.FieldAsync("account.move", invoice, "payment_state"));
        Assert.Equal(["2026-11-22 60.5 0", "2027-01-21 60.5 60.5"], await ledger.RowsAsync("account.move.line", $"""[["move_id","=",{invoice}],["display_type","=","payment_term"]]""", "date_maturity", "date_maturity", "balance", "amount_residual"));
    }

    [Fact]
    public async Task Register_DraftOrOtherModel_IsRefused()
    {
        await using var ledger = await Ledger.OpenAsync();
        var draft = await ledger.CreateAsync("account.move", $$"""{"move_type":"out_invoice","partner_id":{{ledger.Customer}},"invoice_line_ids":[[0,0,{"name":"a","price_unit":1}]]}""");

        Assert.Equal("You can only register payment for posted journal entries.", await ledger.RefusalAsync("account.payment.register", "create", "[{}]", $$"""{"context":{{Ledger.Active(draft)}}}"""));
        Assert.Equal("The register payment wizard should only be called on account.move or account.move.line records.", await ledger.RefusalAsync("account.payment.register", "create", "[{}]", """{"context":{"active_model":"res.partner","active_ids":[1]}}"""));
    }

    [Fact]
    public async Task Cancel_PaymentInDraft_LosesItsEntryAndOpensTheInvoice()
    {
        await using var ledger = await Ledger.OpenAsync();
        var invoice = await ledger.InvoiceAsync(100m);
        var payment = (await ledger.PayAsync("{}", invoice))["res_id"]!.GetValue<long>();

        await ledger.CallAsync("account.payment", "action_draft", $"[[{payment}]]");
        var whileDraft = await ledger.FieldAsync("account.move", invoice, "payment_state");
        await ledger.CallAsync("account.payment", "action_cancel", $"[[{payment}]]");

        // As recorded: draft leaves the invoice paid; cancelled after that, the payment has no entry, and keeps its name.
        Assert.Equal("paid", whileDraft);
        Assert.Equal(["canceled false PBNK1/2026/00001"], await ledger.RowsAsync("account.payment", $"""[["id","=",{payment}]]""", "id", "state", "move_id", "name"));
        Assert.Equal(["not_paid 100"], await ledger.RowsAsync("account.move", $"""[["id","=",{invoice}]]""", "id", "payment_state", "amount_residual"));
    }
}
