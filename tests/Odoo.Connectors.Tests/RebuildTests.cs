using System.Text.Json.Nodes;
using Odoo.Connectors.Erp;
using Odoo.Connectors.Model;
using Odoo.Connectors.Samples.LeadToCash;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Tests;

/// <summary>The identity map and the Odoo that it speaks of: read back after a loss, imported before a start, corrected by hand.</summary>
public sealed class RebuildTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("plain", true)]
    [InlineData("plain", false)]
    [InlineData("inclusive-drift", true)]
    public async Task StoreLost_RebuiltFromOdoo_MapIsAsItWasAndReplayMakesNothing(string story, bool effectAction)
    {
        await using StoryWorld world = await StoryWorld.StartAsync(story, effectAction);
        await world.PlayAsync();
        SortedSet<string> before = await PairsAsync(world);
        SortedSet<string> ofOdoo = [.. before.Where(IsDocumentInOdoo)];
        Assert.True(ofOdoo.Count >= 4, string.Join('\n', before));
        int[] counts = await CountsAsync(world);

        await world.LoseStoreAsync();
        ImportReport report = await world.Hub.Identity.RebuildAsync("odoo", "ann", Cancel);
        Assert.Equal((ofOdoo.Count, 0, 0), (report.Linked, report.AlreadyLinked, report.Conflicts.Count));
        Assert.Equal(ofOdoo, await PairsAsync(world));
        Assert.Equal(ofOdoo.Count, (await world.Hub.Identity.RebuildAsync("odoo", "ann", Cancel)).AlreadyLinked);

        foreach (StoryStep evt in world.Events)
        {
            await world.DeliverAsync(evt.Json);
        }

        await world.DrainAsync();
        await world.AssertBooksAsync();
        Assert.Equal(counts, await CountsAsync(world));
        Assert.Equal(before, await PairsAsync(world));
    }

    [Fact]
    public async Task Pair_ImportedBeforeTheFirstDeal_IsThePartnerThatIsUsed()
    {
        await using StoryWorld world = await StoryWorld.StartAsync("plain", effectAction: true);
        using JsonRpc odoo = world.OpenOdoo();
        long there = (long)(await odoo.CallAsync("res.partner", "create", [new JsonObject { ["name"] = "Known under another name", ["is_company"] = true }]))!;
        string account = (string)world.Story.Expect["account"]!["crm_id"]!;
        ImportReport report = await world.Hub.Identity.ImportAsync(
            new StringReader($"kind,system,id,other_system,other_id\ncustomer,salesforce,{account},odoo,{there}\n"), "ann", cancellationToken: Cancel);
        Assert.Equal(1, report.Linked);
        await WinAsync(world);
        JsonArray orders = await odoo.SearchReadAsync("sale.order", [], "partner_id");
        Assert.Equal(there, (long)Assert.Single(orders)!["partner_id"]![0]!);
        Assert.Empty(await world.CasesAsync());
    }

    [Fact]
    public async Task Partner_MergedByHandInOdoo_ItsSuccessorIsUsedOnceNamed()
    {
        await using StoryWorld world = await StoryWorld.StartAsync("plain", effectAction: true);
        using JsonRpc odoo = world.OpenOdoo();
        long gone = (long)(await odoo.CallAsync("res.partner", "create", [new JsonObject { ["name"] = "Old", ["is_company"] = true }]))!;
        long stays = (long)(await odoo.CallAsync("res.partner", "create", [new JsonObject { ["name"] = "New", ["is_company"] = true }]))!;
        ExternalRef account = new("salesforce", RecordKinds.Customer, (string)world.Story.Expect["account"]!["crm_id"]!);
        await world.Hub.Identity.LinkAsync(new ExternalRef("odoo", RecordKinds.Customer, $"{gone}"), account, "ann", cancellationToken: Cancel);
        await world.Hub.Identity.SupersedeAsync(
            new ExternalRef("odoo", RecordKinds.Customer, $"{gone}"), new ExternalRef("odoo", RecordKinds.Customer, $"{stays}"), "ann", Cancel);
        await WinAsync(world);
        JsonArray orders = await odoo.SearchReadAsync("sale.order", [], "partner_id");
        Assert.Equal(stays, (long)Assert.Single(orders)!["partner_id"]![0]!);
    }

    [Theory]
    [InlineData("oc_salesforce.customer_001Aa", "salesforce", "customer", "001Aa")]
    [InlineData("oc_cb_us.invoice_in.2f.7.2e._x", "cb-us", "invoice", "in/7._x")]
    [InlineData("base.main_company", null, null, null)]
    [InlineData("oc_x.customer_a.zz.b", null, null, null)]
    [InlineData("oc_x.customer_a.2f", null, null, null)]
    [InlineData("", null, null, null)]
    public void ExternalId_ReadBack_IsItsSource(string externalId, string? system, string? kind, string? id)
    {
        Assert.Equal(system is null ? null : (kind!, new ExternalRef(system, kind!, id!)), ErpKeys.Parse(externalId));
        if (system is not null)
        {
            Assert.Equal(externalId, ErpKeys.ExternalId(kind!, new ExternalRef(system, kind!, id!)));
        }
    }

    private static async Task WinAsync(StoryWorld world)
    {
        foreach (string type in (string[])["Account", "Contact", "Opportunity"])
        {
            world.Emulators.Salesforce.Put(world.Story.Steps.First(s => s.System == "salesforce" && s.What == type).Json);
        }

        await world.DrainAsync();
    }

    /// <summary>A pair whose one side is a record of Odoo by its database id: what external ids can tell.</summary>
    private static bool IsDocumentInOdoo(string pair) => pair.Split(',') is [_, _, _, "odoo", var id, _] && id.All(char.IsAsciiDigit);

    private static async Task<SortedSet<string>> PairsAsync(StoryWorld world)
    {
        using StringWriter csv = new() { NewLine = "\n" };
        await world.Hub.Identity.ExportAsync(csv, Cancel);
        return new SortedSet<string>(csv.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1), StringComparer.Ordinal);
    }

    private static async Task<int[]> CountsAsync(StoryWorld world)
    {
        List<int> counts = [];
        foreach (string model in (string[])["res.partner", "sale.order", "account.move", "account.payment"])
        {
            counts.Add(await world.CountAsync(model));
        }

        return [.. counts];
    }
}
