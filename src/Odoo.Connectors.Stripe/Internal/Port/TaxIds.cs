using System.Text.Json.Nodes;
using Odoo.Connectors.Stripe.Internal.Api;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Stripe.Internal.Port;

/// <summary>
/// Gives a customer a VAT number that it has not. Another one that is there stays: whether it is the former one or one of another registration
/// Stripe does not say.
/// </summary>
internal sealed class TaxIds(StripeWrites writes, StripeGets gets)
{
    /// <summary>Adds it where it is not there.</summary>
    /// <returns>The outcome of what was written before, or why the number could not be added.</returns>
    public async Task<Outcome> AddAsync(Dispatch dispatch, string customer, string number, Outcome written, CancellationToken cancellationToken)
    {
        string path = $"/v1/customers/{Uri.EscapeDataString(customer)}/tax_ids";
        (string type, string value) = VatIds.Of(number, null)!.Value;
        JsonObject[] there;
        try
        {
            there = [.. (await gets.ListAsync(path, null, cancellationToken).ConfigureAwait(false)).OfType<JsonObject>().Where(t => (string?)t["type"] == type)];
        }
        catch (ConnectorException e)
        {
            // The fields are written; they are written again with the number.
            return Failures.Of(dispatch, e) with { Status = OutcomeStatus.NotApplied };
        }

        if (there.Any(t => MatchKey.Vat((string?)t["value"]) == value))
        {
            return written;
        }

        WriteAnswer answer = await writes.PostAsync(path, StripeForm.Of([new("type", type), new("value", value)]), $"{dispatch.NativeKey}-tax", cancellationToken).ConfigureAwait(false);
        return answer.Failure is not null ? Recall.IsSpent(answer) ? Failures.NotApplied(dispatch, isStored: true) : Failures.Of(dispatch, answer)
            : there.Length == 0 ? written
            : written with
            {
                Discrepancy = new CaseReason(
                    ErrorKind.Validation, "second-vat-number",
                    $"Customer {customer} has a new VAT number and still has another one; delete the tax id that it no longer has ({string.Join(", ", there.Select(StripeGets.IdOf))}) in Stripe, or leave it.",
                    "tax_ids"),
            };
    }
}
