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

    public PayloadDecoder(DecodeOptions asked)
    {
        StripeOptions options = new();
        asked.Settings?.Bind(options);
        _asked = asked;
        _system = asked.System ?? "stripe";
        _references = new References(_system, options);
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
            DecodedItem item = name == "event" ? Event(json) : Answer(name, json);
            return item with { Fields = trace.UseOf(json) };
        }
        catch (ConnectorException e)
        {
            return new DecodedItem(name == "event" ? json["type"].Element.ToString() : name) { Error = e, Fields = trace.UseOf(json) };
        }
    }

    private DecodedItem Event(Json json)
    {
        string name = json["type"].Text();
        if (EventTypes.Find(name) is not { } type)
        {
            return new DecodedItem(name) { Note = "accepted and forgotten: it is none of the events that are read" };
        }

        EventEnvelope envelope = EventEnvelope.Read(json);
        Change change = ChangeMapping.Map(_references, type, envelope, _system);
        DecodedItem item = new(name) { Change = change, Record = change.Record, Note = change.Record is null ? $"the {type.Record} is read afresh before anything is decided" : null };
        try
        {
            return type.Record == Model.RecordKinds.Invoice && !envelope.Object["lines"].IsNull ? item with { Record = InvoiceMapping.Map(_references, envelope.Object) } : item;
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
        "refund" or "invoice_payment" => new DecodedItem(name) { Note = "mapped together with its invoice, which is read too" },
        _ => new DecodedItem(name) { Note = "not read by this adapter" },
    };

    private static DecodedItem Read(string name, object record) => new(name) { Record = record, Note = "an answer to a read: it brings no change by itself" };

    /// <summary>What Stripe calls it; what we put together of several answers says so.</summary>
    private static string NameOf(Json json) =>
        json["invoice_payments"].Element.ValueKind != JsonValueKind.Array ? json["object"].TextOrNull() ?? "object"
        : json["refund"].IsNull ? "invoice with invoice_payments" : "refund with invoices";
}
