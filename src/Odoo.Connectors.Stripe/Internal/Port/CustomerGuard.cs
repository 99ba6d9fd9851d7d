using System.Text.Json.Nodes;
using Odoo.Connectors.Model;
using Odoo.Connectors.Stripe.Internal.Api;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Stripe.Internal.Port;

/// <summary>
/// Looks, right before a customer is made, whether one with its e-mail address is there: the same by mark, by the CRM's id or by VAT number is it; one
/// that has another id or number is another; of one that has neither a person must say. An e-mail address alone is no identity.
/// </summary>
internal sealed class CustomerGuard(string system, CustomerFinder customers, Func<StripeOptions> options)
{
    /// <summary>What becomes of the effect where one is there; null where the customer is to be made.</summary>
    public async Task<Outcome?> LookAsync(Dispatch dispatch, PlannedWrite write, CancellationToken cancellationToken)
    {
        if (write.Fields.GetValueOrDefault("email") is not { Length: > 0 } email)
        {
            return null;
        }

        JsonObject[] there = [.. (await customers.WithEmailAsync(email, cancellationToken).ConfigureAwait(false)).OfType<JsonObject>()];
        JsonObject[] same = [.. there.Where(t => IsSame(t, dispatch, write) is true)];
        JsonObject[] unclear = [.. there.Where(t => IsSame(t, dispatch, write) is null)];
        return (same, unclear) switch
        {
            ([JsonObject only], _) => new Outcome
            {
                Key = dispatch.Key, Status = OutcomeStatus.Replayed, Target = new ExternalRef(system, RecordKinds.Customer, StripeGets.IdOf(only)!), Note = $"customer {StripeGets.IdOf(only)} was there",
            },
            ([], []) => null,
            _ => Failures.Refused(
                dispatch, ErrorKind.Conflict, "ambiguous-match",
                $"Customers of '{system}' ({string.Join(", ", same.Concat(unclear).Select(StripeGets.IdOf))}) have the e-mail address of this one, and nothing says whether they are it. "
                + $"Write the CRM's id into metadata {options().CustomerMetadataKey} of the right one, or any other id into that of those that are not, then retry.",
                "email"),
        };
    }

    /// <summary>Whether it is the customer; null where that cannot be told.</summary>
    private bool? IsSame(JsonObject there, Dispatch dispatch, PlannedWrite write)
    {
        if (CustomerFinder.MetadataOf(there, Mark.MadeBy) == Mark.Of(dispatch))
        {
            return true;
        }

        string key = options().CustomerMetadataKey;
        if (CustomerFinder.MetadataOf(there, key) is { } account && write.Fields.TryGetValue($"metadata[{key}]", out string? own))
        {
            return account == own;
        }

        string? vat = MatchKey.Vat(write.Fields.GetValueOrDefault(CustomerForm.TaxIdOfNew));
        string[] numbers = [.. (there["tax_ids"]?["data"] as JsonArray ?? []).Select(t => MatchKey.Vat((string?)t?["value"])).OfType<string>()];
        return vat is null || numbers.Length == 0 ? null : numbers.Contains(vat);
    }
}
