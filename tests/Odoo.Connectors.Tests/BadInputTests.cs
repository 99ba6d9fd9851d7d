using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Odoo.Connectors.Samples.LeadToCash;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Tests;

/// <summary>Each bad input gets an answer or a case of its own that names the field; nothing is half-written, nothing lost.</summary>
public sealed class BadInputTests
{
    [Fact]
    public async Task WrongSignature_IsRefusedAndNothingStored()
    {
        await using StoryWorld world = await StoryWorld.StartAsync("plain", effectAction: true);
        byte[] body = world.Events[0].Body;
        Assert.Equal(HttpStatusCode.BadRequest, await world.DeliverAsync(body, "whsec_someone_else"));
        Assert.Empty(await world.Hub.EventsAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task MalformedBody_WithGoodSignature_IsKeptAsCaseThatNamesThePlace()
    {
        await using StoryWorld world = await StoryWorld.StartAsync("plain", effectAction: true);
        Assert.Equal(HttpStatusCode.OK, await world.DeliverAsync(Encoding.UTF8.GetBytes("{\"id\":\"evt_1\",\n \"type\": oops}")));
        await world.DrainAsync();
        CaseInfo only = Assert.Single(await world.CasesAsync());
        Assert.Equal(ErrorKind.Protocol, only.Reason.Kind);
        Assert.Contains("line 2", only.Reason.Field, StringComparison.Ordinal);
    }

    [Fact]
    public async Task UnknownCurrency_IsACaseThatNamesTheField()
    {
        CaseInfo only = await PlayWithAsync("invoice", o => o["currency"] = "xyz");
        Assert.Equal((ErrorKind.Validation, "currency"), (only.Reason.Kind, only.Reason.Field));
    }

    [Fact]
    public async Task LinesThatDoNotSumToTheTotal_AreACaseThatNamesTheField()
    {
        CaseInfo only = await PlayWithAsync("invoice", o => o["total"] = (long)o["total"]! + 1);
        Assert.Equal(("totals-differ", "total"), (only.Reason.Cause, only.Reason.Field));
    }

    [Fact]
    public async Task LinesThatDoNotSumToTheNet_AreACaseThatNamesTheField()
    {
        CaseInfo only = await PlayWithAsync("invoice", o => o["lines"]!["data"]![0]!["amount"] = 1);
        Assert.Equal(("totals-differ", "lines"), (only.Reason.Cause, only.Reason.Field));
    }

    [Fact]
    public async Task UnknownCustomer_IsACaseThatNamesTheField()
    {
        CaseInfo only = await PlayWithAsync("customer", o => o["metadata"] = new JsonObject());
        Assert.Equal(("unknown-customer", "customer"), (only.Reason.Cause, only.Reason.Field));
    }

    [Fact]
    public async Task UnmappedTax_IsACaseThatNamesTheSettingAndNothingIsWritten()
    {
        await using StoryWorld world = await StoryWorld.StartAsync("plain", effectAction: true, s => s with { Taxes = new Dictionary<string, string>() });
        await PlayUntilInvoiceAsync(world, "", _ => { });
        CaseInfo only = Assert.Single(await world.CasesAsync());
        Assert.Equal(("unmapped-tax", "Systems:odoo:Taxes:txr_PL000000000021"), (only.Reason.Cause, only.Reason.Field));
        Assert.Equal(0, await world.CountAsync("account.move"));
    }

    [Fact]
    public async Task Case_RetriedAfterTheSourceWasCorrected_IsApplied()
    {
        await using StoryWorld world = await StoryWorld.StartAsync("plain", effectAction: true);
        await PlayUntilInvoiceAsync(world, "invoice", o => o["total"] = 1);
        CaseInfo only = Assert.Single(await world.CasesAsync());
        StoryStep invoice = world.Events.First(e => e.What == "invoice.finalized");
        world.Emulators.Stripe.Put((JsonObject)invoice.Json["data"]!["object"]!.DeepClone());
        Assert.True((await world.Hub.Cases.RetryAsync(only.Id, "tester", TestContext.Current.CancellationToken)).IsDone);
        await world.DrainAsync();
        Assert.Empty(await world.CasesAsync());
        Assert.Equal(1, await world.CountAsync("account.move", new JsonArray("move_type", "=", "out_invoice"), new JsonArray("state", "=", "posted")));
    }

    [Fact]
    public async Task RefundWithoutCreditNote_WaitsThenIsACaseAndBooksNothing()
    {
        await using StoryWorld world = await StoryWorld.StartAsync("plain", effectAction: true);
        foreach (StoryStep step in world.Story.Steps.Where(s => s.What is not ("credit_note" or "customer.subscription.updated")))
        {
            world.Emulators.Happen(step);
            if (step.IsEvent)
            {
                await world.DeliverAsync(step.Json);
            }

            await world.DrainAsync();
        }

        CaseInfo only = Assert.Single(await world.CasesAsync());
        Assert.Equal(("refund-without-credit-note", "credit_note"), (only.Reason.Cause, only.Reason.Field));
        Assert.Equal(0, await world.CountAsync("account.payment", new JsonArray("payment_type", "=", "outbound")));
    }

    /// <summary>Plays until the invoice is issued, with one object at Stripe changed; answers the one case and asserts that no document was made.</summary>
    private static async Task<CaseInfo> PlayWithAsync(string what, Action<JsonObject> change)
    {
        await using StoryWorld world = await StoryWorld.StartAsync("plain", effectAction: true);
        await PlayUntilInvoiceAsync(world, what, change);
        Assert.Equal(0, await world.CountAsync("account.move"));
        return Assert.Single(await world.CasesAsync());
    }

    private static async Task PlayUntilInvoiceAsync(StoryWorld world, string what, Action<JsonObject> change)
    {
        StoryStep invoice = world.Events.First(e => e.What == "invoice.finalized");
        foreach (StoryStep step in world.Story.Steps.TakeWhile(s => s != invoice))
        {
            world.Emulators.Happen(step);
        }

        await world.DrainAsync();
        world.Emulators.Happen(invoice);
        JsonObject changed = what == "customer"
            ? world.Story.Steps.First(s => s is { System: "stripe", What: "customer" }).Json
            : (JsonObject)invoice.Json["data"]!["object"]!.DeepClone();
        change(changed);
        world.Emulators.Stripe.Put(changed);
        await world.DeliverAsync(invoice.Json);
        await world.DrainAsync();
    }
}
