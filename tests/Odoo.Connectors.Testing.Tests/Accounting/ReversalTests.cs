using Odoo.Connectors.Testing.Tests.Runner;

namespace Odoo.Connectors.Testing.Tests.Accounting;

/// <summary>Credit notes and reversals by the wizard.</summary>
public sealed class ReversalTests
{
    [Fact]
    public async Task ModifyMoves_OfAnInvoice_ReversesItAndDraftsItAnew()
    {
        await using var ledger = await Ledger.OpenAsync();
        var invoice = await ledger.InvoiceAsync(50m);

        var action = await ReverseAsync(ledger, "modify_moves", invoice, "2026-03-10");

        // As recorded: the credit note is posted and paid, the invoice reversed, the action leads to a new draft invoice.
        Assert.Equal(
            ["out_refund posted paid 0", "out_invoice posted reversed 0"],
            await ledger.RowsAsync("account.move", $"""["|",["reversed_entry_id","=",{invoice}],["id","=",{invoice}]]""", "id desc", "move_type", "state", "payment_state", "amount_residual"));
        Assert.Equal(["out_invoice draft 50"], await ledger.RowsAsync("account.move", $"""[["id","=",{action}]]""", "id", "move_type", "state", "amount_total"));
    }

    [Fact]
    public async Task RefundMoves_DatedAhead_WaitsAsADraft()
    {
        await using var ledger = await Ledger.OpenAsync();
        var invoice = await ledger.InvoiceAsync(50m);
        var payment = (await ledger.PayAsync("""{"payment_date":"2026-03-02"}""", invoice))["res_id"]!.GetValue<long>();
        var entry = (await ledger.CallAsync("account.payment", "read", $"""[[{payment}],["move_id"]]"""))![0]!["move_id"]![0]!.GetValue<long>();

        var reversal = await ReverseAsync(ledger, "refund_moves", entry, "2026-12-24");

        Assert.Equal(["draft at_date"], await ledger.RowsAsync("account.move", $"""[["id","=",{reversal}]]""", "id", "state", "auto_post"));
        Assert.Equal("paid", await ledger.FieldAsync("account.move", invoice, "payment_state"));
    }

    [Fact]
    public async Task Wizard_OnADraft_IsRefused()
    {
        await using var ledger = await Ledger.OpenAsync();
        var draft = await ledger.CreateAsync("account.move", $$"""{"move_type":"out_invoice","partner_id":{{ledger.Customer}},"invoice_line_ids":[[0,0,{"name":"a","price_unit":1}]]}""");

        Assert.Equal("You can only reverse posted moves.", await ledger.RefusalAsync("account.move.reversal", "create", "[{}]", $$"""{"context":{{Ledger.Active(draft)}}}"""));
    }

    [Fact]
    public async Task MatchingNumber_OfPartlyAndFullyMatchedLines_SaysWhich()
    {
        await using var ledger = await Ledger.OpenAsync();
        var invoice = await ledger.InvoiceAsync(50m);
        string Open() => $"""[["move_id","=",{invoice}],["display_type","=","payment_term"]]""";

        await ledger.PayAsync("""{"amount":20}""", invoice);
        var partly = await ledger.RowsAsync("account.move.line", Open(), "id", "matching_number");
        await ledger.PayAsync("{}", invoice);
        var fully = await ledger.RowsAsync("account.move.line", Open(), "id", "matching_number");
        var partial = (await ledger.CallAsync("account.partial.reconcile", "search", "[[]]"))![0]!.GetValue<long>();

        // As recorded: "P131" while something is open, "3" when nothing is; undoing one match answers true.
        Assert.StartsWith("P", Assert.Single(partly), StringComparison.Ordinal);
        Assert.Matches("^[0-9]+$", Assert.Single(fully));
        Assert.True((await ledger.CallAsync("account.move", "js_remove_outstanding_partial", $"[[{invoice}],{partial}]"))!.GetValue<bool>());
        Assert.Equal(["partial 20"], await ledger.RowsAsync("account.move", $"""[["id","=",{invoice}]]""", "id", "payment_state", "amount_residual"));
    }

    [Fact]
    public async Task Widgets_OfAPartlyPaidInvoice_ShowWhatWasAndCouldBeMatched()
    {
        await using var ledger = await Ledger.OpenAsync();
        var credit = await ledger.CreateAsync("account.move", $$"""{"move_type":"out_refund","ref":"CR-3","partner_id":{{ledger.Customer}},"invoice_date":"2026-03-12","invoice_line_ids":[[0,0,{"name":"a","price_unit":36.3,"tax_ids":[[6,0,[]]]}]]}""");
        await ledger.CallAsync("account.move", "action_post", $"[[{credit}]]");
        var invoice = await ledger.InvoiceAsync(242m);
        var line = (await ledger.CallAsync("account.move.line", "search", $"""[[["move_id","=",{credit}],["display_type","=","payment_term"]]]"""))![0]!.GetValue<long>();

        var before = (await ledger.CallAsync("account.move", "read", $"""[[{invoice}],["invoice_outstanding_credits_debits_widget","invoice_payments_widget"]]"""))![0]!;
        await ledger.CallAsync("account.move", "js_assign_outstanding_line", $"[[{invoice}],{line}]");
        var after = (await ledger.CallAsync("account.move", "read", $"""[[{invoice}],["invoice_outstanding_credits_debits_widget","invoice_payments_widget"]]"""))![0]!;

        // Keys and words as recorded.
        Assert.Equal(("Outstanding credits", "CR-3", 36.3m), (before["invoice_outstanding_credits_debits_widget"]!["title"]!.GetValue<string>(), before["invoice_outstanding_credits_debits_widget"]!["content"]![0]!["journal_name"]!.GetValue<string>(), before["invoice_outstanding_credits_debits_widget"]!["content"]![0]!["amount"]!.GetValue<decimal>()));
        Assert.False(before["invoice_payments_widget"]!.GetValue<bool>());
        var paid = after["invoice_payments_widget"]!;
        Assert.Equal(("Less Payment", "Sales", "36.30 €", true), (paid["title"]!.GetValue<string>(), paid["content"]![0]!["journal_name"]!.GetValue<string>(), paid["content"]![0]!["amount_company_currency"]!.GetValue<string>(), paid["content"]![0]!["is_refund"]!.GetValue<bool>()));
        Assert.False(after["invoice_outstanding_credits_debits_widget"]!.GetValue<bool>());
    }

    private static async Task<long> ReverseAsync(Ledger ledger, string method, long move, string date)
    {
        var wizard = await ledger.CreateAsync("account.move.reversal", $$"""{"date":"{{date}}","reason":"why"}""", Ledger.Active(move));
        return (await ledger.CallAsync("account.move.reversal", method, $"[[{wizard}]]"))!["res_id"]!.GetValue<long>();
    }
}
