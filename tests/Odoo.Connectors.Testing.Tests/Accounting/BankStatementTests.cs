using Odoo.Connectors.Testing.Tests.Runner;

namespace Odoo.Connectors.Testing.Tests.Accounting;

/// <summary>account.bank.statement.line: what payouts are booked with.</summary>
public sealed class BankStatementTests
{
    private const string Model = "account.bank.statement.line";

    [Fact]
    public async Task Create_Line_PostsTheBankAgainstTheSuspenseAccount()
    {
        await using var ledger = await Ledger.OpenAsync();

        var line = await TransactionAsync(ledger, 100m);

        Assert.Equal(["BNK1/2026/00001 posted false 100"], await ledger.RowsAsync(Model, $"""[["id","=",{line}]]""", "id", "name", "state", "is_reconciled", "amount"));
        Assert.Equal(["Bank 100 payout", "Suspense Accounts -100 payout"], await LinesAsync(ledger, line));
    }

    [Fact]
    public async Task Reconcile_AfterTheSuspenseLineGotTheReceivable_PaysTheInvoice()
    {
        await using var ledger = await Ledger.OpenAsync();
        var invoice = await ledger.InvoiceAsync(100m);
        var line = await TransactionAsync(ledger, 100m);
        var receivable = (await ledger.CallAsync("account.move.line", "search", $"""[[["move_id","=",{invoice}],["display_type","=","payment_term"]]]"""))![0]!.GetValue<long>();
        var account = (await ledger.CallAsync("account.move.line", "read", $"""[[{receivable}],["account_id"]]"""))![0]!["account_id"]![0]!.GetValue<long>();
        var suspense = (await ledger.CallAsync("account.move.line", "search", $"""[[["statement_line_id","=",{line}],["account_id.code","=","499000"]]]"""))![0]!.GetValue<long>();

        await ledger.CallAsync("account.move.line", "write", $$"""[[{{suspense}}],{"account_id":{{account}},"partner_id":{{ledger.Customer}}}]""");
        await ledger.CallAsync("account.move.line", "reconcile", $"[[{suspense},{receivable}]]");

        Assert.Equal("true", await ledger.FieldAsync(Model, line, "is_reconciled"));
        Assert.Equal("paid", await ledger.FieldAsync("account.move", invoice, "payment_state"));

        await ledger.CallAsync(Model, "action_undo_reconciliation", $"[[{line}]]");
        Assert.Equal("false", await ledger.FieldAsync(Model, line, "is_reconciled"));
        Assert.Equal("not_paid", await ledger.FieldAsync("account.move", invoice, "payment_state"));
        Assert.Equal(["Bank 100 payout", "Suspense Accounts -100 payout"], await LinesAsync(ledger, line));
    }

    [Fact]
    public async Task Unlink_Line_TakesItsEntryAlong()
    {
        await using var ledger = await Ledger.OpenAsync();
        var line = await TransactionAsync(ledger, 100m);

        await ledger.CallAsync(Model, "unlink", $"[[{line}]]");

        Assert.Equal(0, (await ledger.CallAsync("account.move", "search_count", """[[["name","=","BNK1/2026/00001"]]]"""))!.GetValue<int>());
    }

    private static async Task<long> TransactionAsync(Ledger ledger, decimal amount) => await ledger.CreateAsync(Model,
        $$"""{"journal_id":{{await ledger.IdAsync("account", $"{ledger.Company}_bank")}},"date":"2026-03-10","payment_ref":"payout","amount":{{amount}}}""");

    private static Task<List<string>> LinesAsync(Ledger ledger, long line) =>
        ledger.RowsAsync("account.move.line", $"""[["statement_line_id","=",{line}]]""", "id", "account_id", "balance", "name");
}
