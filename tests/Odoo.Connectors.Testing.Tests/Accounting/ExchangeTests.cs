using Odoo.Connectors.Testing.Tests.Runner;

namespace Odoo.Connectors.Testing.Tests.Accounting;

/// <summary>Documents in another currency: one euro is 1.25 dollars from January and 1.10 from July.</summary>
public sealed class ExchangeTests
{
    [Fact]
    public async Task Pay_AtAnotherRate_BooksTheDifferenceInTheExchangeJournal()
    {
        await using var ledger = await Ledger.OpenAsync();
        var (invoice, _) = await PaidAsync(ledger, 125m, "{}");

        // 125 USD were 100.00 EUR when invoiced and 125 / 1.10 = 113.64 EUR when paid: 13.64 gained. Name and date as recorded: today, by month.
        Assert.Equal(["paid 0 0"], await ledger.RowsAsync("account.move", $"""[["id","=",{invoice}]]""", "id", "payment_state", "amount_residual", "amount_residual_signed"));
        Assert.Equal(["EXCH/2026/11/0001 posted 2026-11-22 13.64"], await ledger.RowsAsync("account.move", """[["journal_id.code","=","EXCH"]]""", "id", "name", "state", "date", "amount_total_signed"));
        Assert.Equal(
            ["Customers 13.64 0 0 true", "Exchange Results 0 13.64 0 false"],
            await ledger.RowsAsync("account.move.line", """[["journal_id.code","=","EXCH"]]""", "id", "account_id", "debit", "credit", "amount_residual", "reconciled"));
    }

    [Fact]
    public async Task Pay_HalfAtAnotherRate_LeavesTheRestAtTheInvoicesRate()
    {
        await using var ledger = await Ledger.OpenAsync();
        var (invoice, _) = await PaidAsync(ledger, 125m, """{"amount":62.5}""");

        // 62.50 USD are left, 50.00 EUR at the invoice's rate; the payment's 56.82 EUR settle 50.00 and gain 6.82.
        Assert.Equal(["partial 62.5 50"], await ledger.RowsAsync("account.move", $"""[["id","=",{invoice}]]""", "id", "payment_state", "amount_residual", "amount_residual_signed"));
        Assert.Equal(["6.82"], await ledger.RowsAsync("account.move", """[["journal_id.code","=","EXCH"]]""", "id", "amount_total_signed"));
    }

    [Fact]
    public async Task Pay_InTheCompanysCurrency_SettlesByTheRateOfTheDay()
    {
        await using var ledger = await Ledger.OpenAsync();
        var euro = await ledger.IdAsync("base", "EUR");
        var (invoice, payment) = await PaidAsync(ledger, 125m, $$"""{"currency_id":{{euro}}}""");

        // 125 USD cost 113.64 EUR in July: all of it is paid, and 13.64 EUR of that is a gain.
        Assert.Equal("113.64", await ledger.FieldAsync("account.payment", payment, "amount"));
        Assert.Equal(["paid 0"], await ledger.RowsAsync("account.move", $"""[["id","=",{invoice}]]""", "id", "payment_state", "amount_residual"));
        Assert.Equal(["13.64"], await ledger.RowsAsync("account.move", """[["journal_id.code","=","EXCH"]]""", "id", "amount_total_signed"));
    }

    [Fact]
    public async Task Unreconcile_AfterADifference_ReversesItsEntry()
    {
        await using var ledger = await Ledger.OpenAsync();
        var (invoice, payment) = await PaidAsync(ledger, 125m, "{}");

        await ledger.CallAsync("account.payment", "action_cancel", $"[[{payment}]]");

        Assert.Equal(["not_paid 125 100"], await ledger.RowsAsync("account.move", $"""[["id","=",{invoice}]]""", "id", "payment_state", "amount_residual", "amount_residual_signed"));
        Assert.Equal(
            ["EXCH/2026/11/0001 false", "EXCH/2026/11/0002 Reversal of: EXCH/2026/11/0001"],
            await ledger.RowsAsync("account.move", """[["journal_id.code","=","EXCH"]]""", "id", "name", "ref"));
        Assert.Equal("100", Ledger.Text((await ledger.CallAsync("account.move.line", "formatted_read_group",
            $"""[[["partner_id","=",{ledger.Customer}],["account_type","=","asset_receivable"],["parent_state","=","posted"]]]""", """{"aggregates":["balance:sum"]}"""))![0]!["balance:sum"]));
    }

    private static async Task<(long Invoice, long Payment)> PaidAsync(Ledger ledger, decimal amount, string vals)
    {
        var dollar = await ledger.IdAsync("base", "USD");
        var invoice = await ledger.InvoiceAsync(amount, $$""","currency_id":{{dollar}}""");
        var payment = await ledger.PayAsync(vals.Replace("{", """{"payment_date":"2026-07-05",""", StringComparison.Ordinal).Replace(",}", "}", StringComparison.Ordinal), invoice);
        return (invoice, payment["res_id"]!.GetValue<long>());
    }
}
