using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Odoo.Connectors.Erp;
using Odoo.Connectors.Flows;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Tests;

/// <summary>What was deleted or merged in Odoo leaves no trace there: a complete pass finds it.</summary>
public sealed class GoneTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Odoo deletes the merged partner and lets its external ids point to the survivor (recorded).</summary>
    [Fact]
    public async Task Partner_MergedInOdoo_IsMergedInTheMapToo()
    {
        await using FeedBench bench = FeedBench.Start([OdooStreams.Partners], b => b.AddFlow<GoneInOdoo>().Services.AddSingleton<IConnectedSystem>(new NamedSystem("crm")));
        long survivor = await bench.CustomerAsync("Kanaal");
        long loser = await bench.CustomerAsync("Kanaal Fietsen");
        await LinkAsync(bench, survivor, "001A");
        await LinkAsync(bench, loser, "001B");
        long wizard = await bench.Person.CreateAsync(
            "base.partner.merge.automatic.wizard",
            new JsonObject { ["state"] = "selection", ["partner_ids"] = new JsonArray(new JsonArray(6, 0, new JsonArray(survivor, loser))), ["dst_partner_id"] = survivor }, bench.Company, Cancel);
        await bench.CallAsync("base.partner.merge.automatic.wizard", "action_merge", wizard);
        await ReconcileAsync(bench);

        RecordLink merged = (await bench.Hub.Identity.FindAsync(new ExternalRef("crm", "customer", "001B"), Cancel))!;
        Assert.Equal(merged.RecordId, (await bench.Hub.Identity.FindAsync(new ExternalRef("crm", "customer", "001A"), Cancel))!.RecordId);
        Assert.Equal($"{survivor}", merged.IdIn("odoo", RecordKinds.Customer));
        Assert.Equal(LinkState.Superseded, merged.StateOf(Customer(loser)));
        // Reading by the CRM's own reference goes on.
        Assert.Equal($"{survivor}", Assert.Single(await bench.Books.ReceivablesAsync([new ExternalRef("crm", "customer", "001B")], Cancel)).Value.Customer.Id);
    }

    [Fact]
    public async Task Partner_Deleted_IsATombstoneAndTheOthersAreNot()
    {
        await using FeedBench bench = FeedBench.Start([OdooStreams.Partners], b => b.AddFlow<GoneInOdoo>().Services.AddSingleton<IConnectedSystem>(new NamedSystem("crm")));
        long kept = await bench.CustomerAsync("Kept");
        long deleted = await bench.CustomerAsync("Deleted");
        await bench.WriteAsync("res.partner", kept, new JsonObject { ["active"] = false });
        await LinkAsync(bench, kept, "001A");
        await LinkAsync(bench, deleted, "001B");
        await bench.Person.UnlinkAsync("res.partner", [deleted], bench.Company, Cancel);
        await ReconcileAsync(bench);
        Assert.Equal(LinkState.Tombstoned, (await bench.Hub.Identity.FindAsync(Customer(deleted), Cancel))!.StateOf(Customer(deleted)));
        Assert.Equal(LinkState.Linked, (await bench.Hub.Identity.FindAsync(Customer(kept), Cancel))!.StateOf(Customer(kept)));
    }

    /// <summary>Links a partner to an account of the CRM, as the connectors do: in the map, and by its external id in Odoo.</summary>
    private static async Task LinkAsync(FeedBench bench, long partner, string account)
    {
        await bench.Person.CreateAsync(
            "ir.model.data", new JsonObject { ["module"] = "oc_crm", ["name"] = $"customer_{account}", ["model"] = "res.partner", ["res_id"] = partner }, bench.Company, Cancel);
        await bench.PollAsync();
        await bench.Hub.Identity.LinkAsync(Customer(partner), new ExternalRef("crm", "customer", account), "tester", new LinkOptions { Primary = true }, Cancel);
    }

    private static async Task ReconcileAsync(FeedBench bench)
    {
        await bench.Hub.Feeds.ReconcileAsync("odoo", null, "tester", Cancel);
        await bench.PollAsync();
        await bench.PollAsync();
    }

    private static ExternalRef Customer(long id) => new("odoo", RecordKinds.Customer, $"{id}");
}
