using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Odoo.Connectors.Erp;
using Odoo.Connectors.Samples.LeadToCash;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Tests;

/// <summary>What the billing platform takes back, gives up or credits, and a refund that fails: in every order and twice, the ledger is the same.</summary>
public sealed class TakenBackStoryTests
{
    private const string Invoice = "in_PL000000000001";

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Voided_InEveryOrder_IsBookedAndTakenBackOnce(bool effectAction)
    {
        foreach (int[] order in Orders(effectAction))
        {
            await using GatewayStory story = await GatewayStory.StartAsync(effectAction);
            JsonObject voided = Issued(story, "void", 0);
            voided["status_transitions"]!["voided_at"] = GatewayStory.At(9);
            await PlayAsync(story, order, GatewayStory.Event("evt_void_1", "invoice.voided", voided));

            JsonObject back = (await story.Odoo.FindAsync($"oc_stripe.void_{Invoice}", "state", "move_type", "amount_total", "invoice_date"))!;
            Assert.Equal(("posted", "out_refund", 272.25m, "2026-04-09"), ((string)back["state"]!, (string)back["move_type"]!, (decimal)back["amount_total"]!, (string)back["invoice_date"]!));
            Assert.Equal(("reversed", 0m), await OpenAsync(story));
        }
    }

    /// <summary>The whole invoice is a loss.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Uncollectible_InEveryOrder_IsWrittenOffOnce(bool effectAction)
    {
        foreach (int[] order in Orders(effectAction))
        {
            await using GatewayStory story = await GatewayStory.StartAsync(effectAction, s => s.PostConfigure<OdooErpOptions>("odoo", o => o.BadDebtProduct = "SEAT"));
            JsonObject lost = Issued(story, "uncollectible", 27225);
            lost["status_transitions"]!["marked_uncollectible_at"] = GatewayStory.At(9);
            await PlayAsync(story, order, GatewayStory.Event("evt_lost_1", "invoice.marked_uncollectible", lost));

            JsonObject writeOff = (await story.Odoo.FindAsync($"oc_stripe.writeoff_{Invoice}", "state", "amount_total"))!;
            Assert.Equal(("posted", 272.25m), ((string)writeOff["state"]!, (decimal)writeOff["amount_total"]!));
            Assert.Equal(0m, (await OpenAsync(story)).Open);
        }
    }

