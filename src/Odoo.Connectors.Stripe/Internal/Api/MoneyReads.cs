using System.Text.Json.Nodes;

namespace Odoo.Connectors.Stripe.Internal.Api;

/// <summary>Payments and what becomes of them, each with the invoices that it pays.</summary>
internal sealed class MoneyReads(StripeGets gets)
{
    /// <summary>The paid payments of an invoice; of one that pays more than this invoice, all that it pays.</summary>
    public async Task<byte[]?> OfInvoiceAsync(string invoiceId, CancellationToken cancellationToken)
    {
        if (await gets.GetAsync($"/v1/invoices/{invoiceId}", cancellationToken).ConfigureAwait(false) is not { } invoice)
        {
            return null;
        }

        JsonArray payments = await gets.ListAsync(
            $"/v1/invoice_payments?invoice={invoiceId}&status=paid&expand[0]=data.payment.payment_intent", null, cancellationToken).ConfigureAwait(false);
        JsonArray shared = [];
        foreach (JsonObject payment in payments.Select(gets.Object))
        {
            if (payment["payment"]?["payment_intent"] is JsonObject intent && !JsonNode.DeepEquals(intent["amount_received"], payment["amount_paid"]))
            {
                foreach (JsonNode? other in await PaidByAsync(StripeGets.IdOf(intent), cancellationToken).ConfigureAwait(false))
                {
                    shared.Add(other!.DeepClone());
                }
            }
        }

        return StripeGets.Bytes(new JsonObject { ["invoice"] = invoice.Value, ["invoice_payments"] = payments, ["shared"] = shared });
    }

    /// <summary>A payment by its own id: that of a payment intent, or of a charge without one.</summary>
    public async Task<byte[]?> PaymentAsync(string id, CancellationToken cancellationToken)
    {
        if (await gets.GetAsync($"/v1/payment_intents/{id}?expand[0]=latest_charge", cancellationToken).ConfigureAwait(false) is { } intent)
        {
            return IsZero(intent.Value["amount_received"]) ? null : StripeGets.Bytes(new JsonObject
            {
                ["payment_intent"] = intent.Value, ["invoice_payments"] = await PaidByAsync(id, cancellationToken).ConfigureAwait(false),
            });
        }

        return await gets.GetAsync($"/v1/charges/{id}", cancellationToken).ConfigureAwait(false) is { } charge && !IsZero(charge.Value["amount_captured"])
            ? StripeGets.Bytes(new JsonObject { ["charge"] = charge.Value })
            : null;
    }

    /// <summary>The last attempt of a payment intent, where it failed and nothing succeeded after it.</summary>
    public async Task<byte[]?> AttemptAsync(string id, CancellationToken cancellationToken)
    {
        if (await gets.GetAsync($"/v1/payment_intents/{id}?expand[0]=latest_charge", cancellationToken).ConfigureAwait(false) is not { } intent
            || intent.Value["last_payment_error"] is not JsonObject || !IsZero(intent.Value["amount_received"]))
        {
            return null;
        }

        JsonArray payments = await gets.ListAsync($"/v1/invoice_payments?{Of(id)}&expand[0]=data.invoice", null, cancellationToken).ConfigureAwait(false);
        return StripeGets.Bytes(new JsonObject { ["payment_intent"] = intent.Value, ["invoice_payments"] = payments });
    }

    /// <summary>The money of a refund that came back; null where none did.</summary>
    public async Task<byte[]?> ReversalAsync(string id, CancellationToken cancellationToken)
    {
        if (await gets.GetAsync($"/v1/refunds/{id}?expand[0]=failure_balance_transaction&expand[1]=charge", cancellationToken).ConfigureAwait(false) is not { } refund
            || refund.Value["failure_balance_transaction"] is null)
        {
            return null;
        }

        return StripeGets.Bytes(new JsonObject
        {
            ["refund"] = refund.Value, ["invoice_payments"] = await PaidByAsync(StripeGets.IdOf(refund.Value["payment_intent"]), cancellationToken).ConfigureAwait(false),
        });
    }

    public async Task<byte[]?> DisputeAsync(string id, CancellationToken cancellationToken)
    {
        if (await gets.GetAsync($"/v1/disputes/{id}?expand[0]=charge", cancellationToken).ConfigureAwait(false) is not { } dispute)
        {
            return null;
        }

        return StripeGets.Bytes(new JsonObject
        {
            ["dispute"] = dispute.Value, ["invoice_payments"] = await PaidByAsync(StripeGets.IdOf(dispute.Value["payment_intent"]), cancellationToken).ConfigureAwait(false),
        });
    }

    private async Task<JsonArray> PaidByAsync(string? intent, CancellationToken cancellationToken) => intent is null
        ? []
        : await gets.ListAsync($"/v1/invoice_payments?{Of(intent)}&status=paid", null, cancellationToken).ConfigureAwait(false);

    private static string Of(string intent) => $"payment[type]=payment_intent&payment[payment_intent]={Uri.EscapeDataString(Uri.UnescapeDataString(intent))}";

    private static bool IsZero(JsonNode? amount) => amount is not JsonValue value || !value.TryGetValue(out long minor) || minor == 0;
}
