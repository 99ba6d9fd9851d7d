using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Tests;

/// <summary>What the CRM says after the deal is won: changes reach Odoo once, our own writes come back unchanged, a changed deal is a case.</summary>
public sealed class PolledTests
{
    [Fact]
    public async Task Account_Renamed_ReachesOdooOnceAndIsAbsorbedAfter()
    {
        await using StoryWorld world = await StoryWorld.StartAsync("plain", effectAction: true);
        await world.PlayAsync();
        JsonObject account = Record(world, "Account");
        account["Name"] = "Kanaal Fietsen NV";
        Touch(world, account);
        await world.DrainAsync();
        Assert.True(await world.CountAsync("res.partner", new JsonArray("name", "=", "Kanaal Fietsen NV")) == 1, await world.ExplainAsync());

        int writes = world.Emulators.Odoo.Calls.Count(c => c.Method == "write");
        account["Industry"] = "Bicycles";
        Touch(world, account);
        await world.DrainAsync();
        Assert.Equal(writes, world.Emulators.Odoo.Calls.Count(c => c.Method == "write"));
    }

    [Fact]
    public async Task Status_WrittenBack_IsNotWrittenAgainWhenItComesBack()
    {
        await using StoryWorld world = await StoryWorld.StartAsync("plain", effectAction: true);
        await world.PlayAsync();
        int patches = world.Emulators.Salesforce.Calls.Count(c => c.Method == "PATCH");
        await world.DrainAsync();
        await world.DrainAsync();

        // Active, past due after the failure, active again: three values, three writes.
        Assert.Equal((3, 3), (patches, world.Emulators.Salesforce.Calls.Count(c => c.Method == "PATCH")));
    }

    [Fact]
    public async Task Website_OwnedByOdoo_IsNotWrittenByTheHub()
    {
        await using StoryWorld world = await StoryWorld.StartAsync(
            "plain", effectAction: true,
            more: services => services.AddConnectorHub().Own<Customer>("salesforce", o => o.Except(c => c.Website, "odoo")));
        await world.PlayAsync();
        Assert.Equal(0, await world.CountAsync("res.partner", new JsonArray("website", "!=", false), new JsonArray("name", "=", (string)Record(world, "Account")["Name"]!)));
    }

    [Fact]
    public async Task Deal_ChangedAfterItWasWon_IsACaseUntilItIsPutBack()
    {
        await using StoryWorld world = await StoryWorld.StartAsync("plain", effectAction: true);
        await world.PlayAsync();
        JsonObject deal = Record(world, "Opportunity");
        JsonNode line = ((JsonArray)deal["OpportunityLineItems"]!["records"]!)[0]!;
        line["Quantity"] = 9.0;
        line["TotalPrice"] = 324.0;
        Touch(world, deal);
        await world.DrainAsync();
        CaseInfo only = Assert.Single(await world.CasesAsync());
        Assert.Equal("deal-changed", only.Reason.Cause);

        Touch(world, Record(world, "Opportunity"));
        await world.DrainAsync();
        await world.Hub.Cases.RetryAsync(only.Id, "tester", TestContext.Current.CancellationToken);
        await world.DrainAsync();
        await world.AssertBooksAsync();
    }

    /// <summary>The subscription's event makes the contract before the CRM is polled: the terms it was made of are the won ones.</summary>
    [Fact]
    public async Task Deal_ChangedBeforeItWasFirstPolled_IsACaseUntilItIsPutBack()
    {
        await using StoryWorld world = await StoryWorld.StartAsync("plain", effectAction: true);
        await world.Hub.Feeds.PauseAsync("salesforce", "opportunities", "tester", TestContext.Current.CancellationToken);
        await world.PlayAsync();
        JsonObject deal = Record(world, "Opportunity");
        JsonNode line = ((JsonArray)deal["OpportunityLineItems"]!["records"]!)[0]!;
        line["Quantity"] = 9.0;
        line["TotalPrice"] = 324.0;
        Touch(world, deal);
        await world.Hub.Feeds.ResumeAsync("salesforce", "opportunities", "tester", TestContext.Current.CancellationToken);
        await world.DrainAsync();
        CaseInfo only = Assert.Single(await world.CasesAsync());
        Assert.Equal("deal-changed", only.Reason.Cause);

        Touch(world, Record(world, "Opportunity"));
        await world.DrainAsync();
        await world.Hub.Cases.RetryAsync(only.Id, "tester", TestContext.Current.CancellationToken);
        await world.DrainAsync();
        await world.AssertBooksAsync();
    }

