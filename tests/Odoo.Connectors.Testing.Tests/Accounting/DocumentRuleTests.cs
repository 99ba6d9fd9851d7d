using Odoo.Connectors.Testing.Tests.Runner;

namespace Odoo.Connectors.Testing.Tests.Accounting;

/// <summary>What documents refuse, in the words of Odoo's source.</summary>
public sealed class DocumentRuleTests
{
    private const string Posted = "You can't delete a posted journal item. Don’t play games with your accounting records; reset the journal entry to draft before deleting it.";

    [Fact]
    public async Task Lines_OfADocument_AreDeletedOnlyWhereTheyWereTyped()
    {
        await using var ledger = await Ledger.OpenAsync();
        var draft = await ledger.CreateAsync("account.move", $$"""{"move_type":"out_invoice","partner_id":{{ledger.Customer}},"invoice_line_ids":[[0,0,{"name":"a","price_unit":1}]]}""");
        async Task<string> RefusalAsync(long move, string type)
        {
            var line = (await ledger.CallAsync("account.move.line", "search", $"""[[["move_id","=",{move}],["display_type","=","{type}"]]]"""))![0];
            return await ledger.RefusalAsync("account.move.line", "unlink", $"[[{line}]]");
        }

        Assert.Equal("You cannot delete a tax line as it would impact the tax report", await RefusalAsync(draft, "tax"));
        Assert.Equal("You cannot delete a payable/receivable line as it would not be consistent with the payment terms", await RefusalAsync(draft, "payment_term"));
        await ledger.CallAsync("account.move", "action_post", $"[[{draft}]]");
        Assert.Equal(Posted, await RefusalAsync(draft, "product"));
    }

    [Fact]
    public async Task Cancel_OfACancelledDocument_IsRefused()
    {
        await using var ledger = await Ledger.OpenAsync();
        var invoice = await ledger.InvoiceAsync(10m);
        await ledger.CallAsync("account.move", "button_cancel", $"[[{invoice}]]");

        Assert.Equal("Only draft journal entries can be cancelled.", await ledger.RefusalAsync("account.move", "button_cancel", $"[[{invoice}]]"));
    }

    [Theory]
    [InlineData("out_invoice", "bank", "Cannot create a sale document in a non sale journal")]
    [InlineData("in_invoice", "sale", "Cannot create a purchase document in a non purchase journal")]
    public async Task Create_InAJournalOfAnotherKind_IsRefused(string type, string journal, string message)
    {
        await using var ledger = await Ledger.OpenAsync();
        var id = await ledger.IdAsync("account", $"{ledger.Company}_{journal}");

        Assert.Equal(message, await ledger.RefusalAsync("account.move", "create", $$"""[{"move_type":"{{type}}","journal_id":{{id}},"partner_id":{{ledger.Customer}}}]"""));
    }

    [Fact]
    public async Task Date_OfAPostedDocument_StaysInTheYearOfItsNumber()
    {
        await using var ledger = await Ledger.OpenAsync();
        var invoice = await ledger.InvoiceAsync(10m);
        await ledger.CallAsync("account.move", "write", $$"""[[{{invoice}}],{"date":"2026-12-31"}]""");

        Assert.Equal(
            $"The Date (01/05/2027) you've entered isn't aligned with the existing sequence number ({await ledger.FieldAsync("account.move", invoice, "name")}). Clear the sequence number to proceed.\nTo maintain date-based sequences, select entries and use the resequence option from the actions menu, available in developer mode.",
            await ledger.RefusalAsync("account.move", "write", $$"""[[{{invoice}}],{"date":"2027-01-05"}]"""));
    }

    [Fact]
    public async Task Entry_WithALineWithoutAccount_IsRefused()
    {
        await using var ledger = await Ledger.OpenAsync();

        Assert.Equal("The operation cannot be completed: Missing required account on accountable line.",
            await ledger.RefusalAsync("account.move", "create", """[{"move_type":"entry","line_ids":[[0,0,{"debit":1}],[0,0,{"credit":1}]]}]"""));
    }

    [Fact]
    public async Task Unlink_OfANumberThatIsNotTheLast_NeedsAnAccountant()
    {
        await using var ledger = await Ledger.OpenAsync();
        var (first, last) = (await ledger.InvoiceAsync(1m), await ledger.InvoiceAsync(2m));
        await ledger.CallAsync("account.move", "button_draft", $"[[{first},{last}]]");

        var refused = await ledger.Wire.CallAsync("integration", "account.move", "unlink", new([new System.Text.Json.Nodes.JsonArray(first)]), []);
        var done = await ledger.Wire.CallAsync("integration", "account.move", "unlink", new([new System.Text.Json.Nodes.JsonArray(last)]), []);

        Assert.Equal("You cannot delete this entry, as it has already consumed a sequence number and is not the last one in the chain. You should probably revert it instead.", refused["error"]!["message"]!.GetValue<string>());
        Assert.True(done["result"]!.GetValue<bool>());
        await ledger.CallAsync("account.move", "unlink", $"[[{first}]]");
    }

    [Fact]
    public async Task DisplayName_OfALongReference_IsShortened()
    {
        await using var ledger = await Ledger.OpenAsync();
        var invoice = await ledger.InvoiceAsync(1m, ",\"ref\":\"alpha beta gamma delta epsilon zeta eta theta iota kappa lambda\"");
        var name = await ledger.FieldAsync("account.move", invoice, "name");

        // What Python's textwrap.shorten makes of it at 50 characters.
        Assert.Equal($"{name} (alpha beta gamma delta epsilon zeta eta [...])", await ledger.FieldAsync("account.move", invoice, "display_name"));
    }

    /// <summary>A number that a draft was given counts as one that posting gave.</summary>
    [Fact]
    public async Task Unlink_OfADraftNeverPosted_WhoseNumberIsNotTheLast_IsRefusedToo()
    {
        await using var ledger = await Ledger.OpenAsync();
        Task<long> DraftAsync(string name) => ledger.CreateAsync("account.move", $$"""{"move_type":"out_invoice","partner_id":{{ledger.Customer}},"invoice_date":"2026-03-01","name":"{{name}}","invoice_line_ids":[[0,0,{"name":"a","price_unit":1}]]}""");
        async Task<string?> UnlinkAsync(long move) =>
            (await ledger.Wire.CallAsync("integration", "account.move", "unlink", new([new System.Text.Json.Nodes.JsonArray(move)]), []))["error"]?["message"]!.GetValue<string>();
        var (first, last) = (await DraftAsync("OWN/2026/0001"), await DraftAsync("OWN/2026/0002"));

        Assert.StartsWith("You cannot delete this entry, as it has already consumed a sequence number", await UnlinkAsync(first), StringComparison.Ordinal);
        Assert.Null(await UnlinkAsync(last));
        Assert.Null(await UnlinkAsync(first));
    }
}
