using System.Text;
using System.Text.Json.Nodes;
using Odoo.Connectors.Model;

namespace Odoo.Connectors.Stripe.Internal.Api;

/// <summary>Reads objects whole: lists inside them are followed to their end, and what belongs together is put into one answer.</summary>
internal sealed class StripeReads(string name, StripeGets gets)
{
    private readonly MoneyReads _money = new(gets);
    private readonly PayoutReads _payouts = new(gets);

    public Task<byte[]?> ReadAsync(ExternalRef reference, CancellationToken cancellationToken)
    {
        string id = Uri.EscapeDataString(reference.Id);
        return reference.Kind switch
        {
            RecordKinds.Customer => CustomerAsync(id, cancellationToken),
            RecordKinds.Contract => WholeAsync($"/v1/subscriptions/{id}", "items", $"/v1/subscription_items?subscription={id}", cancellationToken),
            RecordKinds.CustomerContracts => SubscriptionsAsync(id, cancellationToken),
            RecordKinds.Invoice => WholeAsync($"/v1/invoices/{id}", "lines", null, cancellationToken),
            RecordKinds.InvoicePayments => _money.OfInvoiceAsync(id, cancellationToken),
            RecordKinds.CreditNote => CreditNoteAsync(id, cancellationToken),
            RecordKinds.Payment => _money.PaymentAsync(id, cancellationToken),
            RecordKinds.PaymentAttempt => _money.AttemptAsync(id, cancellationToken),
            RecordKinds.PaymentReversal => _money.ReversalAsync(id, cancellationToken),
            RecordKinds.Dispute => _money.DisputeAsync(id, cancellationToken),
            RecordKinds.Payout => _payouts.ReadAsync(id, cancellationToken),
            RecordKinds.Product => WholeAsync($"/v1/products/{id}", "none", null, cancellationToken),
            RecordKinds.Refund => RefundAsync(id, cancellationToken),
            _ => throw new ConnectorException(ErrorKind.Configuration, $"The system '{name}' cannot read a {reference.Kind}."),
        };
    }

    /// <summary>The account's id.</summary>
    public async Task<string> AccountAsync(CancellationToken cancellationToken)
    {
        (JsonObject account, _) = await gets.GetAsync("/v1/account", cancellationToken).ConfigureAwait(false)
            ?? throw new ConnectorException(ErrorKind.Configuration, $"No Stripe API answers at the address of '{name}'; correct Systems:{name}:ApiBase.");
        return StripeGets.IdOf(account["id"]) ?? throw StripeErrors.Unreadable(name);
    }

    private async Task<byte[]?> CustomerAsync(string id, CancellationToken cancellationToken)
    {
        (JsonObject Value, string Text)? found = await gets.GetAsync($"/v1/customers/{id}?expand[0]=tax_ids", cancellationToken).ConfigureAwait(false);
        bool exists = found is { } customer && !(customer.Value["deleted"] is JsonValue deleted && deleted.TryGetValue(out bool gone) && gone);
        return exists ? Encoding.UTF8.GetBytes(found!.Value.Text) : null;
    }

    private async Task<byte[]?> WholeAsync(string path, string list, string? url, CancellationToken cancellationToken)
    {
        if (await gets.GetAsync(path, cancellationToken).ConfigureAwait(false) is not { } found)
        {
            return null;
        }

        bool grew = await gets.CompleteAsync(found.Value, list, url, cancellationToken).ConfigureAwait(false);
        return grew ? StripeGets.Bytes(found.Value) : Encoding.UTF8.GetBytes(found.Text);
    }

    private async Task<byte[]?> SubscriptionsAsync(string customer, CancellationToken cancellationToken)
    {
        JsonArray subscriptions = await gets.ListAsync($"/v1/subscriptions?customer={customer}&status=all", null, cancellationToken).ConfigureAwait(false);
        foreach (JsonNode? subscription in subscriptions)
        {
            string id = Uri.EscapeDataString(StripeGets.IdOf(subscription) ?? throw StripeErrors.Unreadable(name));
            await gets.CompleteAsync(gets.Object(subscription), "items", $"/v1/subscription_items?subscription={id}", cancellationToken).ConfigureAwait(false);
        }

        return StripeGets.Bytes(new JsonObject { ["subscriptions"] = subscriptions });
    }

    private async Task<byte[]?> CreditNoteAsync(string id, CancellationToken cancellationToken)
    {
        if (await gets.GetAsync($"/v1/credit_notes/{id}", cancellationToken).ConfigureAwait(false) is not { } note)
        {
            return null;
        }

        await gets.CompleteAsync(note.Value, "lines", null, cancellationToken).ConfigureAwait(false);
        JsonObject? invoice = await InvoiceAsync(StripeGets.IdOf(note.Value["invoice"]), cancellationToken).ConfigureAwait(false);
        return StripeGets.Bytes(new JsonObject { ["credit_note"] = note.Value, ["invoice"] = invoice });
    }

    private async Task<JsonObject?> InvoiceAsync(string? id, CancellationToken cancellationToken)
    {
        if (id is null || await gets.GetAsync($"/v1/invoices/{Uri.EscapeDataString(id)}", cancellationToken).ConfigureAwait(false) is not { } found)
        {
            return null;
        }

        await gets.CompleteAsync(found.Value, "lines", null, cancellationToken).ConfigureAwait(false);
        return found.Value;
    }

    private async Task<byte[]?> RefundAsync(string id, CancellationToken cancellationToken)
    {
        if (await gets.GetAsync($"/v1/refunds/{id}?expand[0]=charge", cancellationToken).ConfigureAwait(false) is not { } refund)
        {
            return null;
        }

        JsonArray payments = [];
        JsonArray invoices = [];
        JsonArray creditNotes = [];
        if (StripeGets.IdOf(refund.Value["payment_intent"]) is string intent)
        {
            string query = $"payment[type]=payment_intent&payment[payment_intent]={Uri.EscapeDataString(intent)}";
            payments = await gets.ListAsync($"/v1/invoice_payments?{query}", null, cancellationToken).ConfigureAwait(false);
        }

        foreach (string invoice in payments.Select(payment => StripeGets.IdOf(gets.Object(payment)["invoice"])).OfType<string>().Distinct().ToList())
        {
            string escaped = Uri.EscapeDataString(invoice);
            if (await InvoiceAsync(invoice, cancellationToken).ConfigureAwait(false) is { } found)
            {
                invoices.Add(found);
            }

            JsonArray notes = await gets.ListAsync($"/v1/credit_notes?invoice={escaped}", null, cancellationToken).ConfigureAwait(false);
            foreach (JsonNode? note in notes.ToList())
            {
                await gets.CompleteAsync(gets.Object(note), "lines", null, cancellationToken).ConfigureAwait(false);
                creditNotes.Add(note!.DeepClone());
            }
        }

        return StripeGets.Bytes(new JsonObject
        {
            ["refund"] = refund.Value,
            ["invoice_payments"] = payments,
            ["invoices"] = invoices,
            ["credit_notes"] = creditNotes,
        });
    }
}