    [Fact]
    public async Task Flow_NobodyOwnsInvoices_StopsAtStartAndSaysWhatToCall()
    {
        ServiceCollection services = new();
        services.AddLogging();
        services.AddOdooConnectors().UseSqlite(Path.Combine(Path.GetTempPath(), $"never-{Guid.NewGuid():N}.db"))
            .AddFlow<Flows.LeadToCash>().Own<Customer>("salesforce").Own<Contract>("stripe").Own<Payment>("stripe");
        await using ServiceProvider provider = services.BuildServiceProvider();
        ConnectorException e = Assert.Throws<ConnectorException>(() => provider.GetRequiredService<IConnectorOperations>());
        Assert.Equal(ErrorKind.Configuration, e.Kind);
        Assert.Contains(".Own<Invoice>(", e.Message, StringComparison.Ordinal);
    }

    public static TheoryData<Action<IConnectorsBuilder>, string> RulesItCannotActBy => new()
    {
        { b => b.Own<Customer>("salesforce", o => o.Except(c => c.Phone, "odoo", Conflict.NewestWins)).ClocksAgree("salesforce", "odoo"), "'Customer.Phone owned by odoo, the newest edit counts': it does not hear of edits in 'odoo'" },
        { b => b.Own<Customer>("salesforce", o => o.OnConflict(Conflict.NewestWins)).ClocksAgree("salesforce", "odoo"), "'Customer owned by salesforce, the newest edit counts'" },
        { b => b.Own<Customer>("salesforce", o => o.OnConflict(Conflict.Review)), "'Customer owned by salesforce, conflicts are reviewed': it hears of edits in 'salesforce' only" },
        { b => b.Own<Customer>("salesforce", o => o.Except(c => c.Contact, "odoo")), "'Customer.Contact owned by odoo': it writes these fields of a customer by their rules: Name, Email" },
        { b => b.Own<Customer>("salesforce", o => o.Except(c => c.Website, "stripe")), "'Customer.Website owned by stripe': it carries customers from 'salesforce' to 'odoo'" },
        { b => b.Own<Customer>("salesforce", o => o.Except(c => c.Website, "odoo").In("odoo/Elsewhere")), "'Customer.Website owned by odoo in odoo/Elsewhere': 'odoo' is the company 'odoo/My Company'" },
        { b => b.Own<Contract>("stripe", o => o.Except(c => c.Status, "salesforce")), "'Contract.Status owned by salesforce': each Contract is its owner's as a whole" },
        { b => b.Own<Dispute>("stripe"), "'Dispute owned by stripe': each Dispute counts from the owner of Payment" },
        { b => b.Own<CreditNote>("stripe"), "'CreditNote owned by stripe': each CreditNote counts from the owner of Invoice" },
        { b => b.Own<Contract>("odoo", o => o.CreatedFrom("salesforce")), "'Contract owned by odoo': a won deal becomes an order in 'odoo' anyway" },
        { b => b.Own<Contract>("stripe", o => o.CreatedFrom("odoo")), "'Contract owned by stripe': it makes contracts of the deals of the CRM, which is 'salesforce'; write .CreatedFrom(\"salesforce\")" },
        { b => b.Own<Contract>("salesforce", o => o.CreatedFrom("salesforce")), "'Contract owned by salesforce': 'salesforce' cannot bring contracts into being in itself" },
        { b => b.Own<Invoice>("stripe", o => o.CreatedFrom("salesforce")), "'Invoice owned by stripe': it creates contracts only, of won deals; leave out .CreatedFrom(\"salesforce\")" },
        { b => b.Own<Customer>("odoo"), "'Customer owned by odoo': 'odoo' does not tell of it; add the stream 'partners' to Systems:odoo:Feed:Streams" },
        { b => b.Own<Customer>("odoo", o => o.Except(c => c.Phone, "salesforce")), "'Customer.Phone owned by salesforce': it carries customers from 'odoo' as a whole; leave out .Except(x => x.Phone" },
        { b => b.Own<Customer>("odoo", o => o.OnConflict(Conflict.Review)), "'Customer owned by odoo, conflicts are reviewed': what is edited in 'salesforce' is absorbed" },
        { b => { b.Own<Customer>("odoo"); b.Services.Configure<Flows.LeadToCashOptions>(o => o.Crm = null); }, "'Customer owned by odoo': the CRM is told of them, and billing names them by the CRM's ids; set LeadToCash:Crm" },
        { b => { b.Own<Invoice>("odoo"); b.Services.Configure<Flows.LeadToCashOptions>(o => o.DealStatuses = true); }, "'Invoice owned by odoo': 'odoo' does not tell of it; add the stream 'documents' to Systems:odoo:Feed:Streams" },
        { b => { b.Own<Contract>("odoo"); b.Services.Configure<Flows.LeadToCashOptions>(o => o.DealStatuses = true); }, "'Contract owned by odoo': 'odoo' does not tell of it; add the stream 'contracts' to Systems:odoo:Feed:Streams" },
        { b => { b.Own<Contract>("stripe", o => o.CreatedFrom("salesforce")); b.Services.Configure<Flows.LeadToCashOptions>(o => o.Crm = null); }, "'Contract owned by stripe': it makes contracts of the deals of the CRM, which is none; set LeadToCash:Crm" },
        { b => b.Own<Invoice>("stripe", o => o.OnConflict(Conflict.Review)), "'Invoice owned by stripe, conflicts are reviewed': each Invoice counts from its owner" },
    };

