using System.Text.Json.Nodes;

namespace Odoo.Connectors.Stripe.Internal.Api;

/// <summary>
/// A payout with the movements it settles, each with its object. Stripe knows them once it has reconciled the payout; until then, and until
/// the payout is paid, there is nothing to tell.
/// </summary>
internal sealed class PayoutReads(StripeGets gets)
{
    public async Task<byte[]?> ReadAsync(string id, CancellationToken cancellationToken)
    {
        if (await gets.GetAsync($"/v1/payouts/{id}", cancellationToken).ConfigureAwait(false) is not { } payout)
        {
            return null;
        }

        (string? status, string? reconciled) = (Text(payout.Value["status"]), Text(payout.Value["reconciliation_status"]));
        if (status is "failed" or "canceled" || (status == "paid" && reconciled == "not_applicable"))
        {
            return StripeGets.Bytes(new JsonObject { ["payout"] = payout.Value });
        }

        return status != "paid" || reconciled != "completed" ? null : StripeGets.Bytes(new JsonObject
        {
            ["payout"] = payout.Value,
            ["balance_transactions"] = await gets.ListAsync($"/v1/balance_transactions?payout={id}&expand[0]=data.source", null, cancellationToken).ConfigureAwait(false),
        });
    }

    private static string? Text(JsonNode? node) => node is JsonValue value && value.TryGetValue(out string? text) ? text : null;
}
