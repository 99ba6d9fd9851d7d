using System.Text.Json.Nodes;
using Odoo.Connectors.Model;
using Odoo.Connectors.Stripe.Internal.Api;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Stripe.Internal.Port;

/// <summary>
/// Makes customers, subscriptions and credits, each with the mark of its effect. The same request is sent again as long as Stripe knows its key;
/// after that, and where Stripe only repeats a failure, what was made is looked for by its mark.
/// </summary>
internal sealed class CreateSender(string system, StripeWrites writes, StripeGets gets, CustomerFinder customers, CustomerGuard guard, TimeProvider clock)
{
    public async Task<Outcome> SendAsync(Dispatch dispatch, PlannedWrite write, CancellationToken cancellationToken)
    {
        try
        {
            string? customer = write.Id;
            if (write.Place is { } place)
            {
                JsonObject? made = await customers.MadeAsync(place.Mark, place.Email, write.PlannedAt, cancellationToken).ConfigureAwait(false);
                customer = made is null ? null : StripeGets.IdOf(made);
                if (customer is null)
                {
                    return NoCustomer(dispatch);
                }
            }

            if (Recall.IsOver(dispatch, write.PlannedAt, clock))
            {
                return await FoundAsync(dispatch, write, customer, cancellationToken).ConfigureAwait(false) ?? Failures.NotApplied(dispatch, isStored: false);
            }

            if (dispatch is { Way: Ways.Customer, InDoubt: false }
                && await guard.LookAsync(dispatch, write, cancellationToken).ConfigureAwait(false) is { } there)
            {
                return there;
            }

            return await SendAsync(dispatch, write, customer, cancellationToken).ConfigureAwait(false);
        }
        catch (ConnectorException e)
        {
            return Failures.Unread(dispatch, e);
        }
    }

    private async Task<Outcome> SendAsync(Dispatch dispatch, PlannedWrite write, string? customer, CancellationToken cancellationToken)
    {
        List<KeyValuePair<string, string>> fields = [.. write.Fields, new($"metadata[{Mark.MadeBy}]", Mark.Of(dispatch))];
        if (dispatch.Way == Ways.Subscription)
        {
            fields.Insert(0, new("customer", customer!));
        }

        WriteAnswer answer = await writes.PostAsync(PathOf(dispatch.Way, customer), StripeForm.Of(fields), dispatch.NativeKey, cancellationToken).ConfigureAwait(false);
        if (answer.Body is { } body)
        {
            return Done(dispatch, write, body, answer.IsStored ? OutcomeStatus.Replayed : OutcomeStatus.Applied);
        }

        if (!Recall.IsSpent(answer))
        {
            return Failures.Of(dispatch, answer);
        }

        try
        {
            return await FoundAsync(dispatch, write, customer, cancellationToken).ConfigureAwait(false) ?? Failures.NotApplied(dispatch, isStored: true);
        }
        catch (ConnectorException e)
        {
            // It was sent; what became of it is not known yet.
            return Failures.Of(dispatch, e) with { Status = OutcomeStatus.Unknown };
        }
    }

    private async Task<Outcome?> FoundAsync(Dispatch dispatch, PlannedWrite write, string? customer, CancellationToken cancellationToken)
    {
        string mark = Mark.Of(dispatch);
        JsonObject? found = dispatch.Way switch
        {
            Ways.Customer => await customers.MadeAsync(mark, write.Fields.GetValueOrDefault("email"), write.PlannedAt, cancellationToken).ConfigureAwait(false),
            Ways.Subscription => CustomerFinder.Marked(await gets.ListAsync($"/v1/subscriptions?customer={Uri.EscapeDataString(customer!)}&status=all", null, cancellationToken).ConfigureAwait(false), mark),
            _ => CustomerFinder.Marked(await gets.ListAsync(PathOf(dispatch.Way, customer), null, cancellationToken).ConfigureAwait(false), mark),
        };
        return found is null ? null : Done(dispatch, write, found, OutcomeStatus.Replayed);
    }

    private static string PathOf(string way, string? customer) => way switch
    {
        Ways.Customer => "/v1/customers",
        Ways.Subscription => "/v1/subscriptions",
        _ => $"/v1/customers/{Uri.EscapeDataString(customer!)}/balance_transactions",
    };

    private Outcome Done(Dispatch dispatch, PlannedWrite write, JsonObject made, OutcomeStatus status)
    {
        if (StripeGets.IdOf(made) is not { } id)
        {
            return Failures.Of(dispatch, StripeErrors.Unreadable(system));
        }

        string kind = dispatch.Way switch { Ways.Customer => RecordKinds.Customer, Ways.Subscription => RecordKinds.Contract, _ => EffectKinds.AccountCredit };
        return new Outcome
        {
            Key = dispatch.Key,
            Status = status,
            Target = new ExternalRef(system, kind, id),
            Values = dispatch.Way == Ways.Customer ? CustomerFields.Values(made, write.Fields, write.Fields.GetValueOrDefault(CustomerForm.TaxIdOfNew)) : new Dictionary<string, string?>(),
            Note = $"{kind} {id}",
        };
    }

    private Outcome NoCustomer(Dispatch dispatch) => Failures.Refused(
        dispatch, ErrorKind.Dependency, "no-customer",
        $"The customer of this effect is not in '{system}'; link it to one there, or let the flow make it first, then retry.", "customer") with
    {
        Status = dispatch.InDoubt ? OutcomeStatus.Unknown : OutcomeStatus.Refused,
    };
}
