using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Odoo.Connectors.Model;

namespace Odoo.Connectors.Stripe.Internal.Api;

/// <summary>Reads objects whole: lists inside them are followed to their end, and what belongs together is put into one answer.</summary>
internal sealed class StripeReads(string name, StripeTransport transport)
{
    private const int MostPages = 1000;

    public Task<byte[]?> ReadAsync(ExternalRef reference, CancellationToken cancellationToken)
    {
        string id = Uri.EscapeDataString(reference.Id);
        return reference.Kind switch
        {
            RecordKinds.Customer => CustomerAsync(id, cancellationToken),
            RecordKinds.Contract => WholeAsync($"/v1/subscriptions/{id}", "items", $"/v1/subscription_items?subscription={id}", cancellationToken),
            RecordKinds.CustomerContracts => SubscriptionsAsync(id, cancellationToken),
            RecordKinds.Invoice => WholeAsync($"/v1/invoices/{id}", "lines", null, cancellationToken),
            RecordKinds.InvoicePayments => PaymentsAsync(id, cancellationToken),
            RecordKinds.Refund => RefundAsync(id, cancellationToken),
            _ => throw new ConnectorException(ErrorKind.Configuration, $"The system '{name}' cannot read a {reference.Kind}."),
        };
    }

    /// <summary>The account's id.</summary>
    public async Task<string> AccountAsync(CancellationToken cancellationToken)
    {
        (JsonObject account, _) = await GetAsync("/v1/account", cancellationToken).ConfigureAwait(false)
            ?? throw new ConnectorException(ErrorKind.Configuration, $"No Stripe API answers at the address of '{name}'; correct Systems:{name}:ApiBase.");
        return IdOf(account["id"]) ?? throw StripeErrors.Unreadable(name);
    }

    private async Task<byte[]?> CustomerAsync(string id, CancellationToken cancellationToken)
    {
        (JsonObject Value, string Text)? found = await GetAsync($"/v1/customers/{id}?expand[0]=tax_ids", cancellationToken).ConfigureAwait(false);
        bool exists = found is { } customer && !(customer.Value["deleted"] is JsonValue deleted && deleted.TryGetValue(out bool gone) && gone);
        return exists ? Encoding.UTF8.GetBytes(found!.Value.Text) : null;
    }

    private async Task<byte[]?> WholeAsync(string path, string list, string? url, CancellationToken cancellationToken)
    {
        if (await GetAsync(path, cancellationToken).ConfigureAwait(false) is not { } found)
        {
            return null;
        }

        bool grew = await CompleteAsync(found.Value, list, url, cancellationToken).ConfigureAwait(false);
        return grew ? Bytes(found.Value) : Encoding.UTF8.GetBytes(found.Text);
    }

    private async Task<byte[]?> SubscriptionsAsync(string customer, CancellationToken cancellationToken)
    {
        JsonArray subscriptions = await ListAsync($"/v1/subscriptions?customer={customer}&status=all", null, cancellationToken).ConfigureAwait(false);
        foreach (JsonNode? subscription in subscriptions)
        {
            string id = Uri.EscapeDataString(IdOf(subscription) ?? throw StripeErrors.Unreadable(name));
            await CompleteAsync(Object(subscription), "items", $"/v1/subscription_items?subscription={id}", cancellationToken).ConfigureAwait(false);
        }

        return Bytes(new JsonObject { ["subscriptions"] = subscriptions });
    }

    private async Task<byte[]?> PaymentsAsync(string invoiceId, CancellationToken cancellationToken)
    {
        if (await GetAsync($"/v1/invoices/{invoiceId}", cancellationToken).ConfigureAwait(false) is not { } invoice)
        {
            return null;
        }

        return Bytes(new JsonObject
        {
            ["invoice"] = invoice.Value,
            ["invoice_payments"] = await ListAsync($"/v1/invoice_payments?invoice={invoiceId}&status=paid", null, cancellationToken).ConfigureAwait(false),
        });
    }

