using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Odoo.Connectors.Collections;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Tests.Collections;

/// <summary>
/// Customers of the group Enterprise are reminded after 5 days, called after 8 and suspended after 40; everybody else is reminded after 3 days and
/// suspended after 20, as the hub's own rules say.
/// </summary>
public sealed class CollectionsGroupTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Course_OfACustomerInAGroup_TakesItsStepsAndNoOthers()
    {
        MemoryGroups groups = new() { Of = { ["7"] = ["Bicycles", "enterprise"] } };
        await using CollectionsHub world = await StartAsync(groups);
        await OnDaysAsync(world, 3, 5, 8, 20, 39, 40);
        Assert.Equal(["reminder", "call", "ent-suspend"], Taken(world));
        Assert.Equal("Suspended/ent-suspend", CollectionsHub.Written(world.Hub.Crm)[^1]);
    }

    [Fact]
    public async Task Course_OfACustomerThatChangesItsGroup_GoesOnByTheNewRulesAndTakesNothingTwice()
    {
        MemoryGroups groups = new();
        await using CollectionsHub world = await StartAsync(groups);
        await OnDaysAsync(world, 3, 4);
        Assert.Equal(["reminder"], Taken(world));

        // Of the new rules the reminder's day comes once more, and it was taken; the change itself is seen on the day it is made.
        groups.Of["7"] = ["Enterprise"];
        Assert.Equal(1, await world.OnDayAsync(4));
        await OnDaysAsync(world, 5, 8, 20);
        Assert.Equal(["reminder", "call"], Taken(world));
        Assert.Equal("PastDue/call", CollectionsHub.Written(world.Hub.Crm)[^1]);

        // Back again: what the old rules had for days that are over is made up for.
        groups.Of.Clear();
        await OnDaysAsync(world, 21);
        Assert.Equal(["reminder", "call", "suspend"], Taken(world));
        Assert.Equal("Suspended/suspend", CollectionsHub.Written(world.Hub.Crm)[^1]);

        // The group's rules suspend nobody before 40 days: what was paused goes on.
        groups.Of["7"] = ["Enterprise"];
        await OnDaysAsync(world, 22);
        Assert.Equal("PastDue/call", CollectionsHub.Written(world.Hub.Crm)[^1]);
        Assert.Equal([EffectKinds.ContractPause, EffectKinds.ContractResumption], CollectionsHub.Written(world.Hub.Platform));
        await world.Hub.AssertNoCasesAsync();
    }

    [Fact]
    public async Task Promise_OfACustomerInAGroup_HoldsItsSteps()
    {
        await using CollectionsHub world = await StartAsync(new MemoryGroups { Of = { ["7"] = ["Enterprise"] } });
        await OnDaysAsync(world, 2);
        await world.Collections.PromiseAsync(MoneyRecords.Crm, MoneyRecords.Eur(121m), new DateOnly(2026, 4, 27), "anna", "on Monday", Cancel);
        await OnDaysAsync(world, 5, 7);
        Assert.Empty(Taken(world));
        await OnDaysAsync(world, 8);
        Assert.Equal(["reminder"], Taken(world));
    }

    /// <summary>What the books of an emulated Odoo tell: tags by name, a link by what it shows, a text as it is; a number is no group.</summary>
    [Fact]
    public async Task Groups_OfPartners_AreTheirTagsOrWhatAFieldShows()
    {
        await using FeedBench bench = FeedBench.Start([]);
        bench.Odoo.DeclareField("res.partner", "x_segment");
        long tagged = await bench.CustomerAsync("Kanaal"), plain = await bench.CustomerAsync("Janssens");
        long tag = await bench.Person.CreateAsync("res.partner.category", new JsonObject { ["name"] = "Enterprise" }, bench.Company, Cancel);
        await bench.WriteAsync("res.partner", tagged, new JsonObject { ["category_id"] = new JsonArray(new JsonArray(6, 0, new JsonArray(tag))), ["x_segment"] = "large", ["parent_id"] = plain });
        IPartnerGroups groups = bench.Services.GetRequiredKeyedService<IPartnerGroups>("odoo");

        foreach ((string field, string shown) in ((string, string)[])[("category_id", "Enterprise"), ("x_segment", "large"), ("parent_id", "Janssens")])
        {
            IReadOnlyDictionary<string, IReadOnlyList<string>> read = await groups.ReadAsync(field, [$"{tagged}", $"{plain}"], Cancel);
            Assert.Equal((shown, 0), (Assert.Single(read[$"{tagged}"]), read[$"{plain}"].Count));
        }

        ConnectorException failure = await Assert.ThrowsAsync<ConnectorException>(() => groups.ReadAsync("customer_rank", [$"{tagged}"], Cancel));
        Assert.Equal((ErrorKind.Configuration, "GroupField"), (failure.Kind, failure.Field));
    }

    [Theory]
    [InlineData("Steps:3:Groups", null, "vip")]
    [InlineData("Steps:3:Groups", "x_segment", " ")]
    [InlineData("GroupField", "x segment", "vip")]
    [InlineData("Steps", "x_segment", "ENTERPRISE")]
    public void Options_OfGroupsThatCannotBe_NameWhatToSet(string field, string? groupField, string group)
    {
        CollectionsOptions options = new() { GroupField = groupField, Ledgers = { "odoo" } };
        options.Steps.Add(new DunningStep { Name = "reminder", DaysOverdue = 3 });
        options.Steps.Add(new DunningStep { Name = "call", DaysOverdue = 3 });
        options.Steps.Add(groupField is null ? new DunningStep { Name = "other", DaysOverdue = 3 } : new DunningStep { Name = "reminder", DaysOverdue = 5, Groups = { "Enterprise" } });
        options.Steps.Add(new DunningStep { Name = "reminder", DaysOverdue = 5, Groups = { group } });
        Assert.StartsWith($"Collections:{field} ", Assert.Single(new CollectionsOptionsValidator().Validate(null, options).Failures!), StringComparison.Ordinal);
    }

    private static Task<CollectionsHub> StartAsync(MemoryGroups groups) => CollectionsHub.StartAsync(
        configure: o =>
        {
            o.GroupField = "category_id";
            o.Steps.Add(new DunningStep { Name = "reminder", DaysOverdue = 5, Groups = { "Enterprise" } });
            o.Steps.Add(new DunningStep { Name = "call", DaysOverdue = 8, Groups = { "Enterprise" } });
            o.Steps.Add(new DunningStep { Name = "ent-suspend", DaysOverdue = 40, Groups = { "Enterprise" }, Status = AccountStatus.Suspended });
        },
        more: b => b.Services.AddKeyedSingleton<IPartnerGroups>("odoo", groups));

    private static async Task OnDaysAsync(CollectionsHub world, params int[] days)
    {
        foreach (int day in days)
        {
            await world.OnDayAsync(day);
        }
    }

    private static IEnumerable<string> Taken(CollectionsHub world) => CollectionsHub.Written(world.Hub.Ledger).Where(w => !w.Contains('/') && !w.Contains('→'));

    private sealed class MemoryGroups : IPartnerGroups
    {
        public Dictionary<string, string[]> Of { get; } = [];

        public Task<IReadOnlyDictionary<string, IReadOnlyList<string>>> ReadAsync(string field, IReadOnlyCollection<string> partners, CancellationToken cancellationToken) =>
            Task.FromResult<IReadOnlyDictionary<string, IReadOnlyList<string>>>(partners.Where(Of.ContainsKey).ToDictionary(p => p, p => (IReadOnlyList<string>)Of[p]));
    }
}
