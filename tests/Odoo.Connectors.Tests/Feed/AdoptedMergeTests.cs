using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Odoo.Connectors.Erp;
using Odoo.Connectors.Flows;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;
using Odoo.Connectors.Tests.Port;

namespace Odoo.Connectors.Tests;

/// <summary>A partner that was there before the connectors has no external id of theirs. When Odoo merges it away, their note on it goes to the survivor.</summary>
public sealed class AdoptedMergeTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Known by its web domain; with an external id of another program, or none.</summary>
    [Theory]
    [InlineData(PortTarget.Action, null)]
    [InlineData(PortTarget.Steps, "__import__.partner_4711")]
    public async Task Adopted_MergedAway_IsMergedInTheMapToo(string way, string? foreign)
    {
        await using PortBench bench = await PortBench.StartAsync(way, o => o.Feed.Streams.Add(OdooStreams.Partners), more: b => b.AddFlow<GoneInOdoo>());
        (Customer customer, long adopted) = await AdoptAsync(bench, foreign);
        JsonArray notes = await bench.Odoo.SearchReadAsync("mail.message", [new JsonArray("model", "=", "res.partner"), new JsonArray("body", "like", customer.Ref.Id)], "res_id", "body");
        Assert.Equal($"<p>This partner is {customer.Ref}.</p>", (string?)Assert.Single(notes)!["body"]);

        long survivor = await MergeAsync(bench, adopted);
        Assert.Equal(1, await FindDeletedAsync(bench));
        RecordLink link = (await bench.Hub.Identity.FindAsync(customer.Ref, Cancel))!;
        Assert.Equal($"{survivor}", link.IdIn("odoo", RecordKinds.Customer));
        Assert.Equal(LinkState.Superseded, link.StateOf(new ExternalRef("odoo", RecordKinds.Customer, $"{adopted}")));
        await bench.AssertNoCasesAsync();
    }

    /// <summary>Before any pass: what comes next goes to the survivor, though nothing of it looks like the customer.</summary>
    [Theory]
    [MemberData(nameof(PortBench.Ways), MemberType = typeof(PortBench))]
    public async Task Adopted_MergedAway_FieldsGoToTheSurvivor(string way)
    {
        await using PortBench bench = await PortBench.StartAsync(way);
        (Customer customer, long adopted) = await AdoptAsync(bench, null);
        long survivor = await MergeAsync(bench, adopted);
        await WriteAsync(bench, survivor, new JsonObject { ["website"] = "https://other.example" });
        await bench.PostAsync(Fields(customer with { Phone = "+32 2 555 01 09" }));
        await bench.AssertNoCasesAsync();
        JsonArray read = await bench.Odoo.SearchReadAsync("res.partner", [new JsonArray("id", "=", survivor)], "phone");
        Assert.Equal("+32 2 555 01 09", (string?)read[0]!["phone"]);
    }

    /// <summary>Asked about together, as many are; each is told by the note on its own survivor.</summary>
    [Theory]
    [MemberData(nameof(PortBench.Ways), MemberType = typeof(PortBench))]
    public async Task SeveralAdopted_MergedAway_FieldsOfEachGoToItsSurvivor(string way)
    {
        await using PortBench bench = await PortBench.StartAsync(way);
        List<(Customer Customer, long Survivor)> merged = [];
        foreach (string id in (string[])["c1", "c2", "c3"])
        {
            (Customer customer, long adopted) = await AdoptAsync(bench, null, id);
            long survivor = await MergeAsync(bench, adopted);
            await WriteAsync(bench, survivor, new JsonObject { ["website"] = $"https://other-{id}.example" });
            merged.Add((customer, survivor));
        }

        await bench.PostEachAsync([.. merged.Select(m => (IReadOnlyList<Intent>)[Fields(m.Customer with { Phone = $"+32 2 555 01 0{m.Customer.Ref.Id[^1]}" })])]);
        await bench.AssertNoCasesAsync();
        JsonArray read = await bench.Odoo.SearchReadAsync("res.partner", [new JsonArray("id", "in", new JsonArray([.. merged.Select(m => (JsonNode)m.Survivor)]))], "phone");
        Assert.Equal(["+32 2 555 01 01", "+32 2 555 01 02", "+32 2 555 01 03"], read.OrderBy(r => (long)r!["id"]!).Select(r => (string?)r!["phone"]));
    }

    [Fact]
    public async Task Adopted_Deleted_IsATombstone()
    {
        await using PortBench bench = await PortBench.StartAsync(PortTarget.Action, o => o.Feed.Streams.Add(OdooStreams.Partners), more: b => b.AddFlow<GoneInOdoo>());
        (Customer customer, long adopted) = await AdoptAsync(bench, null);
        await bench.Odoo.CallAsync("res.partner", "unlink", [new JsonArray(adopted)]);
        Assert.Equal(1, await FindDeletedAsync(bench));
        Assert.Equal(LinkState.Tombstoned, (await bench.Hub.Identity.FindAsync(customer.Ref, Cancel))!.StateOf(new ExternalRef("odoo", RecordKinds.Customer, $"{adopted}")));
    }

    private static Intent Fields(Customer customer) => PortBench.Intent(EffectKinds.CustomerFields, customer.Ref, customer, customer, isState: true);

    /// <summary>A partner that a person made, found by the customer's web domain, whose fields were written once.</summary>
    private static async Task<(Customer Customer, long Partner)> AdoptAsync(PortBench bench, string? foreign, string id = "c1")
    {
        Customer customer = Given.Customer(bench, id);
        long there = (long)(await bench.Odoo.CallAsync("res.partner", "create", [new JsonObject { ["name"] = "There before", ["is_company"] = true, ["website"] = customer.Website }]))!;
        if (foreign is not null)
        {
            string[] name = foreign.Split('.');
            await bench.Odoo.CallAsync("ir.model.data", "create", [new JsonObject { ["module"] = name[0], ["name"] = name[1], ["model"] = "res.partner", ["res_id"] = there }]);
        }

        await bench.PostAsync(Given.ToSend(customer), Fields(customer));
        await bench.PostAsync(Fields(customer with { Phone = "+32 2 555 01 01" }));
        await bench.AssertNoCasesAsync();
        return (customer, there);
    }

    private static async Task<long> MergeAsync(PortBench bench, long from)
    {
        long survivor = (long)(await bench.Odoo.CallAsync("res.partner", "create", [new JsonObject { ["name"] = "Survivor", ["is_company"] = true }]))!;
        JsonNode wizard = (await bench.Odoo.CallAsync("base.partner.merge.automatic.wizard", "create", [new JsonObject
        {
            ["state"] = "selection", ["partner_ids"] = new JsonArray(new JsonArray(6, 0, new JsonArray(survivor, from))), ["dst_partner_id"] = survivor,
        }]))!;
        await bench.Odoo.CallAsync("base.partner.merge.automatic.wizard", "action_merge", [new JsonArray(wizard.DeepClone())]);
        return survivor;
    }

    private static async Task WriteAsync(PortBench bench, long partner, JsonObject values) => await bench.Odoo.CallAsync("res.partner", "write", [new JsonArray(partner), values]);

    private static async Task<long> FindDeletedAsync(PortBench bench)
    {
        long pass = Assert.Single(await bench.Hub.Feeds.FindDeletedAsync("odoo", "tester", Cancel));
        await bench.DrainAsync();
        await bench.DrainAsync();
        return (await bench.Hub.Feeds.PassAsync(pass, Cancel))!.Absent;
    }
}