    private async Task<byte[]?> RefundAsync(string id, CancellationToken cancellationToken)
    {
        if (await GetAsync($"/v1/refunds/{id}", cancellationToken).ConfigureAwait(false) is not { } refund)
        {
            return null;
        }

        JsonArray payments = [];
        JsonArray invoices = [];
        JsonArray creditNotes = [];
        if (IdOf(refund.Value["payment_intent"]) is string intent)
        {
            string query = $"payment[type]=payment_intent&payment[payment_intent]={Uri.EscapeDataString(intent)}";
            payments = await ListAsync($"/v1/invoice_payments?{query}", null, cancellationToken).ConfigureAwait(false);
        }

        foreach (string invoice in payments.Select(payment => IdOf(Object(payment)["invoice"])).OfType<string>().Distinct().ToList())
        {
            string escaped = Uri.EscapeDataString(invoice);
            if (await GetAsync($"/v1/invoices/{escaped}", cancellationToken).ConfigureAwait(false) is { } found)
            {
                await CompleteAsync(found.Value, "lines", null, cancellationToken).ConfigureAwait(false);
                invoices.Add(found.Value);
            }

            JsonArray notes = await ListAsync($"/v1/credit_notes?invoice={escaped}", null, cancellationToken).ConfigureAwait(false);
            foreach (JsonNode? note in notes.ToList())
            {
                await CompleteAsync(Object(note), "lines", null, cancellationToken).ConfigureAwait(false);
                creditNotes.Add(note!.DeepClone());
            }
        }

        return Bytes(new JsonObject
        {
            ["refund"] = refund.Value,
            ["invoice_payments"] = payments,
            ["invoices"] = invoices,
            ["credit_notes"] = creditNotes,
        });
    }

    /// <summary>Appends what an embedded list left off; says whether it did.</summary>
    private async Task<bool> CompleteAsync(JsonObject owner, string list, string? url, CancellationToken cancellationToken)
    {
        if (owner[list] is not JsonObject embedded || !HasMore(embedded) || embedded["data"] is not JsonArray data)
        {
            return false;
        }

        url ??= embedded["url"] is JsonValue value && value.TryGetValue(out string? own) && own.StartsWith("/v1/", StringComparison.Ordinal)
            ? own
            : throw new ConnectorException(ErrorKind.Protocol, $"Stripe's list '{list}' has more elements and no address to read them from.") { Field = $"{list}.url" };
        string? last = data.Count > 0 ? IdOf(data[^1]) : null;
        foreach (JsonNode? element in await ListAsync(url, last, cancellationToken).ConfigureAwait(false))
        {
            data.Add(element?.DeepClone());
        }

        embedded["has_more"] = false;
        return true;
    }

    private async Task<JsonArray> ListAsync(string pathAndQuery, string? after, CancellationToken cancellationToken)
    {
        JsonArray all = [];
        string first = $"{pathAndQuery}{(pathAndQuery.Contains('?', StringComparison.Ordinal) ? '&' : '?')}limit=100";
        for (int page = 0; page < MostPages; page++)
        {
            string url = after is null ? first : $"{first}&starting_after={Uri.EscapeDataString(after)}";
            (JsonObject list, _) = await GetAsync(url, cancellationToken).ConfigureAwait(false)
                ?? throw new ConnectorException(ErrorKind.Dependency, $"Stripe no longer has the list that '{name}' was reading.");
            JsonArray data = list["data"] as JsonArray ?? throw StripeErrors.Unreadable(name);
            foreach (JsonNode? element in data)
            {
                all.Add(Object(element).DeepClone());
            }

            if (!HasMore(list))
            {
                return all;
            }

            after = (data.Count > 0 ? IdOf(data[^1]) : null) ?? throw StripeErrors.Unreadable(name);
        }

        throw new ConnectorException(ErrorKind.Protocol, $"A list of Stripe for '{name}' does not end.") { Field = "has_more" };
    }

    private async Task<(JsonObject Value, string Text)?> GetAsync(string pathAndQuery, CancellationToken cancellationToken)
    {
        string? text = await transport.GetAsync(pathAndQuery, cancellationToken).ConfigureAwait(false);
        try
        {
            return text is null ? null : (Object(JsonNode.Parse(text)), text);
        }
        catch (JsonException e)
        {
            throw StripeErrors.Unreadable(name, e);
        }
    }

    private JsonObject Object(JsonNode? node) => node as JsonObject ?? throw StripeErrors.Unreadable(name);

    private static bool HasMore(JsonObject list) => list["has_more"] is JsonValue value && value.TryGetValue(out bool more) && more;

    private static string? IdOf(JsonNode? node) => node switch
    {
        JsonObject expanded => IdOf(expanded["id"]),
        JsonValue value when value.TryGetValue(out string? id) => id,
        _ => null,
    };

    private static byte[] Bytes(JsonObject value) => JsonSerializer.SerializeToUtf8Bytes(value);
}
