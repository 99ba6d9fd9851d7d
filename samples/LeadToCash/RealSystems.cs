using Microsoft.Extensions.Options;
using Odoo.Connectors.Erp;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;
using Spectre.Console;

namespace Odoo.Connectors.Samples.LeadToCash;

/// <summary>Salesforce, Chargebee, Stripe and Odoo as they are configured: one pass over all that they tell, and what they hold then.</summary>
internal static class RealSystems
{
    /// <summary>Connects them once; a host that goes on for ever calls <c>hub.Run()</c>.</summary>
    /// <returns>0: nothing differs and no case is open. 3: a system lacks something, and nothing was written.</returns>
    /// <exception cref="StoryException">There is no such file, or what it says cannot be.</exception>
    public static async Task<int> RunAsync(FileInfo settings, CancellationToken cancellationToken)
    {
        if (!settings.Exists)
        {
            throw new StoryException($"--settings: there is no file {settings.FullName}.");
        }

        Report.Begin("Lead to cash", $"Salesforce, Chargebee, Stripe and Odoo as {settings.FullName} says");
        try
        {
            await using WebApplication hub = Build(settings);
            foreach (IPreflight system in hub.Services.GetServices<IConnectedSystem>().OfType<IPreflight>())
            {
                if (await system.CheckAsync([], cancellationToken) is { Count: > 0 } missing)
                {
                    Report.Missing(missing);
                    return 3;
                }
            }

            bool done = await hub.Services.GetRequiredService<IConnectorOperations>().DrainAsync(TimeSpan.FromMinutes(10), cancellationToken);
            int differs = await Totals.PrintAsync(hub.Services, cancellationToken, "chargebee", "stripe");
            AnsiConsole.MarkupLine(!done ? "[red]Not all was told within ten minutes.[/]" : differs == 0 ? "[green]Nothing differs, no case is open.[/]" : $"[red]{differs} differ or are open cases.[/]");
            return done && differs == 0 ? 0 : 1;
        }
        catch (InvalidDataException)
        {
            throw new StoryException($"--settings: {settings.FullName} is no JSON.");
        }
        catch (Exception e) when (e is ConnectorException or OptionsValidationException)
        {
            throw new StoryException(e.Message);
        }
    }

    private static WebApplication Build(FileInfo settings)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Configuration.AddJsonFile(settings.FullName, optional: false).AddEnvironmentVariables();
        builder.Logging.ClearProviders().AddSimpleConsole().SetMinimumLevel(LogLevel.Error);
        builder.WebHost.UseKestrel(k => k.Listen(System.Net.IPAddress.Loopback, 0));

        #region lead-to-cash-host
        builder.Services.AddOdooConnectors(builder.Configuration.GetSection("Connectors"))
            .UseSqlite(builder.Configuration["Store"] ?? "lead-to-cash.db")
            .AddOdoo("odoo")
            .AddSalesforce("salesforce")
            .AddChargebee("chargebee")
            .AddStripePayments("stripe", stripe => stripe.ListObjects = true) // what reconciliation compares
            .AddFlow<Flows.LeadToCash>()
            .Own<Customer>("salesforce")
            .Own<Contract>("chargebee", contracts => contracts.CreatedFrom("salesforce"))
            .Own<Invoice>("chargebee")
            .Own<Payment>("stripe") // told by both; the gateway's fees, disputes and payouts are its own
            .AddReconciliation();
        #endregion

        WebApplication hub = builder.Build();
        hub.MapConnectorWebhooks();
        return hub;
    }
}
