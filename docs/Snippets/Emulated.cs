using System.Text.Json.Nodes;
using Odoo.Connectors.Client;
using Odoo.Connectors.Model;
using Odoo.Connectors.Testing;

namespace Odoo.Connectors.Docs;

/// <summary>The emulators, as a test uses them.</summary>
internal static class Emulated
{
    public static async Task<long> LostReplyAsync(CancellationToken cancellationToken)
    {
        #region emulator-test
        await using OdooEmulator odoo = new();
        await odoo.StartAsync(cancellationToken);

        ServiceCollection services = new();
        services.AddOdooClient("odoo", options =>
        {
            options.Url = odoo.Url;
            options.Database = odoo.Database;
            options.Login = odoo.IntegrationLogin;
            options.Secret = odoo.IntegrationPassword;
        });
        await using ServiceProvider provider = services.BuildServiceProvider();
        IOdooClient client = provider.GetRequiredService<IOdooClientFactory>().Get("odoo");

        // Odoo does it, but its answer gets lost.
        odoo.OnCall = call => call.Method == "create" ? EmulatorFault.DropReply : EmulatorFault.None;
        long made = 0;
        try
        {
            await client.CreateAsync("res.partner", new JsonObject { ["name"] = "Northpeak", ["is_company"] = true }, cancellationToken: cancellationToken);
        }
        catch (OdooException e) when (e.Kind == ErrorKind.Unknown)
        {
            made = await client.SearchCountAsync("res.partner", OdooDomain.Where("name", "=", "Northpeak"), cancellationToken: cancellationToken);
        }
        #endregion
        return made;
    }

    public static async Task OdooAsync()
    {
        #region odoo-emulator
        await using OdooEmulator odoo = new(new OdooEmulatorOptions { Products = { ("SEAT", "Seat") } });
        await odoo.StartAsync(); // http://127.0.0.1:<free port>/
        // or, without a socket: new HttpClient(odoo.CreateHandler()) { BaseAddress = new Uri("http://odoo.test/") }

        odoo.OnCall = call => call.Method == "action_post" ? EmulatorFault.DropReply : EmulatorFault.None;
        #endregion
    }

    public static async Task SalesforceAsync()
    {
        #region salesforce-emulator
        await using SalesforceEmulator salesforce = new();
        salesforce.DeclareField("Account", "Odoo_Id__c");
        salesforce.Load("Account", File.ReadAllText("01-salesforce-Account.json"));
        await salesforce.StartAsync();
        salesforce.OnCall = call => call.Method == "PATCH" ? EmulatorFault.DropReply : EmulatorFault.None;
        #endregion
    }

    public static async Task StripeAsync(JsonObject evt, Uri webhookUrl)
    {
        #region stripe-emulator
        await using StripeEmulator stripe = new();
        stripe.Occur(evt);
        using StripeSender sender = new(webhookUrl, "whsec_test", TimeProvider.System);
        await sender.SendAsync(evt);
        #endregion
    }

    public static Money Prices()
    {
        #region money
        Money price = new(19.99m, Currency.Parse("EUR"));
        Money total = price * 3;
        #endregion
        return total;
    }
}
