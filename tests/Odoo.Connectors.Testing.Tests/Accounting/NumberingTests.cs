using Odoo.Connectors.Testing.Tests.Runner;

namespace Odoo.Connectors.Testing.Tests.Accounting;

/// <summary>A journal goes on with the pattern of its latest number.</summary>
public sealed class NumberingTests
{
    // BT-2026-000124 is recorded; so is that "ABC" is followed by "ABC2" and "ABC3".
    [Theory]
    [InlineData("BT-2026-000123", "2026-03-05", "BT-2026-000124")]
    [InlineData("BT-2026-000123", "2027-01-05", "BT-2027-000001")]
    [InlineData("A/2026/03/09", "2026-03-31", "A/2026/03/10")]
    [InlineData("A/2026/03/09", "2026-04-01", "A/2026/04/01")]
    [InlineData("ABC", "2026-03-05", "ABC2")]
    [InlineData("F00019X", "2027-03-05", "F00020X")]
    public async Task Post_AfterAnOwnNumber_ContinuesItsPattern(string given, string date, string next)
    {
        await using var ledger = await Ledger.OpenAsync();
        var journal = await ledger.CreateAsync("account.journal", $$"""{"name":"Own","code":"OWN","type":"sale","default_account_id":{{await ledger.IdAsync("account", $"{ledger.Company}_a700000")}}}""");
        await ledger.InvoiceAsync(1m, $$""","journal_id":{{journal}},"name":"{{given}}" """);

        var invoice = await ledger.InvoiceAsync(1m, $$""","journal_id":{{journal}}""", date);

        Assert.Equal(next, await ledger.FieldAsync("account.move", invoice, "name"));
    }

    [Fact]
    public async Task Post_EntriesOfTwoMonths_CountsEachMonth()
    {
        await using var ledger = await Ledger.OpenAsync();
        var journal = await ledger.IdAsync("account", $"{ledger.Company}_general");
        var names = new List<string>();
        foreach (var date in (string[])["2026-03-01", "2026-03-31", "2026-04-01"])
        {
            var account = await ledger.IdAsync("account", $"{ledger.Company}_a600000");
            var entry = await ledger.CreateAsync("account.move", $$"""{"journal_id":{{journal}},"date":"{{date}}","line_ids":[[0,0,{"account_id":{{account}},"debit":10}],[0,0,{"account_id":{{account}},"credit":10}]]}""");
            await ledger.CallAsync("account.move", "action_post", $"[[{entry}]]");
            names.Add(await ledger.FieldAsync("account.move", entry, "name"));
        }

        Assert.Equal(["MISC/2026/03/0001", "MISC/2026/03/0002", "MISC/2026/04/0001"], names);
    }

    /// <summary>A number counts while its entry is there: one that is deleted, and one whose entry was refused, are given again.</summary>
    [Fact]
    public async Task Post_AfterNumbersThatWentAgain_CountsFromThoseThatStay()
    {
        await using var ledger = await Ledger.OpenAsync();
        var (journal, account) = (await ledger.IdAsync("account", $"{ledger.Company}_general"), await ledger.IdAsync("account", $"{ledger.Company}_a600000"));
        const string refused = ""","name":"MISC/2026/03/0090" """;
        var first = await EntryAsync("");
        var kept = await EntryAsync(""","name":"MISC/2026/03/0007" """);
        var deleted = await EntryAsync(""","name":"MISC/2026/03/0050" """);
        await ledger.CallAsync("account.move", "unlink", $"[[{deleted}]]");
        await ledger.RefusalAsync("account.move", "create", $"[{Vals(refused, 9)}]");
        var next = await EntryAsync("");
        foreach (var entry in (long[])[first, kept, next])
        {
            await ledger.CallAsync("account.move", "action_post", $"[[{entry}]]");
        }

        // The first was a draft without a number while 0007 was given.
        Assert.Equal(["MISC/2026/03/0008", "MISC/2026/03/0007", "MISC/2026/03/0009"], [await NameAsync(first), await NameAsync(kept), await NameAsync(next)]);

        Task<string> NameAsync(long entry) => ledger.FieldAsync("account.move", entry, "name");

        Task<long> EntryAsync(string more) => ledger.CreateAsync("account.move", Vals(more, 10));

        string Vals(string more, int credit) =>
            $$"""{"journal_id":{{journal}},"date":"2026-03-05"{{more}},"line_ids":[[0,0,{"account_id":{{account}},"debit":10}],[0,0,{"account_id":{{account}},"credit":{{credit}}}]]}""";
    }

    [Fact]
    public async Task Create_UnbalancedEntry_IsRefusedAsRecorded()
    {
        await using var ledger = await Ledger.OpenAsync();
        var (journal, account) = (await ledger.IdAsync("account", $"{ledger.Company}_general"), await ledger.IdAsync("account", $"{ledger.Company}_a600000"));

        var refusal = await ledger.RefusalAsync("account.move", "create", $$"""[{"journal_id":{{journal}},"line_ids":[[0,0,{"account_id":{{account}},"debit":10}],[0,0,{"account_id":{{account}},"credit":9}]]}]""");

        Assert.Equal("The entry is not balanced.", refusal);
    }

    /// <summary>Journals are ordered by sequence, type and code: MISC (3) comes before EXCH (4), and an archived one is passed over.</summary>
    [Fact]
    public async Task Entry_WithoutAJournal_GoesToTheFirstInTheirOrder()
    {
        await using var ledger = await Ledger.OpenAsync();
        var company = $$"""{"allowed_company_ids":[{{ledger.Company}}]}""";
        Assert.Equal("Miscellaneous Operations", await ledger.FieldAsync("account.move", await ledger.CreateAsync("account.move", "{}", company), "journal_id"));

        var misc = (await ledger.CallAsync("account.journal", "search", $"""[[["code","=","MISC"],["company_id","=",{ledger.Company}]]]"""))![0]!.GetValue<long>();
        await ledger.CallAsync("account.journal", "write", $$"""[[{{misc}}],{"active":false}]""");
        Assert.Equal("Exchange Difference", await ledger.FieldAsync("account.move", await ledger.CreateAsync("account.move", "{}", company), "journal_id"));
    }
}
