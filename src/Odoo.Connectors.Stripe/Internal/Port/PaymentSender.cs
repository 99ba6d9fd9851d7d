using System.Globalization;
using System.Text.Json.Nodes;
using Odoo.Connectors.Model;
using Odoo.Connectors.Stripe.Internal.Api;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Stripe.Internal.Port;

/// <summary>
/// Reports a payment and attaches it to its invoice: two requests, each with a key of its own. What was reported is found by its mark, what was
/// attached by the payments of the invoice.
/// </summary>
internal sealed class PaymentSender(string system, StripeWrites writes, StripeGets gets, TimeProvider clock)
{
    private static readonly TimeSpan Slack = TimeSpan.FromHours(1);

    // One that was refused when it was attached may wait for a person that long.
    private static readonly TimeSpan LongSlack = TimeSpan.FromDays(30);

    public async Task<Outcome> SendAsync(Dispatch dispatch, PlannedWrite write, CancellationToken cancellationToken)
    {
        string? record = null;
        try
        {
            if (await gets.GetAsync($"/v1/invoices/{Uri.EscapeDataString(write.Id!)}", cancellationToken).ConfigureAwait(false) is not { } invoice)
            {
                return Failures.Refused(dispatch, ErrorKind.NotFound, "no-invoice", $"'{system}' has no invoice {write.Id}; correct what the payment is matched with, then retry.", "invoice");
            }

            if (await AttachedAsync(dispatch, write, cancellationToken).ConfigureAwait(false) is { } attached)
            {
                return Done(dispatch, attached, OutcomeStatus.Replayed);
            }

            if (TooMuch(dispatch, write, invoice.Value) is { } refused)
            {
                return refused;
            }

            if (dispatch is { Generation: > 0 } || Recall.IsOver(dispatch, write.PlannedAt, clock))
            {
                record = await ReportedAsync(dispatch, write, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (ConnectorException e)
        {
            return Failures.Unread(dispatch, e);
        }

        if (record is null)
        {
            string form = StripeForm.Of([.. write.Fields, new($"metadata[{Mark.MadeBy}]", Mark.Of(dispatch))]);
            WriteAnswer reported = await writes.PostAsync("/v1/payment_records/report_payment", form, dispatch.NativeKey, cancellationToken).ConfigureAwait(false);
            record = reported.Body is { } body ? StripeGets.IdOf(body) : null;
            if (record is null && !Recall.IsSpent(reported))
            {
                return Failures.Of(dispatch, reported.Failure is null ? reported with { Failure = StripeErrors.Unreadable(system) } : reported);
            }

            if (record is null)
            {
                return await AfterFailureAsync(dispatch, write, cancellationToken).ConfigureAwait(false);
            }
        }

        return await AttachAsync(dispatch, write, record, dispatch.NativeKey, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Stripe only repeats a failure: what it made all the same is attached.</summary>
    private async Task<Outcome> AfterFailureAsync(Dispatch dispatch, PlannedWrite write, CancellationToken cancellationToken)
    {
        try
        {
            return await ReportedAsync(dispatch, write, cancellationToken).ConfigureAwait(false) is { } record
                ? await AttachAsync(dispatch, write, record, dispatch.NativeKey, cancellationToken).ConfigureAwait(false)
                : Failures.NotApplied(dispatch, isStored: true);
        }
        catch (ConnectorException e)
        {
            return Failures.Of(dispatch, e) with { Status = OutcomeStatus.Unknown };
        }
    }

    private async Task<Outcome> AttachAsync(Dispatch dispatch, PlannedWrite write, string record, string key, CancellationToken cancellationToken)
    {
        WriteAnswer answer = await writes.PostAsync(
            $"/v1/invoices/{Uri.EscapeDataString(write.Id!)}/attach_payment", StripeForm.Of([new("payment_record", record)]), $"{key}-attach", cancellationToken).ConfigureAwait(false);
        if (answer.Body is not null)
        {
            return Done(dispatch, record, answer.IsStored ? OutcomeStatus.Replayed : OutcomeStatus.Applied);
        }

        // The invoice's payments were read before: it was not attached. A new generation reports it anew only where it is not found.
        Outcome outcome = Recall.IsSpent(answer) ? Failures.NotApplied(dispatch, isStored: true) : Failures.Of(dispatch, answer);
        return outcome.Status != OutcomeStatus.Refused ? outcome : outcome with
        {
            Reason = outcome.Reason! with { Message = $"{outcome.Reason!.Message} The payment record {record} stays without an invoice: attach it by hand, or let it be." },
        };
    }

    private Outcome? TooMuch(Dispatch dispatch, PlannedWrite write, JsonObject invoice)
    {
        long remaining = invoice["amount_remaining"]?.GetValue<long>() ?? 0;
        string? status = (string?)invoice["status"];
        bool isOpen = status is "open" or "uncollectible";
        return isOpen && long.Parse(write.Fields["amount_requested[value]"], CultureInfo.InvariantCulture) <= remaining ? null : Failures.Refused(
            dispatch, ErrorKind.Conflict, "more-than-open",
            isOpen ? $"Less is open of invoice {write.Id} of '{system}' than this payment pays of it; match the rest with another invoice, or credit the customer's account with it, then retry."
                : $"Invoice {write.Id} of '{system}' is not open, and takes no payment; match it with another invoice, or credit the customer's account with it.",
            "amount_remaining") with
        {
            Status = dispatch.InDoubt ? OutcomeStatus.Unknown : OutcomeStatus.Refused,
        };
    }

    /// <summary>The payment record of this effect that the invoice has.</summary>
    private async Task<string?> AttachedAsync(Dispatch dispatch, PlannedWrite write, CancellationToken cancellationToken)
    {
        if (dispatch.Attempts == 0)
        {
            return null;
        }

        JsonArray payments = await gets.ListAsync($"/v1/invoice_payments?invoice={Uri.EscapeDataString(write.Id!)}", null, cancellationToken).ConfigureAwait(false);
        foreach (string id in payments.Select(p => StripeGets.IdOf(p?["payment"]?["payment_record"])).OfType<string>())
        {
            if (await gets.GetAsync($"/v1/payment_records/{Uri.EscapeDataString(id)}", cancellationToken).ConfigureAwait(false) is { } record
                && CustomerFinder.MetadataOf(record.Value, Mark.MadeBy) == Mark.Of(dispatch))
            {
                return id;
            }
        }

        return null;
    }

    /// <summary>The payment record of this effect that is attached to nothing yet.</summary>
    private async Task<string?> ReportedAsync(Dispatch dispatch, PlannedWrite write, CancellationToken cancellationToken) => StripeGets.IdOf(CustomerFinder.Marked(
        await gets.ListAsync(FormattableString.Invariant($"/v1/payment_records?created_after={write.PlannedAt - (long)(dispatch.Generation > 0 ? LongSlack : Slack).TotalSeconds}"), null, cancellationToken).ConfigureAwait(false),
        Mark.Of(dispatch)));

    private Outcome Done(Dispatch dispatch, string record, OutcomeStatus status) => new()
    {
        Key = dispatch.Key, Status = status, Target = new ExternalRef(system, RecordKinds.Payment, record), Note = $"payment record {record}",
    };
}
