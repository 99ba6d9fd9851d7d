using System.Globalization;
using System.Text.Json.Nodes;
using Odoo.Connectors.Chargebee.Internal.Mapping;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Chargebee.Internal.Port;

/// <summary>Invoices and credit notes that were issued elsewhere, and invoices that were taken back there.</summary>
internal sealed class ImportPlans(string system, Func<ChargebeeOptions> options, MappingTable mappings)
{
    /// <summary>Chargebee takes 100 characters.</summary>
    private const int LongestOrderNumber = 100;

    public PlanResult Invoice(Intent intent, Invoice invoice, Known known)
    {
        bool isOwnKnown = OwnRecords.TryImported(system, intent.Source, known, out string own);
        if (!TryCustomer(intent, invoice.Customer, known, out string? customer, out CaseReason? unclear) || !isOwnKnown)
        {
            return PlanResult.Needs;
        }

        if (unclear is not null)
        {
            return new PlanResult.Review(unclear);
        }

        WireCurrency currency = WireCurrency.Read(invoice.Currency.Code, "currency_code", options().CurrencyDecimals);
        Dictionary<string, string> fields = new()
        {
            ["customer_id"] = customer ?? "", ["currency_code"] = invoice.Currency.Code, ["date"] = At(invoice.IssuedAt, known),

            // Nobody collects what is not paid; what is due may be charged to a card.
            ["status"] = "not_paid",
        };
        if (invoice.DueAt is { } due)
        {
            fields["due_date"] = due.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        }

        fields["po_number"] = invoice.Number.Length > LongestOrderNumber ? invoice.Number[..LongestOrderNumber] : invoice.Number;
        return customer is null ? OwnRecords.NotThere(system, invoice.Customer)
            : ImportForm.Add(invoice.Ref, invoice.Number, invoice.Lines, invoice.Taxes, invoice.Net, invoice.Gross, currency, fields) is { } ask ? new PlanResult.Review(ask)
            : Send(intent, invoice, $"{RecordKinds.Invoice}/{own}", Ways.Import, customer, fields);
    }

    public PlanResult CreditNote(Intent intent, CreditNote note, Known known)
    {
        if (!OwnRecords.TryImported(system, note.Invoice, known, out string invoice))
        {
            return PlanResult.Needs;
        }

        WireCurrency currency = WireCurrency.Read(note.Currency.Code, "currency_code", options().CurrencyDecimals);
        Dictionary<string, string> fields = new()
        {
            ["reference_invoice_id"] = invoice, ["currency_code"] = note.Currency.Code, ["date"] = At(note.IssuedAt, known), ["create_reason_code"] = options().CreditNoteReason,
        };
        return ImportForm.Add(note.Ref, note.Number, note.Lines, note.Taxes, note.Net, note.Gross, currency, fields) is { } ask ? new PlanResult.Review(ask)
            : Send(intent, note, $"{RecordKinds.Invoice}/{invoice}", Ways.ImportNote, invoice, fields);
    }

    public PlanResult Void(Intent intent, VoidedInvoice voided, Known known) => OwnRecords.TryImported(system, voided.Invoice.Ref, known, out string? invoice)
        ? new PlanResult.Send(new EffectPlan
        {
            Subject = $"{RecordKinds.Invoice}/{invoice}",
            Way = Ways.Void,
            Payload = new PlannedWrite(invoice, new Dictionary<string, string> { ["comment"] = $"Cancelled: {intent.Source}" }).ToPayload(),
        })
        : PlanResult.Needs;

    /// <summary>The customer as this site knows it: the one that the same decision makes, where it is not there yet.</summary>
    private bool TryCustomer(Intent intent, ExternalRef named, Known known, out string? customer, out CaseReason? unclear)
    {
        unclear = null;
        if (intent.Customer is null)
        {
            return OwnRecords.TryFind(system, named, known, out customer);
        }

        CustomerPlace place = CustomerPlace.Of(system, intent.Customer.Ref, intent.Customer, known, options());
        (customer, unclear) = (place.Id, place.Ask);
        return place.IsKnown;
    }

    private PlanResult Send<T>(Intent intent, T record, string subject, string way, string id, Dictionary<string, string> fields)
        where T : class
    {
        PlannedFields planned = new(new JsonObject(fields.Select(f => KeyValuePair.Create(f.Key, (JsonNode?)f.Value))), $"{typeof(T).Name} as issued");
        return mappings.Apply(system, record, intent.Source, planned) is { } unmapped ? new PlanResult.Review(unmapped) : new PlanResult.Send(new EffectPlan
        {
            Subject = subject,
            Way = way,
            Payload = new PlannedWrite(id, planned.Values.ToDictionary(v => v.Key, v => v.Value?.ToString() ?? "", StringComparer.Ordinal)).ToPayload(),
            Provenance = planned.Provenance,
        });
    }

    /// <summary>No document may be of the future.</summary>
    private static string At(DateTimeOffset issued, Known known) => (issued > known.Now ? known.Now : issued).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
}
