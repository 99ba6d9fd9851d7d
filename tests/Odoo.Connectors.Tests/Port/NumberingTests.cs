using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Odoo.Connectors.Erp;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Tests.Port;

/// <summary>A sales journal is numbered by Odoo or by the source. Odoo goes on with whatever number came last, so it is never both.</summary>
public sealed class NumberingTests
{
    private static readonly (string Rate, decimal Tax)[] Taxes = [("vat21", 21m)];

    [Theory]
    [MemberData(nameof(PortBench.Ways), MemberType = typeof(PortBench))]
    public async Task Journal_NumberedByTheSource_HoldsTheSourcesNumbers(string way)
    {
        await using PortBench bench = await StartAsync(way, out string code);
        await ByHand.JournalOfItsOwnAsync(bench, code);
        Customer customer = Given.Customer(bench);
        Invoice first = Numbered(bench, customer, "in_1", "BT-2026-000123");
        Invoice later = Numbered(bench, customer, "in_2", "BT-2026-000125"); // 124 was void before it was issued
        CreditNote note = Bill.CreditNote(bench, first.Ref, "cn_1", 10m, 12.10m, [("vat21", 2.10m)], Bill.Line("EUR", 1m, 10m, 10m, ("vat21", 2.10m))) with { Number = "BT-CN-7" };
        VoidedInvoice voided = new() { Invoice = later, VoidedAt = Given.Noon(2026, 3, 12) };

        await bench.PostAsync(
            Given.ToSend(customer), Given.ToSend(first, customer), Given.ToSend(later, customer), Given.ToSend(note, customer), PortBench.Intent(EffectKinds.Void, later.Ref, voided, customer));

        await bench.AssertNoCasesAsync();
        Assert.Equal("BT-2026-000123", await NameAsync(bench, EffectKinds.Invoice, first.Ref));
        Assert.Equal("BT-2026-000125", await NameAsync(bench, EffectKinds.Invoice, later.Ref));
        Assert.Equal("BT-CN-7", await NameAsync(bench, EffectKinds.CreditNote, note.Ref));
        Assert.Equal("BT-2026-000125-void", await NameAsync(bench, EffectKinds.Void, later.Ref));
    }

    /// <summary>Odoo takes a number twice in drafts and refuses it when it posts: then nothing of the second is left.</summary>
    [Theory]
    [MemberData(nameof(PortBench.Ways), MemberType = typeof(PortBench))]
    public async Task Number_GivenTwice_IsACaseAndNoDraftIsLeft(string way)
    {
        await using PortBench bench = await StartAsync(way, out string code);
        await ByHand.JournalOfItsOwnAsync(bench, code);
        Customer customer = Given.Customer(bench);
        await bench.PostAsync(Given.ToSend(customer), Given.ToSend(Numbered(bench, customer, "in_1", "BT-1"), customer));
        await bench.PostEachAsync(
            [[Given.ToSend(Numbered(bench, customer, "in_2", "BT-1"), customer)], [Given.ToSend(Numbered(bench, customer, "in_3", "BT-3"), customer)], [Given.ToSend(Numbered(bench, customer, "in_4", ""), customer)]]);

        IReadOnlyList<CaseInfo> cases = await bench.CasesAsync();
        Assert.Equal(["missing-number", "number-taken"], cases.Select(c => c.Reason.Cause).Order(StringComparer.Ordinal));
        Assert.All(cases, c => Assert.Equal("number", c.Reason.Field));
        JsonArray moves = await bench.Odoo.SearchReadAsync("account.move", [new JsonArray("journal_id.code", "=", code)], "name", "state");
        Assert.Equal([("BT-1", "posted"), ("BT-3", "posted")], moves.Select(m => ((string)m!["name"]!, (string)m["state"]!)));
    }

