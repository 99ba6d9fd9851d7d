using System.Text.Json.Nodes;
using Odoo.Connectors.Testing;

namespace Odoo.Connectors.Docs;

/// <summary>The emulators of the CRM systems, as a test uses them.</summary>
internal static class CrmEmulators
{
    public static async Task<int> HubSpotAsync(Uri webhookUrl, HttpMessageHandler endpoint, TimeProvider clock, CancellationToken cancellationToken)
    {
        #region hubspot-emulator
        await using HubSpotEmulator hubSpot = new(new HubSpotEmulatorOptions { SearchDelay = TimeSpan.FromSeconds(30) }, clock);
        hubSpot.DefineProperty("deals", "billing_subscription_id", isUnique: true);
        hubSpot.Subscribe("deal.propertyChange", "dealstage");
        await hubSpot.StartAsync(cancellationToken); // or, without a socket: hubSpot.CreateHandler()

        string deal = hubSpot.Create("deals", ("dealname", "Five seats"), ("dealstage", "contractsent"));
        hubSpot.Update("deals", deal, ("dealstage", "closedwon"));

        using HubSpotSender sender = new(webhookUrl, "client-secret", clock, endpoint);
        int accepted = await sender.DeliverAsync(hubSpot, new HubSpotDelivery { Seed = 7 }, cancellationToken);
        #endregion
        return accepted;
    }

    public static async Task<long> SalesforceAsync(Func<JsonObject, CancellationToken, Task> receive, TimeProvider clock, CancellationToken cancellationToken)
    {
        #region salesforce-events
        await using SalesforceEmulator salesforce = new(new SalesforceEmulatorOptions { BulkJobDuration = TimeSpan.FromMinutes(2) }, clock);
        salesforce.CaptureChanges("Opportunity");
        salesforce.OnWrite = write => write.Type == "Account"
            ? new SalesforceWriteError("UNABLE_TO_LOCK_ROW", "unable to obtain exclusive access to this record")
            : null;

        string deal = salesforce.Create("Opportunity", new JsonObject { ["Name"] = "Five seats", ["StageName"] = "Prospecting", ["CloseDate"] = "2026-10-01" });
        salesforce.Update("Opportunity", deal, new JsonObject { ["StageName"] = "Closed Won" });

        long replayId = await salesforce.DeliverChangesAsync(receive, delivery: new SalesforceDelivery { Seed = 7 }, cancellationToken: cancellationToken);
        #endregion
        return replayId;
    }
}