    /// <summary>54.45 of the open invoice of 272.25 are credited, and nothing is given back.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Credited_InEveryOrder_LeavesTheRestOpen(bool effectAction)
    {
        foreach (int[] order in Orders(effectAction))
        {
            await using GatewayStory story = await GatewayStory.StartAsync(effectAction);
            JsonObject note = story.World.Story.Steps.First(s => s.What == "credit_note").Json;
            (note["refunds"], note["type"]) = (new JsonArray(), "pre_payment");
            story.World.Emulators.Stripe.Put(note);
            Issued(story, "open", 21780);
            await PlayAsync(story, order, GatewayStory.Event("evt_note_1", "credit_note.created", note));

            Assert.Equal(("partial", 217.80m), await OpenAsync(story));
            Assert.Equal(1, await story.World.CountAsync("account.move", new JsonArray("move_type", "=", "out_refund")));
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Refund_ThatFails_IsTakenBackAndTheCreditStays(bool effectAction)
    {
        await using GatewayStory story = await GatewayStory.StartAsync(effectAction);
        foreach (StoryStep step in story.World.Story.Steps)
        {
            story.World.Emulators.Happen(step);
        }

        JsonObject refund = story.World.Story.Steps.First(s => s.What == "refund.created").Json["data"]!["object"]!.DeepClone().AsObject();
        story.World.Emulators.Stripe.Put(new JsonObject { ["id"] = "txn_back", ["object"] = "balance_transaction", ["amount"] = 5445, ["created"] = GatewayStory.At(9), ["currency"] = "eur" });
        (refund["status"], refund["failure_balance_transaction"]) = ("failed", "txn_back");
        JsonObject failed = GatewayStory.Event("evt_failed_1", "refund.failed", refund);
        story.Occur(failed);

        // The failure first: it brings the refund along.
        foreach (JsonObject evt in (JsonObject[])[failed, .. story.World.Events.Select(e => e.Json), failed])
        {
            await story.DeliverAsync(evt);
        }

        await story.World.DrainAsync();
        Assert.Empty(await story.World.CasesAsync());
        JsonObject back = (await story.Odoo.FindAsync("oc_stripe.payment-reversal_re_PL000000000001", "state", "date", "amount_total"))!;
        Assert.Equal(("posted", "2026-04-09", 54.45m), ((string)back["state"]!, (string)back["date"]!, (decimal)back["amount_total"]!));
        JsonObject note = (await story.Odoo.FindAsync("oc_stripe.creditnote_cn_PL000000000001", "payment_state", "amount_residual"))!;
        Assert.Equal(("not_paid", 54.45m), ((string)note["payment_state"]!, (decimal)note["amount_residual"]!));
        Assert.Equal(("paid", 272.25m, 0m, 0m), await story.BooksAsync()); // 272.25 - 54.45 + 54.45
    }

    [Fact]
    public async Task Attempt_ThatFailed_StandsInTheAuditTrailWithItsReason()
    {
        await using GatewayStory story = await GatewayStory.StartAsync(effectAction: true);
        foreach (StoryStep step in story.World.Story.Steps.TakeWhile(s => s.What != "invoice.payment_failed"))
        {
            story.World.Emulators.Happen(step);
        }

        JsonObject intent = story.World.Emulators.Stripe.Find("pi_PL000000000001")!;
        (intent["amount_received"], intent["last_payment_error"]) = (0, new JsonObject { ["type"] = "card_error", ["code"] = "card_declined", ["decline_code"] = "insufficient_funds" });
        JsonObject payment = story.World.Story.Steps.First(s => s.What == "invoice_payment").Json;
        (payment["status"], payment["amount_paid"]) = ("open", null);
        story.World.Emulators.Stripe.Put(intent);
        story.World.Emulators.Stripe.Put(payment);
        foreach (JsonObject evt in (JsonObject[])[.. story.World.Events.Take(2).Select(e => e.Json), GatewayStory.Event("evt_attempt_1", "payment_intent.payment_failed", intent)])
        {
            await story.DeliverAsync(evt);
        }

        await story.World.DrainAsync();
        EventReport failed = (await story.World.Hub.EventsAsync(TestContext.Current.CancellationToken)).Single(e => e.Kind == "payment_intent.payment_failed");
        AuditEntry note = Assert.Single(await story.World.Hub.ExplainAsync(failed.Id, TestContext.Current.CancellationToken), e => e.What == "noted");
        Assert.StartsWith("stripe/attempt/pi_PL000000000001 of 272.25 EUR declined: insufficient_funds", note.Detail, StringComparison.Ordinal);
    }

    /// <summary>All six orders of three events in the fast way; one in the other.</summary>
    private static int[][] Orders(bool all) => all ? [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]] : [[2, 0, 1]];

    /// <summary>The story up to its invoice, which stands as given.</summary>
    private static JsonObject Issued(GatewayStory story, string status, long remaining)
    {
        foreach (StoryStep step in story.World.Story.Steps.TakeWhile(s => s.What != "payment_intent"))
        {
            story.World.Emulators.Happen(step);
        }

        JsonObject invoice = story.World.Emulators.Stripe.Find(Invoice)!;
        (invoice["status"], invoice["amount_remaining"]) = (status, remaining);
        story.World.Emulators.Stripe.Put(invoice);
        return invoice;
    }

    /// <summary>Delivers the subscription, the invoice and what became of it, in an order and twice.</summary>
    private static async Task PlayAsync(GatewayStory story, int[] order, JsonObject last)
    {
        if ((string)last["type"]! != "credit_note.created")
        {
            story.Occur(last);
        }

        JsonObject[] events = [.. story.World.Events.Take(2).Select(e => e.Json), last];
        foreach (int i in (int[])[.. order, .. order])
        {
            await story.DeliverAsync(events[i]);
            await story.World.Hub.DrainAsync(TimeSpan.Zero, TestContext.Current.CancellationToken);
        }

        await story.World.DrainAsync();
        Assert.True((await story.World.CasesAsync()).Count == 0, $"{string.Join(',', order)}\n{string.Join('\n', await story.World.CasesAsync())}\n{await story.World.ExplainAsync()}");
    }

    private static async Task<(string State, decimal Open)> OpenAsync(GatewayStory story)
    {
        JsonObject invoice = (await story.Odoo.FindAsync($"oc_stripe.invoice_{Invoice}", "payment_state", "amount_residual"))!;
        return ((string)invoice["payment_state"]!, (decimal)invoice["amount_residual"]!);
    }
}