    /// <summary>A rule that nobody acts by is worse than none.</summary>
    [Theory]
    [MemberData(nameof(RulesItCannotActBy), DisableDiscoveryEnumeration = true)]
    public async Task Flow_RuleItCannotActBy_StopsAtStartAndNamesIt(Action<IConnectorsBuilder> own, string words)
    {
        await using StoryWorld world = await StoryWorld.StartAsync("plain", effectAction: true, s => s with { Company = "My Company" }, services => own(services.AddConnectorHub()));
        ConnectorException e = Assert.Throws<ConnectorException>(() => world.Hub);
        Assert.Equal(ErrorKind.Configuration, e.Kind);
        Assert.Contains($"LeadToCash cannot act by the rule {words}", e.Message, StringComparison.Ordinal);
    }

    public static TheoryData<Action<IConnectorsBuilder>, string> BanksItCannotHear => new()
    {
        { _ => { }, "'odoo' does not tell of it; add the stream 'payments' to Systems:odoo:Feed:Streams" },
        { b => b.Services.Configure<Erp.OdooErpOptions>("odoo", o => o.Feed.Streams.Add("payments")), "'odoo' does not tell of it; add the stream 'matches'" },
        { b => b.Own<Invoice>("odoo"), "'odoo' issues the invoices itself, so that the money is where they are; leave it out" },
    };

    [Theory]
    [MemberData(nameof(BanksItCannotHear), DisableDiscoveryEnumeration = true)]
    public async Task Flow_BankPaymentsNobodyTellsOf_StopsAtStartAndSaysWhatToSet(Action<IConnectorsBuilder> set, string words)
    {
        await using StoryWorld world = await StoryWorld.StartAsync("plain", effectAction: true, null, services =>
        {
            services.Configure<Flows.LeadToCashOptions>(o => o.BankPayments = true);
            set(services.AddConnectorHub());
        });
        ConnectorException e = Assert.Throws<ConnectorException>(() => world.Hub);
        Assert.Equal((ErrorKind.Configuration, "BankPayments"), (e.Kind, e.Field));
        Assert.Contains(words, e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Flow_BankPaymentsToASystemThatTakesNoWrites_StopsAtStart()
    {
        ServiceCollection services = new();
        services.AddLogging();
        IConnectorsBuilder hub = services.AddOdooConnectors().UseSqlite(Path.Combine(Path.GetTempPath(), $"never-{Guid.NewGuid():N}.db")).AddFlow<Flows.LeadToCash>();
        hub.Own<Customer>("shop").Own<Contract>("shop").Own<Invoice>("shop").Own<Payment>("shop");
        services.AddSingleton<Odoo.Connectors.Sync.IConnectedSystem>(new NamedSystem("shop")).Configure<Flows.LeadToCashOptions>(o => o.BankPayments = true);
        await using ServiceProvider provider = services.BuildServiceProvider();
        ConnectorException e = Assert.Throws<ConnectorException>(() => provider.GetRequiredService<IConnectorOperations>());
        Assert.Contains("LeadToCash writes to 'shop', which takes no writes", e.Message, StringComparison.Ordinal);
    }

    private static JsonObject Record(StoryWorld world, string type) => world.Story.Steps.First(s => s.System == "salesforce" && s.What == type).Json;

    /// <summary>Stores a record as changed just now, so that the next poll finds it.</summary>
    private static void Touch(StoryWorld world, JsonObject record)
    {
        record["SystemModstamp"] = TimeProvider.System.GetUtcNow().ToString("yyyy-MM-ddTHH:mm:ss.fff+0000", System.Globalization.CultureInfo.InvariantCulture);
        record["LastModifiedDate"] = record["SystemModstamp"]!.DeepClone();
        world.Emulators.Salesforce.Put(record);
    }
}
