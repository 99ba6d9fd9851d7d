using System.Text.Json.Nodes;
using Odoo.Connectors.Client;

namespace Odoo.Connectors.Erp;

/// <summary>Takes away a draft of ours that is not to be posted.</summary>
internal static class RefusedDraft
{
    /// <summary>
    /// Odoo lets whoever is no accounting manager delete a draft with a number only at the end of its chain, so that its number goes first. A
    /// crash in between leaves a draft whose number is not the planned one, which the next attempt takes away.
    /// </summary>
    public static async Task TakeAwayAsync(this IOdooClient client, DocumentPlan plan, long id, OdooContext context, CancellationToken cancellationToken)
    {
        if (plan.Values.ContainsKey("name"))
        {
            await client.WriteAsync(plan.Model, [id], new JsonObject { ["name"] = false }, context, cancellationToken).ConfigureAwait(false);
        }

        await client.UnlinkAsync(plan.Model, [id], context, cancellationToken).ConfigureAwait(false);
    }
}
