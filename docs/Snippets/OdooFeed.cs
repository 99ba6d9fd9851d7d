using System.Text.Json.Nodes;
using Odoo.Connectors.Client;
using Odoo.Connectors.Erp;
using Odoo.Connectors.Flows;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Docs;

/// <summary>Odoo as a source of facts.</summary>
internal static class OdooFeed
{
    public static void Add(IConnectorsBuilder builder)
    {
        #region odoo-feed
        builder
            .AddOdoo("odoo", odoo =>
            {
                odoo.Feed.Streams.Add(OdooStreams.Partners);
                odoo.Feed.Streams.Add(OdooStreams.Documents);
                odoo.Feed.Streams.Add(OdooStreams.Payments);
                odoo.Feed.Streams.Add(OdooStreams.Matches);
                odoo.Feed.Streams.Add(OdooStreams.Contracts);
                odoo.Feed.Streams.Add(OdooStreams.ContractLines);
            })
            .AddFlow<GoneInOdoo>()
            .AddFlow<EditsToBilling>();
        #endregion
    }

    #region odoo-automation
    /// <summary>Has Odoo call the hub when one of these fields changes. To be run by an administrator.</summary>
    public static async Task<long> AutomateAsync(
        IOdooClient administrator, string model, string[] fields, Uri url, CancellationToken cancellationToken)
    {
        long modelId = (await administrator.SearchAsync("ir.model", OdooDomain.Where("model", "=", model), cancellationToken: cancellationToken))[0];
        IReadOnlyList<long> fieldIds = await administrator.SearchAsync(
            "ir.model.fields", OdooDomain.Where("model_id", "=", modelId).And(OdooDomain.In("name", fields)), cancellationToken: cancellationToken);
        return await administrator.CreateAsync("base.automation", AutomationOf(model, modelId, fieldIds, url), cancellationToken: cancellationToken);
    }

    public static JsonObject AutomationOf(string model, long modelId, IEnumerable<long> fieldIds, Uri url) => new()
    {
        ["name"] = $"Odoo.Connectors: {model}",
        ["model_id"] = modelId,
        ["trigger"] = "on_create_or_write",
        // Without these one new partner calls 15 to 18 times, and a slow receiver holds up who saves it.
        ["trigger_field_ids"] = Set(fieldIds),
        ["action_server_ids"] = new JsonArray(new JsonArray(0, 0, new JsonObject
        {
            ["name"] = $"Odoo.Connectors: {model}",
            ["model_id"] = modelId,
            ["state"] = "webhook",
            ["webhook_url"] = url.AbsoluteUri, // https://hub.example.com/webhooks/odoo/<Feed:WebhookSecret>
            ["webhook_field_ids"] = Set([]),   // the hub reads for itself: send nothing
            ["usage"] = "base_automation",
        })),
    };

    private static JsonArray Set(IEnumerable<long> ids) => new(new JsonArray(6, 0, new JsonArray([.. ids.Select(i => (JsonNode)i)])));
    #endregion
}

#region edits-flow
/// <summary>Tells billing what people changed on orders in Odoo.</summary>
public sealed class EditsToBilling : IFlow
{
    private readonly ContractEdits _edits = new(new CompanyCalendar("Europe/Brussels"));

    public bool Handles(string changeKind) => changeKind == ChangeKinds.ContractSeen;

    public Decision Decide(Change change, Known known)
    {
        if (_edits.Settle(change, known, out Contract edited) is Decision settled)
        {
            return settled;
        }

        return edited is not { Origin.Source: { System: "billing" } source, Amendments: [Amendment amendment] }
            ? new Decision.Absorb("not billing's")
            : new Decision.Do([new Intent
            {
                Target = "billing",
                Kind = "amend",
                Class = EffectClass.Document,
                Source = source,
                Discriminator = amendment.Event, // both streams may tell one edit
                Record = edited,
            }]);
    }
}
#endregion
