using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
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
    public void Money_TimesThree_IsExact() => Assert.Equal(59.97m, Emulated.Prices().Amount);

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
}
