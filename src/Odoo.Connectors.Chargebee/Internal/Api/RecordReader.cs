using System.Buffers;
using System.Runtime.InteropServices;
using System.Text.Json;
using Odoo.Connectors.Chargebee.Internal.Mapping;
using Odoo.Connectors.Model;

namespace Odoo.Connectors.Chargebee.Internal.Api;

/// <summary>Reads records by reference, with what belongs to them. Each resource stays byte for byte as Chargebee sent it.</summary>
internal sealed class RecordReader(ChargebeeApi api)
{
    public Task<byte[]?> ReadAsync(ExternalRef reference, CancellationToken cancellationToken) => reference.Kind switch
    {
        RecordKinds.Customer => OneAsync("customers", reference.Id, "customer", cancellationToken),
        RecordKinds.Contract => OneAsync("subscriptions", reference.Id, "subscription", cancellationToken),
        RecordKinds.Invoice => DocumentAsync("invoices", reference.Id, "invoice", cancellationToken),
        RecordKinds.CreditNote => DocumentAsync("credit_notes", reference.Id, "credit_note", cancellationToken),
        RecordKinds.Product when reference.Id.StartsWith(ProductBuilder.ItemPrefix, StringComparison.Ordinal) =>
            OneAsync("items", reference.Id[ProductBuilder.ItemPrefix.Length..], "item", cancellationToken),
        RecordKinds.Product => OneAsync("item_prices", reference.Id, "item_price", cancellationToken),
        RecordKinds.CustomerContracts => AllAsync($"subscriptions?limit=100&customer_id[is]={Uri.EscapeDataString(reference.Id)}", "subscription", "subscriptions", cancellationToken),
        RecordKinds.InvoicePayments => AllAsync($"invoices/{Uri.EscapeDataString(reference.Id)}/payments?limit=100", "transaction", "payments", cancellationToken),
        RecordKinds.Payment => OneAsync("transactions", reference.Id, "transaction", cancellationToken),
        RecordKinds.PaymentAttempt => WithAsync(reference.Id, static t => First(t, "linked_invoices", "invoice_id"), "invoices", "invoice", "invoice", cancellationToken),
        RecordKinds.Refund => RefundAsync(reference.Id, cancellationToken),
        RecordKinds.PaymentReversal => WithAsync(reference.Id, static t => Text(t, "reversal_transaction_id"), "transactions", "transaction", "reversal", cancellationToken),
        RecordKinds.PaymentAtGateway => AtGatewayAsync(reference, RecordKinds.Payment, ["payment"], cancellationToken),
        RecordKinds.RefundAtGateway => AtGatewayAsync(reference, RecordKinds.Refund, ["refund"], cancellationToken),
        RecordKinds.ReversalAtGateway => AtGatewayAsync(reference, RecordKinds.PaymentReversal, ["payment", "refund"], cancellationToken),
        _ => throw new ConnectorException(ErrorKind.Configuration, $"The system '{api.System}' cannot read a {reference.Kind}."),
    };

    /// <summary>All of a list, its resources under one name.</summary>
    private async Task<byte[]?> AllAsync(string path, string name, string part, CancellationToken cancellationToken)
    {
        List<JsonElement> all = [];
        for (string? offset = ""; offset is not null;)
        {
            using JsonDocument? answer = await api.FindAsync(offset.Length == 0 ? path : $"{path}&offset={Uri.EscapeDataString(offset)}", cancellationToken).ConfigureAwait(false);
            if (answer is null)
            {
                return null;
            }

            if (ListPage.Read(answer.RootElement, default) is not { } page)
            {
                throw ApiErrors.Unreadable(api.System, JsonMarshal.GetRawUtf8Value(answer.RootElement));
            }

            all.AddRange(answer.RootElement.GetProperty("list").EnumerateArray().Where(e => e.TryGetProperty(name, out _)).Select(e => e.GetProperty(name).Clone()));
            offset = page.Next;
        }

        return Write(writer =>
        {
            writer.WriteStartArray(part);
            all.ForEach(e => writer.WriteRawValue(JsonMarshal.GetRawUtf8Value(e), skipInputValidation: true));
            writer.WriteEndArray();
        });
    }

    /// <summary>A transaction with the record that it names, where it names one.</summary>
    private async Task<byte[]?> WithAsync(string id, Func<JsonElement, string?> other, string path, string name, string part, CancellationToken cancellationToken)
    {
        using JsonDocument? found = await api.FindAsync($"transactions/{Uri.EscapeDataString(id)}", cancellationToken).ConfigureAwait(false);
        if (found is null || Resource(found, "transaction") is not { } transaction)
        {
            return null;
        }

        using JsonDocument? second = other(transaction) is { } named ? await api.FindAsync($"{path}/{Uri.EscapeDataString(named)}", cancellationToken).ConfigureAwait(false) : null;
        return Write(writer =>
        {
            Raw(writer, "transaction", transaction);
            if (second is not null && Resource(second, name) is { } resource)
            {
                Raw(writer, part, resource);
            }
        });
    }

