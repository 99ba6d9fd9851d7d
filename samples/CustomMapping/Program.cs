using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Odoo.Connectors.Samples.LeadToCash;
using Odoo.Connectors.Sync;
using Odoo.Connectors.Testing;

namespace Odoo.Connectors.Samples.CustomMapping;

/// <summary>Plays the story of the sample LeadToCash with two custom fields, then prints what Odoo holds and why.</summary>
internal static class Program
{
    private static async Task<int> Main()
    {
        string folder = Directory.CreateTempSubdirectory("custom-mapping-").FullName;
        Story story = Story.Read(Story.Find("plain"));
        await using Emulators emulators = new([story]);
        await emulators.StartAsync(CancellationToken.None);
        emulators.Odoo.DeclareField("account.move", "x_cost_center");
        emulators.Odoo.DeclareField("res.partner", "x_segment");
        emulators.Salesforce.DeclareField("Account", "Segment__c");
        HubSettings settings = emulators.Settings(story, Path.Combine(folder, "hub.db"), effectAction: true);

        ServiceCollection services = new();
        services.AddLogging(log => log.SetMinimumLevel(LogLevel.None));
        HubHost.AddHub(services, settings, emulators);
        services.AddMappings();
        await using (ServiceProvider hub = services.BuildServiceProvider())
        {
            IConnectorOperations operations = hub.GetRequiredService<IConnectorOperations>();
            foreach (StoryStep step in story.Steps.Select(Extended))
            {
                emulators.Happen(step);
                if (step.IsEvent)
                {
                    string signature = StripeSignature.Create(step.Body, TimeProvider.System.GetUtcNow(), settings.WebhookSecret);
                    await hub.GetRequiredService<IWebhookIntake>().ReceiveAsync("stripe", _ => signature, step.Body, CancellationToken.None);
                }

                await operations.DrainAsync(TimeSpan.FromSeconds(20));
            }

            using JsonRpc odoo = new(settings.OdooUrl, settings.OdooDatabase, settings.OdooLogin, settings.OdooPassword);
            JsonNode partner = (await odoo.SearchReadAsync("res.partner", [new JsonArray("x_segment", "!=", false)], "x_segment"))[0]!;
            JsonNode invoice = (await odoo.SearchReadAsync("account.move", [new JsonArray("move_type", "=", "out_invoice")], "x_cost_center", "payment_reference"))[0]!;
            Console.WriteLine($"partner: x_segment = {partner["x_segment"]}");
            Console.WriteLine($"invoice: x_cost_center = {invoice["x_cost_center"]}, payment_reference = {invoice["payment_reference"]}");
            IEnumerable<AuditEntry> trail = (await Task.WhenAll((await operations.EventsAsync()).Select(e => operations.ExplainAsync(e.Id)))).SelectMany(e => e);
            foreach (string mapped in trail.Where(a => a.What == "planned" && a.Detail!.Contains("x_", StringComparison.Ordinal)).Select(a => a.Detail!).Distinct())
            {
                Console.WriteLine(mapped);
            }

            return (await operations.Cases.ListAsync()).Count;
        }
    }

    /// <summary>The story's payloads with what the vendors' administrators added: a custom field and a metadata key.</summary>
    private static StoryStep Extended(StoryStep step)
    {
        JsonObject json = step.Json;
        if (step.What == "Account")
        {
            json["Segment__c"] = "SMB";
        }
        else if (step.IsEvent && json["data"]!["object"] is JsonObject about && (string?)about["object"] == "invoice")
        {
            about["metadata"] = new JsonObject { ["cf_cost_center"] = "CC-7" };
        }

        return step with { Body = Encoding.UTF8.GetBytes(json.ToJsonString()) };
    }
}
