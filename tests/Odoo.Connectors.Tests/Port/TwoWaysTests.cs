using System.Text.Json.Nodes;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;
using Odoo.Connectors.Tests.Topologies;

namespace Odoo.Connectors.Tests.Port;

/// <summary>One set of documents, written by both ways, ends in the same ledger.</summary>
public sealed class TwoWaysTests
{
    /// <summary>What the documents are in the end, worked out by hand; on a real Odoo too.</summary>
    [Theory]
    [MemberData(nameof(PortBench.Ways), MemberType = typeof(PortBench))]
    public async Task OneOfEach_EndsAsWorkedOut(string way)
    {
        await using PortBench bench = await PortBench.StartAsync(way);
        WholeStory story = new(bench);

        await bench.PostAsync(story.Intents);

        await bench.AssertNoCasesAsync();

        // 120.99 paid in full; 121.01 less 50.00 leaves 71.01; the credit of 40.33 is paid back.
        await AssertMoveAsync(bench, EffectKinds.Invoice, story.Plain.Ref, "paid", 120.99m, 0m);
        await AssertMoveAsync(bench, EffectKinds.Invoice, story.Forced.Ref, "partial", 121.01m, 71.01m);
        await AssertMoveAsync(bench, EffectKinds.CreditNote, story.Credit.Ref, "paid", 40.33m, 0m);
        JsonObject refund = (await bench.FindAsync(EffectKinds.Refund, story.Refund.Ref, "amount", "payment_type", "is_reconciled", "state"))!;
        Assert.Equal((40.33m, "outbound", true, "paid"), ((decimal)refund["amount"]!, (string?)refund["payment_type"], (bool)refund["is_reconciled"]!, (string?)refund["state"]));

        // 1 x 100.00 and 8 x 12.50.
        JsonObject order = (await bench.FindAsync(EffectKinds.Contract, story.Contract.Ref, "state", "amount_untaxed"))!;
        Assert.Equal(("sale", 200m), ((string?)order["state"], (decimal)order["amount_untaxed"]!));
    }

    [Fact]
    public async Task OneOfEach_ByBothWays_SameBooks()
    {
        string byAction = await BooksAsync(PortTarget.Action);
        string byStep = await BooksAsync(PortTarget.Steps);
        Assert.Contains("account.payment oc_books.refund_re_1 ", byAction, StringComparison.Ordinal);
        Assert.Equal(byAction.Split('\n'), byStep.Split('\n'));
    }

    private static async Task AssertMoveAsync(PortBench bench, string kind, ExternalRef source, string paid, decimal total, decimal left)
    {
        JsonObject move = (await bench.FindAsync(kind, source, "state", "payment_state", "amount_total", "amount_residual"))!;
        Assert.Equal(("posted", paid, total, left), ((string?)move["state"], (string?)move["payment_state"], (decimal)move["amount_total"]!, (decimal)move["amount_residual"]!));
    }

    /// <summary>The books, without the external ids that lines have step by step only.</summary>
    private static async Task<string> BooksAsync(string way)
    {
        await using PortBench bench = await PortBench.StartAsync(way);
        await bench.PostAsync(new WholeStory(bench).Intents);
        await bench.AssertNoCasesAsync();
        IEnumerable<string> lines = (await CanonicalBooks.ReadAsync(bench.Odoo)).Split('\n').Select(l => l.Split(' ', 3) is [var model and ("account.move.line" or "sale.order.line"), _, var values]
            ? $"{model} - {values}" : l);
        return string.Join('\n', lines.Order(StringComparer.Ordinal));
    }
}
