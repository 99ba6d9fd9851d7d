using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Odoo.Connectors.Client;
using Odoo.Connectors.Erp;
using Odoo.Connectors.Flows;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;
using Odoo.Connectors.Testing;

namespace Odoo.Connectors.Tests;

/// <summary>What was deleted in Odoo is found by its ids alone; what is only out of sight is not deleted.</summary>
public sealed class DeletedTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Three drafts, one deleted: one list of ids, and a look at the one that is missing.</summary>
    [Fact]
    public async Task DraftInvoice_Deleted_IsFoundByIdsAndToldOnce()
    {
        await using FeedBench bench = Start([OdooStreams.Documents]);
        long partner = await bench.CustomerAsync();
        long[] drafts = [await DraftAsync(bench, partner), await DraftAsync(bench, partner), await DraftAsync(bench, partner)];
        await bench.PollAsync();
        await bench.Hub.Identity.LinkAsync(Invoice(drafts[1]), new ExternalRef("crm", RecordKinds.Invoice, "I-1"), "tester", new LinkOptions { Primary = true }, Cancel);
        await bench.Person.UnlinkAsync("account.move", [drafts[1]], bench.Company, Cancel);
        bench.HubClock.Move(TimeSpan.FromMinutes(1));

        int before = bench.Odoo.Calls.Count;
        FeedPass pass = Assert.Single(await FindAsync(bench));
        Assert.Equal((2, 1), (pass.Seen, pass.Absent));
        // The list, the look at what is not on it, and the flow's own before it decides.
        EmulatorCall[] calls = [.. bench.Odoo.Calls.Skip(before).Where(c => c.Model == "account.move" && c.Method is "search" or "read")];
        Assert.Equal(["search", "read", "read"], calls.Select(c => c.Method));
        Assert.Equal(LinkState.Tombstoned, (await bench.Hub.Identity.FindAsync(Invoice(drafts[1]), Cancel))!.StateOf(Invoice(drafts[1])));

        Assert.Equal(0, Assert.Single(await FindAsync(bench)).Absent);
    }

    /// <summary>Odoo's search leaves out what belongs to another company, and refuses to read it: it is there.</summary>
    [Fact]
    public async Task Partner_GivenToAnotherCompanyOrArchived_IsNotDeleted()
    {
        await using FeedBench bench = Start([OdooStreams.Partners]);
        long hidden = await bench.CustomerAsync("Hidden");
        long archived = await bench.CustomerAsync("Archived");
        long deleted = await bench.CustomerAsync("Deleted");
        await bench.PollAsync();
        long other = await OtherCompanyAsync(bench);
        await bench.Person.WriteAsync("res.partner", [hidden], new JsonObject { ["company_id"] = other }, new OdooContext { AllowedCompanyIds = [bench.Odoo.CompanyId, other] }, Cancel);
        await bench.WriteAsync("res.partner", archived, new JsonObject { ["active"] = false });
        await bench.Person.UnlinkAsync("res.partner", [deleted], bench.Company, Cancel);

        Assert.Equal(1, Assert.Single(await FindAsync(bench)).Absent);
        // A pass that reads everything misses it too, and does not take it for deleted either.
        Assert.Equal(0, Assert.Single(await PassesAsync(bench, await bench.Hub.Feeds.ReconcileAsync("odoo", null, "tester", Cancel))).Absent);
    }

    /// <summary>A right that was taken away is a case, and nothing is concluded from what the user does not see any more.</summary>
    [Fact]
    public async Task Company_TakenFromTheUser_IsACaseAndDeletesNothing()
    {
        await using FeedBench bench = Start([OdooStreams.Documents]);
        await DraftAsync(bench, await bench.CustomerAsync());
        await bench.PollAsync();
        long user = await bench.IdAsync("res.users", "login", bench.Odoo.IntegrationLogin);
        long other = await OtherCompanyAsync(bench);
        await bench.Person.WriteAsync(
            "res.users", [user], new JsonObject { ["company_id"] = other, ["company_ids"] = new JsonArray(new JsonArray(6, 0, new JsonArray(other))) }, cancellationToken: Cancel);
        FeedPass pass = Assert.Single(await FindAsync(bench));
        Assert.Equal((PassState.Reading, 0), (pass.State, pass.Absent));
        Assert.Contains(await bench.Hub.Cases.ListAsync(cancellationToken: Cancel), c => c.Reason is { Cause: "poll-failed", Kind: ErrorKind.Permission });
    }

    private static FeedBench Start(string[] streams) =>
        FeedBench.Start(streams, b => b.AddFlow<GoneInOdoo>().Services.AddSingleton<IConnectedSystem>(new NamedSystem("crm")));

    private static async Task<IReadOnlyList<FeedPass>> FindAsync(FeedBench bench) => await PassesAsync(bench, await bench.Hub.Feeds.FindDeletedAsync("odoo", "tester", Cancel));

    private static async Task<IReadOnlyList<FeedPass>> PassesAsync(FeedBench bench, IReadOnlyList<long> passes)
    {
        bench.HubClock.Move(TimeSpan.FromSeconds(1));
        await bench.PollAsync();
        await bench.PollAsync();
        return [.. await Task.WhenAll(passes.Select(async p => (await bench.Hub.Feeds.PassAsync(p, Cancel))!))];
    }

    private static async Task<long> OtherCompanyAsync(FeedBench bench) => (await bench.Person.SearchAsync(
        "res.company", OdooDomain.Where("id", "!=", bench.Odoo.CompanyId), new OdooSearch { Order = "id", Limit = 1 }, cancellationToken: Cancel))[0];

    private static async Task<long> DraftAsync(FeedBench bench, long partner) => await bench.Person.CreateAsync(
        "account.move", new JsonObject { ["move_type"] = "out_invoice", ["partner_id"] = partner, ["invoice_date"] = "2026-03-02" }, bench.Company, Cancel);

    private static ExternalRef Invoice(long id) => new("odoo", RecordKinds.Invoice, $"{id}");
}
