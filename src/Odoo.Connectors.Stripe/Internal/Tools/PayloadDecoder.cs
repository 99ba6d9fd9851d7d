using System.Text.Json;
using Microsoft.Extensions.Configuration;
using Odoo.Connectors.Stripe.Internal.Mapping;
using Odoo.Connectors.Stripe.Internal.Webhooks;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Stripe.Internal.Tools;

/// <summary>Tells what any payload of Stripe is and maps what of it is mapped.</summary>
internal sealed class PayloadDecoder
{
    private readonly string _system;
    private readonly References _references;
    private readonly DecodeOptions _asked;
    private readonly StripeOptions _options = new();

    public PayloadDecoder(DecodeOptions asked)
    {
        asked.Settings?.Bind(_options);
        _asked = asked;
        _system = asked.System ?? "stripe";
        _references = new References(_system, _options);
    }

    public DecodedPayload Decode(ReadOnlyMemory<byte> payload)
    {
        try
        {
            Json root = Json.Parse(payload);
            if (root.Element.ValueKind != JsonValueKind.Object)
            {
                throw root.Wrong("an object, as everything that Stripe sends is");
            }

            return root["error"].Element.ValueKind == JsonValueKind.Object
                ? new DecodedPayload("error", []) { Error = ErrorBody.Read(_system, root["error"], _asked.Status) }
                : root["object"].TextOrNull() switch
                {
                    "list" => List(root["data"].Elements()),
                    "event" => new DecodedPayload("webhook event", [Item(root)]),
                    "v2.core.event" => new DecodedPayload("thin webhook event", [Item(root)]),
                    _ => new DecodedPayload($"answer with one {NameOf(root)}", [Item(root)]),
                };
        }
        catch (ConnectorException e)
        {
            return new DecodedPayload("unreadable", []) { Error = e };
        }
    }

    private DecodedPayload List(IReadOnlyList<Json> elements)
    {
        List<DecodedItem> items = [.. elements.Select(e => Item(e with { Path = "" }))];
        string[] names = [.. elements.Select(e => e["object"].TextOrNull() ?? "object").Distinct()];
        return new DecodedPayload(FormattableString.Invariant($"page of {items.Count} {(names.Length == 1 ? names[0] : "objects")}"), items);
    }

    private DecodedItem Item(Json json)
    {
        JsonTrace trace = new();
        json = json with { Trace = trace };
        string name = NameOf(json);
        try
        {
            DecodedItem item = IsEvent(name) ? Event(json) : Answer(name, json);
            return item with { Fields = trace.UseOf(json) };
        }
        catch (ConnectorException e)
        {
            return new DecodedItem(IsEvent(name) ? json["type"].Element.ToString() : name) { Error = e, Fields = trace.UseOf(json) };
        }
    }

    /// <summary>A thin one says what happened to which object, and shows nothing of it.</summary>
    private static bool IsEvent(string name) => name is "event" or "v2.core.event";

    private DecodedItem Event(Json json)
    {
        string name = json["type"].Text();
        if (EventTypes.Find(name) is not { } type || !type.IsWanted(_options))
        {
            return new DecodedItem(name) { Note = $"accepted and forgotten: {EventTypes.WhyNot(name)}" };
        }

        EventEnvelope envelope = EventEnvelope.Read(json);
        Change change = ChangeMapping.Map(_references, type, envelope, _system);
        DecodedItem item = new(name) { Change = change, Record = change.Record, Note = change.Record is null ? $"the {type.Record} is read afresh before anything is decided" : null };
        try
        {
            return envelope.Object["lines"].IsNull ? item : type.Record switch
            {
                Model.RecordKinds.Invoice => item with { Record = InvoiceMapping.Map(_references, envelope.Object) },
                Model.RecordKinds.CreditNote => item with { Record = CreditNoteMapping.Map(_references, envelope.Object, new Json(default, "")) },
                _ => item,
            };
        }
        catch (ConnectorException e)
        {
            return item with { Error = e };
        }
    }

    private DecodedItem Answer(string name, Json json) => name switch
    {
        "customer" when json["deleted"].BooleanOrFalse() => new DecodedItem(name) { Note = "deleted at its source" },
        "customer" => Read(name, CustomerMapping.Map(_references, json)),
        "subscription" => Read(name, ContractMapping.Map(_references, json)),
        "invoice" => Read(name, InvoiceMapping.Map(_references, json)),
        "credit_note" => Read(name, CreditNoteMapping.Map(_references, json, new Json(default, ""))),
        "invoice with invoice_payments" => Read(name, PaymentMapping.Map(_references, json)),
        "refund with invoices" => Read(name, RefundMapping.Map(_references, json)),
        "credit_note with invoice" => Read(name, CreditNoteMapping.Map(_references, json)),
        "payment_intent with invoice_payments" => IsFailed(json) ? Read(name, AttemptMapping.Map(_references, json)) : Read(name, PaymentMapping.MapOne(_references, json)),
        "dispute with invoice_payments" => Read(name, DisputeMapping.Map(_references, json)),
        "refund with invoice_payments" => Read(name, ReversalMapping.Map(_references, json)),
        "payout with balance_transactions" => Read(name, PayoutMapping.Map(_references, json)),
        "product" => Read(name, ProductMapping.Map(_references, json)),
        "refund" or "invoice_payment" or "dispute" or "charge" or "payment_intent" => new DecodedItem(name) { Note = "mapped together with its invoice, which is read too" },
        "payout" or "balance_transaction" => new DecodedItem(name) { Note = "mapped together: a payout with the balance transactions that it settles, which are read too" },
        "price" => new DecodedItem(name) { Note = "read with the subscription or the line that has it" },
        _ => new DecodedItem(name) { Note = "not read by this adapter" },
    };

    private static DecodedItem Read(string name, object record) => new(name) { Record = record, Note = "an answer to a read: it brings no change by itself" };

    private static bool IsFailed(Json json) => !json["payment_intent"]["last_payment_error"].IsNull && json["payment_intent"]["amount_received"].IntegerOrNull() is null or 0;

    /// <summary>What Stripe calls it; what we put together of several answers says so.</summary>
    private static string NameOf(Json json)
    {
        if (json["object"].TextOrNull() is string name)
        {
            return name;
        }

        // The element itself is asked, so that the question is not taken for a use.
        bool Has(string field) => json.Element.TryGetProperty(field, out _);
        return Has("credit_note") ? "credit_note with invoice"
            : Has("payout") ? "payout with balance_transactions"
            : !Has("invoice_payments") ? "object"
            : Has("dispute") ? "dispute with invoice_payments"
            : Has("payment_intent") ? "payment_intent with invoice_payments"
            : !Has("refund") ? "invoice with invoice_payments"
            : Has("invoices") ? "refund with invoices" : "refund with invoice_payments";
    }
}
