using System.Globalization;
using System.Text.Json;
using Odoo.Connectors.Chargebee.Internal.Api;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Chargebee.Internal.Port;

/// <summary>
/// Records a payment at its invoice. Its reference number is ours: what the invoice has with it was recorded before. What is due is read right
/// before, for Chargebee keeps what is too much as an excess payment without a word.
/// </summary>
internal sealed class PaymentSender(PortCalls calls)
{
    public async Task<Outcome> SendAsync(Dispatch dispatch, PlannedWrite write, CancellationToken cancellationToken)
    {
        string path = $"invoices/{PortCalls.Escape(write.Id)}", reference = OwnId.Of(dispatch.Key);
        if (await calls.FindAsync(path, "invoice", cancellationToken).ConfigureAwait(false) is not { } invoice)
        {
            return Failures.Refused(dispatch, ErrorKind.NotFound, "record-gone", $"'{calls.System}' has no invoice {write.Id}; link the invoice that is paid, then retry.", "invoice");
        }

        if (await calls.FirstAsync($"{path}/payments?limit=100", "transaction", t => t.Text("reference_number") == reference, cancellationToken).ConfigureAwait(false) is { } recorded)
        {
            return Done(dispatch, write, recorded, OutcomeStatus.Replayed);
        }

        if (Obstacle(dispatch, write, invoice) is { } obstacle)
        {
            return obstacle;
        }

        WriteAnswer answer = await calls.PostAsync(
            $"{path}/record_payment",
            [.. write.Fields.Where(f => f.Key != MoneyPlans.CurrencyOf), new("transaction[reference_number]", reference)], dispatch.NativeKey, cancellationToken).ConfigureAwait(false);
        return answer.Body is { } body
            ? Done(dispatch, write, body.Part("transaction"), answer.IsReplayed ? OutcomeStatus.Replayed : OutcomeStatus.Applied)
            : Failures.Of(dispatch, answer);
    }

    private Outcome? Obstacle(Dispatch dispatch, PlannedWrite write, JsonElement invoice)
    {
        string? currency = invoice.Text("currency_code"), status = invoice.Text("status");
        string wanted = write.Fields[MoneyPlans.CurrencyOf];
        long due = invoice.Number("amount_due") ?? 0, amount = long.Parse(write.Fields["transaction[amount]"], CultureInfo.InvariantCulture);
        return currency != wanted
                ? Failures.Refused(dispatch, ErrorKind.Validation, "other-currency", $"Invoice {write.Id} of '{calls.System}' is in {currency} and the money in {wanted}; allocate it in the invoice's currency, then retry.", "currency_code")
            : status is not ("payment_due" or "not_paid" or "posted")
                ? Failures.Refused(dispatch, ErrorKind.Conflict, "invoice-not-payable", $"Invoice {write.Id} of '{calls.System}' is {status} and takes no payment. Allocate the money to another invoice, or record it as an excess payment there, then skip this.", "status")
            : amount > due
                ? Failures.Refused(dispatch, ErrorKind.Conflict, "more-than-due", string.Create(CultureInfo.InvariantCulture, $"{amount} is more than the {due} that invoice {write.Id} of '{calls.System}' has due (in Chargebee's smallest units of {currency}): the rest would be an excess payment. Correct the allocation, then retry."), "transaction[amount]")
            : null;
    }

    private Outcome Done(Dispatch dispatch, PlannedWrite write, JsonElement payment, OutcomeStatus status) => new()
    {
        Key = dispatch.Key,
        Status = status,
        Target = payment.Text("id") is { } id ? new ExternalRef(calls.System, RecordKinds.Payment, id) : null,
        Note = $"payment {payment.Text("id")} of invoice {write.Id}: {payment.Text("amount")} {payment.Text("currency_code")}",
        Discrepancy = payment.Number("amount_unused") > 0
            ? new CaseReason(ErrorKind.Conflict, "excess-payment", $"Another payment of invoice {write.Id} came between: a part of ours is an excess payment of the customer in '{calls.System}'. Refund or apply it there.", "amount_unused")
            : null,
    };
}
