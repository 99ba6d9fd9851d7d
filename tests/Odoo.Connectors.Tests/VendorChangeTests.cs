using System.Text.Json.Nodes;
using Odoo.Connectors.Samples.LeadToCash;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Tests;

/// <summary>A vendor's API changes: what is not understood is a case that names the field, never a guess; the rest goes on.</summary>
public sealed class VendorChangeTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("status", "hibernating")]
    [InlineData("currency", null)]
    [InlineData("start_date", null)]
    public async Task Stripe_UnknownValueOrMissingField_IsACaseOthersGoOnAndTheRetryAppliesIt(string field, string? value)
    {
        await using StoryWorld world = await StoryWorld.StartAsync("plain", effectAction: true);
        StoryStep invoice = world.Events.First(e => e.What == "invoice.finalized");
        foreach (StoryStep step in world.Story.Steps.TakeWhile(s => s != invoice))
        {
            world.Emulators.Happen(step);
        }

        await world.DrainAsync();
        world.Emulators.Happen(invoice);
        JsonObject right = (JsonObject)world.Events.First(e => e.What == "customer.subscription.created").Json["data"]!["object"]!;
        JsonObject changed = (JsonObject)right.DeepClone();
        changed[field] = value;
        world.Emulators.Stripe.Put(changed);
        await world.DeliverAsync(invoice.Json);
        await world.DrainAsync();
        CaseInfo only = Assert.Single(await world.CasesAsync());
        Assert.Equal(("bad-input", ErrorKind.Protocol, field), (only.Reason.Cause, only.Reason.Kind, only.Reason.Field));
        Assert.Equal(0, await world.CountAsync("account.move"));
        await AssertOthersGoOnAsync(world);

        world.Emulators.Stripe.Put(right);
        Assert.True((await world.Hub.Cases.RetryAsync(only.Id, "tester", Cancel)).IsDone);
        await world.DrainAsync();
        Assert.Empty(await world.CasesAsync());
        Assert.Equal(1, await world.CountAsync("account.move", new JsonArray("state", "=", "posted")));
    }

    [Fact]
    public async Task Stripe_EventOfAnotherApiVersion_IsACaseThatSaysWhatToSetAndOthersGoOn()
    {
        await using StoryWorld world = await StoryWorld.StartAsync("plain", effectAction: true);
        world.HappenAll();
        JsonObject evt = world.Events.First(e => e.What == "invoice.finalized").Json;
        evt["api_version"] = "2020-08-27";
        await world.DeliverAsync(evt);
        await world.DrainAsync();
        CaseInfo only = Assert.Single(await world.CasesAsync());
        Assert.Equal(("bad-input", "api_version"), (only.Reason.Cause, only.Reason.Field));
        Assert.Contains("2026-10-28.endive", only.Reason.Message, StringComparison.Ordinal);
        Assert.Equal(0, await world.CountAsync("account.move"));
        await AssertOthersGoOnAsync(world);
    }

    [Theory]
    [InlineData("CurrencyIsoCode", "E-EUR")]
    [InlineData("CurrencyIsoCode", null)]
    [InlineData("Name", null)]
    public async Task Salesforce_UnknownValueOrMissingField_IsACaseOthersGoOnAndTheRetryAppliesIt(string field, string? value)
    {
        await using StoryWorld world = await StoryWorld.StartAsync("plain", effectAction: true);
        StoryStep[] crm = [.. world.Story.Steps.Where(s => s.System == "salesforce")];
        StoryStep deal = crm.First(s => s.What == "Opportunity");
        foreach (StoryStep step in crm)
        {
            world.Emulators.Happen(step);
        }

        JsonObject changed = deal.Json;
        changed[field] = value;
        JsonObject right = deal.Json;
        world.Emulators.Salesforce.Put(changed);
        world.Emulators.Happen(world.Story.Steps.First(s => s is { System: "stripe", What: "customer" }));
        StoryStep subscription = world.Events.First(e => e.What == "customer.subscription.created");
        world.Emulators.Happen(subscription);
        await world.DeliverAsync(subscription.Json);
        await world.DrainAsync();
        IReadOnlyList<CaseInfo> cases = await world.CasesAsync();
        Assert.Contains(cases, c => c.Reason.Field?.Contains(field, StringComparison.Ordinal) == true);
        Assert.Equal(0, await world.CountAsync("sale.order"));

        world.Emulators.Salesforce.Put(right);
        foreach (CaseInfo open in cases)
        {
            await world.Hub.Cases.RetryAsync(open.Id, "tester", Cancel);
        }

        await world.DrainAsync();
        Assert.Equal(1, await world.CountAsync("sale.order"));
    }

    /// <summary>Another subject of the same customer: a new name reaches Odoo meanwhile.</summary>
    private static async Task AssertOthersGoOnAsync(StoryWorld world)
    {
        JsonObject account = world.Story.Steps.First(s => s is { System: "salesforce", What: "Account" }).Json;
        account["Name"] = "Renamed NV";
        account["SystemModstamp"] = TimeProvider.System.GetUtcNow().ToString("yyyy-MM-ddTHH:mm:ss.fff+0000", System.Globalization.CultureInfo.InvariantCulture);
        world.Emulators.Salesforce.Put(account);
        await world.DrainAsync();
        Assert.Equal(1, await world.CountAsync("res.partner", new JsonArray("name", "=", "Renamed NV")));
    }
}
