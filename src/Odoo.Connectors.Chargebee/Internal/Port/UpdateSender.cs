using System.Text.Json;
using Odoo.Connectors.Chargebee.Internal.Api;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Chargebee.Internal.Port;

/// <summary>
/// Sets fields of a customer. Chargebee has a call for the billing details and one for the rest; both are absolute, so that they may be sent
/// again, and carry no idempotency key.
/// </summary>
internal sealed class UpdateSender(PortCalls calls)
{
    public async Task<Outcome> SendAsync(Dispatch dispatch, PlannedWrite write, CancellationToken cancellationToken)
    {
        JsonElement customer = default;
        string path = $"customers/{PortCalls.Escape(write.Id)}";
        foreach (IGrouping<bool, KeyValuePair<string, string>> part in write.Fields.GroupBy(f => CustomerForm.IsBilling(f.Key)).OrderBy(g => g.Key))
        {
            WriteAnswer answer = await calls.PostAsync(part.Key ? $"{path}/update_billing_info" : path, part, key: null, cancellationToken).ConfigureAwait(false);
            if (answer.Body is not { } body)
            {
                return Failures.Of(dispatch, answer);
            }

            customer = body.Part("customer");
        }

        return CustomerValues.Outcome(dispatch, calls.System, write.Fields, customer, OutcomeStatus.Applied);
    }
}