    /// <summary>An accountant's right is needed to delete a draft whose number is not the last one: the connectors' user has not got it.</summary>
    [Theory]
    [MemberData(nameof(PortBench.Ways), MemberType = typeof(PortBench))]
    public async Task Number_TakenBeforeALaterOne_NoDraftIsLeft(string way)
    {
        await using PortBench bench = await StartAsync(way, out string code);
        await ByHand.JournalOfItsOwnAsync(bench, code);
        Customer customer = Given.Customer(bench);
        await bench.PostAsync(Given.ToSend(customer), Given.ToSend(Numbered(bench, customer, "in_1", "BT-1"), customer));
        await bench.PostAsync(Given.ToSend(Numbered(bench, customer, "in_3", "BT-3"), customer));
        await bench.PostAsync(Given.ToSend(Numbered(bench, customer, "in_2", "BT-1"), customer));

        Assert.Equal("number-taken", Assert.Single(await bench.CasesAsync()).Reason.Cause);
        JsonArray moves = await bench.Odoo.SearchReadAsync("account.move", [new JsonArray("journal_id.code", "=", code)], "name", "state");
        Assert.Equal([("BT-1", "posted"), ("BT-3", "posted")], moves.Select(m => ((string)m!["name"]!, (string)m["state"]!)).Order());
    }

    /// <summary>The next number that Odoo gives here would be BT-2026-000124: the source's own.</summary>
    [Theory]
    [MemberData(nameof(PortBench.Ways), MemberType = typeof(PortBench))]
    public async Task Journal_OfOdooHoldsTheSourcesNumber_IsNotUsed(string way)
    {
        string code = ByHand.NewCode();
        await using PortBench bench = await PortBench.StartAsync(way, o => o.SalesJournal = code);
        await ByHand.JournalOfItsOwnAsync(bench, code);
        long partner = await ByHand.CreateAsync(bench, "res.partner", new JsonObject { ["name"] = "By hand" });
        await ByHand.InvoiceAsync(bench, partner, number: "BT-2026-000123", reference: "BT-2026-000123", journal: code);

        await AssertRefusedAsync(bench, code, "SourceNumberedJournals");
    }

    [Theory]
    [MemberData(nameof(PortBench.Ways), MemberType = typeof(PortBench))]
    public async Task Journal_OfTheSourceHoldsOdoosNumber_IsNotUsed(string way)
    {
        await using PortBench bench = await StartAsync(way, out string code);
        await ByHand.JournalOfItsOwnAsync(bench, code);
        long partner = await ByHand.CreateAsync(bench, "res.partner", new JsonObject { ["name"] = "By hand" });
        await ByHand.InvoiceAsync(bench, partner, journal: code);

        await AssertRefusedAsync(bench, code, "a journal of its own");
    }

    private static Task<PortBench> StartAsync(string way, out string code)
    {
        string journal = code = ByHand.NewCode();
        return PortBench.StartAsync(way, o =>
        {
            o.SalesJournal = journal;
            o.SourceNumberedJournals.Add(journal);
        });
    }

    private static Invoice Numbered(PortBench bench, Customer customer, string id, string number) =>
        Bill.Invoice(bench, customer, id, "EUR", 100m, 121m, Taxes, Bill.Line("EUR", 1m, 100m, 100m, Taxes)) with { Number = number };

    /// <summary>The set-up check names the journal, an invoice is a case, and the journal holds what it held.</summary>
    private static async Task AssertRefusedAsync(PortBench bench, string code, string says)
    {
        Customer customer = Given.Customer(bench);
        Invoice invoice = Numbered(bench, customer, "in_1", "BT-2026-000124");
        await bench.PostAsync(Given.ToSend(customer));
        await bench.PostAsync(Given.ToSend(invoice, customer));

        CaseInfo only = Assert.Single(await bench.CasesAsync());
        Assert.Equal("mixed-numbering", only.Reason.Cause);
        Assert.Contains(says, only.Reason.Message, StringComparison.Ordinal);
        Assert.Single(await bench.Odoo.SearchReadAsync("account.move", [new JsonArray("journal_id.code", "=", code)], "name"));
        IPreflight odoo = bench.Services.GetServices<IConnectedSystem>().OfType<IPreflight>().Single();
        Assert.Contains(await odoo.CheckAsync([], TestContext.Current.CancellationToken), m => m.Contains(says, StringComparison.Ordinal));
    }

    private static async Task<string?> NameAsync(PortBench bench, string kind, ExternalRef source) => (string?)(await bench.FindAsync(kind, source, "name"))?["name"];
}
