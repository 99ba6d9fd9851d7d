using Odoo.Connectors.Testing.Tests.Runner;

namespace Odoo.Connectors.Testing.Tests.Accounting;

/// <summary>Closed periods and terms of payment.</summary>
public sealed class PeriodTests
{
    [Fact]
    public async Task Post_BehindALock_MovesTheDateToTheEndOfTheNumbersPeriodAtMostToday()
    {
        await using var ledger = await Ledger.OpenAsync();
        await ledger.InvoiceAsync(1m, date: "2025-01-31");
        await LockAsync(ledger, "fiscalyear_lock_date", "2026-03-31");

        var (thisYear, lastYear) = (await ledger.InvoiceAsync(1m, date: "2026-02-10"), await ledger.InvoiceAsync(1m, date: "2025-02-10"));

        // As recorded: invoice_date stays, date becomes today where the period ends later.
        Assert.Equal(["2026-02-10 2026-11-22"], await ledger.RowsAsync("account.move", $"""[["id","=",{thisYear}]]""", "id", "invoice_date", "date"));
        Assert.Equal("2026-11-22", await ledger.FieldAsync("account.move", lastYear, "date"));
    }

    [Theory]
    [InlineData("fiscalyear_lock_date", "Global Lock Date")]
    [InlineData("sale_lock_date", "Sales Lock Date")]
    [InlineData("hard_lock_date", "Hard Lock Date")]
    public async Task ButtonDraft_BehindALock_NamesIt(string field, string name)
    {
        await using var ledger = await Ledger.OpenAsync();
        var invoice = await ledger.InvoiceAsync(1m);
        await LockAsync(ledger, field, "2026-03-31");

        Assert.Equal($"You cannot add/modify entries prior to and inclusive of: {name} (03/31/2026).", await ledger.RefusalAsync("account.move", "button_draft", $"[[{invoice}]]"));
    }

    [Fact]
    public async Task HardLock_MovedBack_IsRefusedAsRecorded()
    {
        await using var ledger = await Ledger.OpenAsync();
        await LockAsync(ledger, "hard_lock_date", "2026-01-31");

        Assert.Equal("A new Hard Lock Date must be posterior (or equal) to the previous one.", await ledger.RefusalAsync("res.company", "write", $$"""[[{{ledger.Company}}],{"hard_lock_date":"2025-01-31"}]"""));
        // Recorded: the year of a lock that is not set is not padded.
        Assert.Equal(["1-01-01 2026-01-31"], await ledger.RowsAsync("res.company", $"""[["id","=",{ledger.Company}]]""", "id", "user_sale_lock_date", "hard_lock_date"));
    }

    [Fact]
    public async Task ButtonDraft_InAHashedJournal_IsRefusedAsRecorded()
    {
        await using var ledger = await Ledger.OpenAsync();
        var journal = await ledger.CreateAsync("account.journal", $$"""{"name":"Hashed","code":"HSH","type":"sale","restrict_mode_hash_table":true,"default_account_id":{{await ledger.IdAsync("account", $"{ledger.Company}_a700000")}}}""");
        var invoice = await ledger.InvoiceAsync(1m, $$""","journal_id":{{journal}}""");

        Assert.StartsWith("$4$", await ledger.FieldAsync("account.move", invoice, "inalterable_hash"), StringComparison.Ordinal);
        Assert.Equal("You cannot reset to draft a locked journal entry.", await ledger.RefusalAsync("account.move", "button_draft", $"[[{invoice}]]"));
    }

    [Theory]
    [InlineData("days_after", 14, 0, "2026-02-14")]
    [InlineData("days_after_end_of_month", 5, 0, "2026-02-05")]
    [InlineData("days_after_end_of_next_month", 5, 0, "2026-03-05")]
    [InlineData("days_end_of_month_on_the", 10, 31, "2026-03-31")]
    [InlineData("days_end_of_month_on_the", 10, 15, "2026-03-15")]
    public async Task PaymentTerm_EachWayOfCounting_GivesTheDay(string way, int days, int on, string due)
    {
        await using var ledger = await Ledger.OpenAsync();
        var term = await ledger.CreateAsync("account.payment.term", $$"""{"name":"t","line_ids":[[0,0,{"value":"percent","value_amount":100,"delay_type":"{{way}}","nb_days":{{days}},"days_next_month":{{on}}}]]}""");

        var invoice = await ledger.InvoiceAsync(1m, $$""","invoice_payment_term_id":{{term}}""", "2026-01-31");

        Assert.Equal(due, await ledger.FieldAsync("account.move", invoice, "invoice_date_due"));
    }

    [Fact]
    public async Task PaymentTerm_InParts_SplitsTheReceivableToTheCent()
    {
        await using var ledger = await Ledger.OpenAsync();
        var term = await ledger.CreateAsync("account.payment.term", """{"name":"30/70","line_ids":[[0,0,{"value":"percent","value_amount":30,"nb_days":0}],[0,0,{"value":"percent","value_amount":70,"nb_days":60}]]}""");

        var invoice = await ledger.CreateAsync("account.move", $$"""{"move_type":"out_invoice","partner_id":{{ledger.Customer}},"invoice_date":"2026-03-01","invoice_payment_term_id":{{term}},"invoice_line_ids":[[0,0,{"name":"l","price_unit":100,"tax_ids":[[6,0,[{{await ledger.TaxAsync("21-L")}}]]]}]]}""");

        // As recorded, of 121.00: 36.30 now and 84.70 in 60 days.
        Assert.Equal(["2026-03-01 36.3 installment #1", "2026-04-30 84.7 installment #2"], await ledger.RowsAsync("account.move.line", $"""[["move_id","=",{invoice}],["display_type","=","payment_term"]]""", "id", "date_maturity", "amount_currency", "name"));
    }

    private static Task LockAsync(Ledger ledger, string field, string date) => ledger.CallAsync("res.company", "write", $$"""[[{{ledger.Company}}],{"{{field}}":"{{date}}"}]""");
}
