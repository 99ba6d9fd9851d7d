using System.Text.Json.Nodes;
using Odoo.Connectors.Model;
using Odoo.Connectors.Stripe.Internal.Api;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Stripe.Internal.Port;

/// <summary>Writes a customer's fields: absolute values, which may be sent again.</summary>
internal sealed class CustomerFields(string system, StripeWrites writes, CustomerFinder customers, TaxIds taxIds)
{
    public async Task<Outcome> SendAsync(Dispatch dispatch, PlannedWrite write, CancellationToken cancellationToken)
    {
        string? id = write.Id;
        if (write.Place is { } place)
        {
            try
            {
                JsonObject? made = await customers.MadeAsync(place.Mark, place.Email, write.PlannedAt, cancellationToken).ConfigureAwait(false);
                id = made is null ? null : StripeGets.IdOf(made);
            }
            catch (ConnectorException e)
            {
                return Failures.Unread(dispatch, e);
            }
        }

        if (id is null)
        {
            return Failures.Refused(dispatch, ErrorKind.Dependency, "no-customer", $"The customer of these fields is not in '{system}'; link it to one there, then retry.", "customer");
        }

        WriteAnswer answer = await writes.PostAsync($"/v1/customers/{Uri.EscapeDataString(id)}", StripeForm.Of(write.Fields), dispatch.NativeKey, cancellationToken).ConfigureAwait(false);
        if (answer.Body is not { } stored)
        {
            return Recall.IsSpent(answer) ? Failures.NotApplied(dispatch, isStored: true) : Failures.Of(dispatch, answer);
        }

        Outcome written = new()
        {
            Key = dispatch.Key,
            Status = answer.IsStored ? OutcomeStatus.Replayed : OutcomeStatus.Applied,
            Target = new ExternalRef(system, RecordKinds.Customer, id),
            Values = Values(stored, write.Fields, write.TaxId),
            Note = $"customer {id}: {string.Join(", ", write.Fields.Keys)}",
        };
        return write.TaxId is { } number ? await taxIds.AddAsync(dispatch, id, number, written, cancellationToken).ConfigureAwait(false) : written;
    }

    /// <summary>What Stripe stored of it, and what it was told.</summary>
    public static Dictionary<string, string?> Values(JsonObject stored, IReadOnlyDictionary<string, string> told, string? taxId)
    {
        Dictionary<string, string?> values = StoredValues.Of(stored, told.Keys)
            .SelectMany(v => new[] { v, KeyValuePair.Create(CustomerPlans.Told(v.Key), (string?)told[v.Key]) }).ToDictionary(StringComparer.Ordinal);
        if (taxId is not null)
        {
            values[CustomerForm.TaxId] = taxId;
        }

        return values;
    }
}
