using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Odoo.Connectors.Client;
using Odoo.Connectors.Sync;
using Odoo.Connectors.Testing;

namespace Odoo.Connectors.Docs.Tests;

/// <summary>The snippets that do something are run.</summary>
public sealed class SnippetTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task LostReply_OfTheEmulator_LeavesWhatOdooMade() => Assert.Equal(1, await Emulated.LostReplyAsync(Cancel));

    [Fact]
    public async Task StageChange_InTheEmulatedPortal_ReachesTheWebhook()
    {
        using Endpoint endpoint = new();

        // One change is told once, or twice where the seed says so.
        int accepted = await CrmEmulators.HubSpotAsync(new Uri("https://hub.example/hubspot"), endpoint, TimeProvider.System, Cancel);

        Assert.Contains("closedwon", Assert.Single(endpoint.Bodies), StringComparison.Ordinal);
        Assert.InRange(accepted, 2, 4);
    }

    [Fact]
    public async Task Renewal_OfTheEmulatedSite_IsPaidInTheEnd()
    {
        using Endpoint endpoint = new();

        Assert.Equal("paid True", await BillingEmulators.ChargebeeAsync(new Uri("https://hub.example/chargebee"), endpoint, TimeProvider.System, Cancel));
    }

    [Fact]
    public async Task Dispute_InTheEmulatedAccount_IsWon()
    {
        using Endpoint endpoint = new();

        Assert.Equal("paid won True", await BillingEmulators.StripeAsync(new Uri("https://hub.example/stripe"), endpoint, TimeProvider.System, Cancel));
    }

    [Fact]
    public async Task StageChange_InTheEmulatedOrganisation_IsHandedOver()
    {
        HashSet<string> told = [];
        Task ReceiveAsync(JsonObject evt, CancellationToken cancellationToken)
        {
            told.Add(evt["payload"]!["ChangeEventHeader"]!["changeType"]!.GetValue<string>());
            return Task.CompletedTask;
        }

        long replayId = await CrmEmulators.SalesforceAsync(ReceiveAsync, TimeProvider.System, Cancel);

        Assert.Equal(["CREATE", "UPDATE"], told.Order());
        Assert.True(replayId > 0);
    }

    [Fact]
    public async Task Balance_OfAMergedCustomer_IsFoundByItsOldId()
    {
        await using OdooEmulator odoo = new();
        await odoo.StartAsync(Cancel);
        await using ServiceProvider services = new ServiceCollection().AddOdooClient("odoo", o =>
        {
            o.Url = odoo.Url;
            o.Database = odoo.Database;
            o.Login = odoo.IntegrationLogin;
            o.Secret = odoo.IntegrationPassword;
        }).Services.BuildServiceProvider();

        Assert.Equal(100.00m, await EmulatedStories.MergedCustomersAsync(services.GetRequiredService<IOdooClientFactory>().Get("odoo"), odoo, Cancel));
    }

    [Fact]
    public async Task Payment_ThatFailed_IsRetriedInTheStory()
    {
        await using OdooEmulator odoo = new();
        Assert.StartsWith("account.move ", await EmulatedStories.RetriedPaymentAsync(odoo, Cancel), StringComparison.Ordinal);
    }

    [Fact]
    public void Money_TimesThree_IsExact() => Assert.Equal(59.97m, Emulated.Prices().Amount);

    [Fact]
    public async Task Payout_OfOneKey_IsTransferredOnceThoughItsFirstRunFailed()
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("docs-");
        try
        {
            ServiceCollection services = new();
            services.AddLogging();
            services.AddConnectorHub().UseSqlite(Path.Combine(folder.FullName, "hub.db"));
            await using ServiceProvider hub = services.BuildServiceProvider();
            Bank bank = new();
            Payouts payouts = new(hub.GetRequiredService<IIdempotency>(), bank);
            Payout payout = new("BE71096123456769", 12.50m);

            await Assert.ThrowsAsync<IOException>(() => payouts.PayAsync("p-1", payout, Cancel));
            IdempotentResult<Receipt> second = await payouts.PayAsync("p-1", payout, Cancel);
            IdempotentResult<Receipt> third = await payouts.PayAsync("p-1", payout, Cancel);

            Assert.Equal(1, bank.Transfers);
            Assert.Equal((false, true), (second.Replayed, third.Replayed));
            Assert.Equal(new Receipt("T-1"), third.Value);
        }
        finally
        {
            SqliteConnection.ClearAllPools();
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void Settings_OfTheConceptPages_AreAccepted()
    {
        ServiceCollection services = new();
        IConnectorsBuilder builder = services.AddConnectorHub();
        Ownership.Add(builder);
        Ownership.Match(builder);
        Mapping.Add(builder);
        Registrations.Budget(builder);
        Registrations.Feed(builder);
        string[] table = builder.Ownership.ToTable().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(2 + 2 + 3, table.Length); // heading and rule, two record types, three exceptions
        Assert.Contains("odoo/BE01", builder.Ownership.RuleOf<Model.Customer>("Website", company: "odoo/BE01").ToString(), StringComparison.Ordinal);

        Model.ExternalRef source = new("salesforce", "customer", "1");
        PlannedFields planned = new(new JsonObject { ["phone"] = "1" }, "a rule");
        Assert.Null(builder.Mappings.Apply("odoo", new Model.Customer { Ref = source, Name = "Northpeak" }, source, planned));
        Assert.Equal("""{"x_segment":"Small business"}""", planned.Values.ToJsonString());
    }

    [Fact]
    public async Task OwnFlow_OnASubscription_WritesTheStatusToTheCrm()
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("docs-");
        try
        {
            await using SalesforceEmulator salesforce = new();
            salesforce.DeclareField("Account", "Billing_Status__c");
            JsonObject account = Step("01-salesforce-Account");
            salesforce.Put(account);
            await using StripeEmulator stripe = new(new StripeEmulatorOptions { ApiKey = "sk_test_docs" });
            stripe.Put(Step("04-stripe-customer"));
            JsonObject created = Step("05-stripe-event-customer.subscription.created");
            stripe.Occur(created);
            SalesforceEmulatorOptions login = new();

            ServiceCollection services = new();
            services.AddLogging();
            services.AddConnectorHub()
                .UseSqlite(Path.Combine(folder.FullName, "hub.db"))
                .AddSalesforce(
                    "salesforce",
                    options => (options.LoginUrl, options.ClientId, options.ClientSecret) = (new Uri("http://acme.test"), login.ClientId, login.ClientSecret),
                    http => http.ConfigurePrimaryHttpMessageHandler(salesforce.CreateHandler))
                .AddStripe(
                    "stripe",
                    options =>
                    {
                        (options.ApiKey, options.CrmSystem) = ("sk_test_docs", "salesforce");
                        options.WebhookSecrets.Add("whsec_docs");
                    },
                    http => http.ConfigurePrimaryHttpMessageHandler(stripe.CreateHandler))
                .AddFlow<StatusToCrm>();
            await using ServiceProvider hub = services.BuildServiceProvider();

            byte[] body = Encoding.UTF8.GetBytes(created.ToJsonString());
            string signature = StripeSignature.Create(body, TimeProvider.System.GetUtcNow(), "whsec_docs");
            WebhookResult received = await hub.GetRequiredService<IWebhookIntake>().ReceiveAsync(
                "stripe", name => name == "Stripe-Signature" ? signature : null, body, Cancel);
            Assert.Equal(200, received.Status);
            IConnectorOperations operations = hub.GetRequiredService<IConnectorOperations>();
            Assert.True(await operations.DrainAsync(TimeSpan.FromSeconds(20), Cancel));
            Assert.Empty(await operations.Cases.ListAsync(cancellationToken: Cancel));
            Assert.Equal("Active", (string?)salesforce.Find("Account", (string)account["Id"]!)!["Billing_Status__c"]);
        }
        finally
        {
            SqliteConnection.ClearAllPools();
            folder.Delete(recursive: true);
        }
    }

    private static JsonObject Step(string name) =>
        (JsonObject)JsonNode.Parse(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Story", $"{name}.json")))!;

    private sealed class Bank : IBank
    {
        public int Transfers { get; private set; }

        public Task<string> TransferAsync(Payout payout, string key, CancellationToken cancellationToken) => Task.FromResult($"T-{++Transfers}");

        public Task ConfirmAsync(string number, CancellationToken cancellationToken) =>
            _confirmations++ == 0 ? throw new IOException("The line broke.") : Task.CompletedTask;

        private int _confirmations;
    }

    /// <summary>Accepts what is posted to it.</summary>
    private sealed class Endpoint : HttpMessageHandler
    {
        public List<string> Bodies { get; } = [];

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Bodies.Add(await request.Content!.ReadAsStringAsync(cancellationToken));
            return new HttpResponseMessage(System.Net.HttpStatusCode.OK);
        }
    }
}
