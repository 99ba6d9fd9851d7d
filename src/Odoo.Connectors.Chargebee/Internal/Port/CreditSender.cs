using System.Text.Json;
using Odoo.Connectors.Chargebee.Internal.Api;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Chargebee.Internal.Port;

/// <summary>Adds promotional credits. Their reference is ours: what the customer has with it was given before.</summary>
internal sealed class CreditSender(PortCalls calls)
{
    public async Task<Outcome> SendAsync(Dispatch dispatch, PlannedWrite write, CancellationToken cancellationToken)
    {
        string reference = OwnId.Of(dispatch.Key);
        string list = $"promotional_credits?limit=100&customer_id[is]={PortCalls.Escape(write.Id)}&type[is]=increment";
        if (await calls.FirstAsync(list, "promotional_credit", c => c.Text("reference") == reference, cancellationToken).ConfigureAwait(false) is { } given)
        {
            return Done(dispatch, write, given, OutcomeStatus.Replayed);
        }

        WriteAnswer answer = await calls.PostAsync("promotional_credits/add", [.. write.Fields, new("reference", reference)], dispatch.NativeKey, cancellationToken).ConfigureAwait(false);
        return answer.Body is { } body
            ? Done(dispatch, write, body.Part("promotional_credit"), answer.IsReplayed ? OutcomeStatus.Replayed : OutcomeStatus.Applied)
            : Failures.Of(dispatch, answer);
    }

    private Outcome Done(Dispatch dispatch, PlannedWrite write, JsonElement credit, OutcomeStatus status) => new()
    {
        Key = dispatch.Key,
        Status = status,
        Target = credit.Text("id") is { } id ? new ExternalRef(calls.System, EffectKinds.AccountCredit, id) : null,
        Note = $"credit {credit.Text("id")} for customer {write.Id}: {credit.Text("amount")} {credit.Text("currency_code")}",
    };
}
