using System.Text.Json.Nodes;
using Odoo.Connectors.Samples.LeadToCash;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Tests;

/// <summary>Odoo's books are never off: what Odoo would post otherwise than the source says is not posted.</summary>
public sealed class LedgerTruthTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Tax_ChangedInOdooBehindOurBack_NothingIsPostedAndACaseNamesBothAmounts(bool effectAction)
    {
        await using StoryWorld world = await StoryWorld.StartAsync("plain", effectAction);
        await PlayUntilAsync(world, "invoice.finalized");

        // The first look-up remembers 21 %; now Odoo computes 20 % of 225.00 = 45.00 where the source says 47.25.
        using JsonRpc admin = Admin(world);
        JsonArray tax = await admin.SearchReadAsync("account.tax", [new JsonArray("amount", "=", 21), new JsonArray("type_tax_use", "=", "sale"), new JsonArray("price_include", "=", false)], "name");
        await world.DeliverAsync(world.Events.First(e => e.What == "customer.subscription.created").Json);
        await WarmAsync(world);
        await admin.CallAsync("account.tax", "write", [new JsonArray([.. tax.Select(t => t!["id"]!.DeepClone())]), new JsonObject { ["amount"] = 20 }]);

        await DeliverAsync(world, "invoice.finalized");
        CaseInfo only = Assert.Single(await world.CasesAsync());
        Assert.Equal(("expectation-failed", ErrorKind.Validation), (only.Reason.Cause, only.Reason.Kind));
        Assert.Contains("45", only.Reason.Message, StringComparison.Ordinal);
        Assert.Contains("47.25", only.Reason.Message, StringComparison.Ordinal);
        Assert.Equal(0, await world.CountAsync("account.move"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task LockDate_WouldMoveTheAccountingDate_NothingIsPosted(bool effectAction)
    {
        await using StoryWorld world = await StoryWorld.StartAsync("plain", effectAction);
        await PlayUntilAsync(world, "invoice.finalized");
        await LockAsync(world);
        await DeliverAsync(world, "invoice.finalized");
        CaseInfo only = Assert.Single(await world.CasesAsync());
        Assert.Equal("period-locked", only.Reason.Cause);
        Assert.Equal(0, await world.CountAsync("account.move"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Draft_LeftByAnotherWay_IsFinishedAndNotDoubled(bool effectAction)
    {
        // Stopped after the draft by the other way of writing: the key finds it.
        await using StoryWorld world = await StoryWorld.StartAsync("plain", effectAction: false);
        bool cut = false;
        world.Emulators.Odoo.OnCall = call => cut || call is { Model: "account.move", Method: "action_post" } ? Testing.EmulatorFault.Unavailable : Testing.EmulatorFault.None;
        await PlayUntilAsync(world, "invoice.finalized");
        world.Emulators.Happen(world.Events.First(e => e.What == "invoice.finalized"));
        await world.DeliverAsync(world.Events.First(e => e.What == "invoice.finalized").Json);
        await world.Hub.DrainAsync(TimeSpan.FromMilliseconds(300), TestContext.Current.CancellationToken);
        cut = true;
        Assert.Equal(1, await CountWithoutFaultsAsync(world));
        world.Emulators.Odoo.OnCall = null;
        await world.LoseStoreAsync(s => s with { EffectActionId = effectAction ? world.Emulators.Odoo.EffectActionId : null });
        await DeliverAsync(world, "invoice.finalized");
        Assert.Empty(await world.CasesAsync());
        Assert.Equal(1, await world.CountAsync("account.move", new JsonArray("state", "=", "posted"), new JsonArray("move_type", "=", "out_invoice")));
        Assert.Equal(1, await world.CountAsync("account.move", new JsonArray("move_type", "=", "out_invoice")));
    }

    private static async Task<int> CountWithoutFaultsAsync(StoryWorld world)
    {
        Func<Testing.EmulatorCall, Testing.EmulatorFault>? faults = world.Emulators.Odoo.OnCall;
        world.Emulators.Odoo.OnCall = null;
        int drafts = await world.CountAsync("account.move", new JsonArray("state", "=", "draft"));
        world.Emulators.Odoo.OnCall = faults;
        return drafts;
    }

    private static JsonRpc Admin(StoryWorld world) =>
        new(world.Settings.OdooUrl, world.Settings.OdooDatabase, world.Emulators.Odoo.AdminLogin, world.Emulators.Odoo.AdminPassword);

    private static async Task LockAsync(StoryWorld world)
    {
        using JsonRpc admin = Admin(world);
        await admin.CallAsync("res.company", "write", [new JsonArray(world.Emulators.Odoo.CompanyId), new JsonObject { ["fiscalyear_lock_date"] = "2026-03-31" }]);
    }

    private static async Task PlayUntilAsync(StoryWorld world, string what)
    {
        foreach (StoryStep step in world.Story.Steps.TakeWhile(s => s.What != what))
        {
            world.Emulators.Happen(step);
        }

        await world.DrainAsync();
    }

    /// <summary>Looks the tax up once, as an earlier invoice would have done.</summary>
    private static async Task WarmAsync(StoryWorld world)
    {
        foreach (Erp.IPreflight system in Microsoft.Extensions.DependencyInjection.ServiceProviderServiceExtensions.GetServices<IConnectedSystem>(world.Services).OfType<Erp.IPreflight>())
        {
            Assert.Empty(await system.CheckAsync([], TestContext.Current.CancellationToken));
        }
    }

    private static async Task DeliverAsync(StoryWorld world, string what)
    {
        StoryStep evt = world.Events.First(e => e.What == what);
        world.Emulators.Happen(evt);
        await world.DeliverAsync(evt.Json);
        await world.DrainAsync();
    }
}