    /// <summary>A refund with the credit notes that it gives back.</summary>
    private async Task<byte[]?> RefundAsync(string id, CancellationToken cancellationToken)
    {
        using JsonDocument? found = await api.FindAsync($"transactions/{Uri.EscapeDataString(id)}", cancellationToken).ConfigureAwait(false);
        if (found is null || Resource(found, "transaction") is not { } transaction)
        {
            return null;
        }

        List<ReadDocument> notes = [];
        foreach (string note in All(transaction, "linked_credit_notes", "cn_id").Distinct(StringComparer.Ordinal))
        {
            if (await ReadDocument.ReadAsync(api, "credit_notes", note, "credit_note", Resource, cancellationToken).ConfigureAwait(false) is { } read)
            {
                notes.Add(read);
            }
        }

        return Write(writer =>
        {
            Raw(writer, "transaction", transaction);
            writer.WriteStartArray("credit_notes");
            notes.ForEach(n => n.Write(writer));
            writer.WriteEndArray();
        });
    }

    /// <summary>The transaction of one of the ids that a gateway gave it, where it is what is asked for by now.</summary>
    private async Task<byte[]?> AtGatewayAsync(ExternalRef reference, string kind, IReadOnlyList<string> types, CancellationToken cancellationToken)
    {
        foreach (string id in reference.Id.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            ListPage page = await api.ListAsync($"transactions?limit=100&id_at_gateway[is]={Uri.EscapeDataString(id)}", cancellationToken).ConfigureAwait(false);
            foreach (JsonElement transaction in page.Elements.Select(e => JsonElement.Parse(e)).Where(e => e.TryGetProperty("transaction", out _)).Select(e => e.GetProperty("transaction")))
            {
                string? status = Text(transaction, "status");
                if (types.Contains(Text(transaction, "type")) && Text(transaction, "id_at_gateway") == id && Text(transaction, "id") is string own
                    && (status == "late_failure" || (status == "success" && kind != RecordKinds.PaymentReversal)))
                {
                    return await ReadAsync(new ExternalRef(reference.System, kind, own), cancellationToken).ConfigureAwait(false);
                }
            }
        }

        return null;
    }

    /// <summary>An invoice or credit note with all of its lines.</summary>
    private async Task<byte[]?> DocumentAsync(string path, string id, string name, CancellationToken cancellationToken) =>
        await ReadDocument.ReadAsync(api, path, id, name, Resource, cancellationToken).ConfigureAwait(false) is { } read ? Write(writer =>
        {
            writer.WritePropertyName(name);
            read.Write(writer);
        }) : null;

    private async Task<byte[]?> OneAsync(string path, string id, string name, CancellationToken cancellationToken)
    {
        using JsonDocument? answer = await api.FindAsync($"{path}/{Uri.EscapeDataString(id)}", cancellationToken).ConfigureAwait(false);
        return answer is not null && Resource(answer, name) is { } resource ? Write(writer => Raw(writer, name, resource)) : null;
    }

    /// <summary>The resource of an answer; null for one that was deleted.</summary>
    private JsonElement? Resource(JsonDocument answer, string name)
    {
        if (!answer.RootElement.TryGetProperty(name, out JsonElement resource) || resource.ValueKind != JsonValueKind.Object)
        {
            throw ApiErrors.Unreadable(api.System, JsonMarshal.GetRawUtf8Value(answer.RootElement));
        }

        return (resource.TryGetProperty("deleted", out JsonElement deleted) && deleted.ValueKind == JsonValueKind.True) || Text(resource, "status") == "deleted" ? null : resource;
    }

    private static string? First(JsonElement transaction, string list, string id) => All(transaction, list, id).FirstOrDefault();

    private static IEnumerable<string> All(JsonElement transaction, string list, string id) =>
        transaction.TryGetProperty(list, out JsonElement linked) && linked.ValueKind == JsonValueKind.Array ? linked.EnumerateArray().Select(l => Text(l, id)).OfType<string>() : [];

    internal static string? Text(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static void Raw(Utf8JsonWriter writer, string name, JsonElement resource)
    {
        writer.WritePropertyName(name);
        writer.WriteRawValue(JsonMarshal.GetRawUtf8Value(resource), skipInputValidation: true);
    }

    private static byte[] Write(Action<Utf8JsonWriter> content)
    {
        ArrayBufferWriter<byte> buffer = new();
        using (Utf8JsonWriter writer = new(buffer))
        {
            writer.WriteStartObject();
            content(writer);
            writer.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }
}
