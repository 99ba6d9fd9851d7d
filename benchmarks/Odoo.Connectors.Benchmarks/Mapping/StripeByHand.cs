using System.Globalization;
using System.Text.Json;
using Odoo.Connectors.Model;

namespace Odoo.Connectors.Benchmarks;

/// <summary>
/// Stripe's invoices read by hand: the tokenizer, a chain of comparisons for each object, and no table. It checks what the adapter checks of
/// these fields, and knows no custom ones.
/// </summary>
internal static partial class StripeByHand
{
    private const string System = "crm";

    public static object Invoice(byte[] json)
    {
        Utf8JsonReader r = new(json);
        (string? id, string? number, string? code, string? status, string? customer, string? subscription) = (null, null, null, null, null, null);
        (string? deal, string? subscriptionDeal) = (null, null);
        (long? total, long? net, long? paid, long? outside, long? remaining, long? credited, long? attempts, bool attempted) = (null, null, null, null, null, null, null, false);
        (DateTimeOffset? effective, DateTimeOffset? finalized, DateTimeOffset? voided, DateTimeOffset? givenUp, DateTimeOffset? due) = (null, null, null, null, null);
        long shipping = 0;
        List<Line>? lines = null;
        List<Tax> taxes = [];
        bool more = false;
        r.Read();
        while (r.Read() && r.TokenType == JsonTokenType.PropertyName)
        {
            if (r.ValueTextEquals("id"u8)) { r.Read(); id = r.GetString(); }
            else if (r.ValueTextEquals("amount_paid"u8)) { r.Read(); paid = Integer(ref r); }
            else if (r.ValueTextEquals("amount_paid_off_stripe"u8)) { r.Read(); outside = Integer(ref r); }
            else if (r.ValueTextEquals("amount_remaining"u8)) { r.Read(); remaining = Integer(ref r); }
            else if (r.ValueTextEquals("amount_shipping"u8)) { r.Read(); shipping += Integer(ref r) ?? 0; }
            else if (r.ValueTextEquals("attempt_count"u8)) { r.Read(); attempts = Integer(ref r); }
            else if (r.ValueTextEquals("attempted"u8)) { r.Read(); attempted = r.TokenType == JsonTokenType.True; }
            else if (r.ValueTextEquals("currency"u8)) { r.Read(); code = r.GetString(); }
            else if (r.ValueTextEquals("customer"u8)) { r.Read(); customer = Id(ref r); }
            else if (r.ValueTextEquals("due_date"u8)) { r.Read(); due = Moment(ref r); }
            else if (r.ValueTextEquals("effective_at"u8)) { r.Read(); effective = Moment(ref r); }
            else if (r.ValueTextEquals("lines"u8)) { r.Read(); lines = ReadLines(ref r, out more); }
            else if (r.ValueTextEquals("metadata"u8)) { r.Read(); deal = ReadDeal(ref r); }
            else if (r.ValueTextEquals("number"u8)) { r.Read(); number = r.GetString(); }
            else if (r.ValueTextEquals("parent"u8)) { r.Read(); ReadParent(ref r, ref subscription, ref subscriptionDeal); }
            else if (r.ValueTextEquals("pre_payment_credit_notes_amount"u8)) { r.Read(); credited = Integer(ref r); }
            else if (r.ValueTextEquals("shipping_cost"u8)) { r.Read(); shipping += ReadShipping(ref r); }
            else if (r.ValueTextEquals("status"u8)) { r.Read(); status = r.GetString(); }
            else if (r.ValueTextEquals("status_transitions"u8))
            {
                r.Read();
                while (r.Read() && r.TokenType == JsonTokenType.PropertyName)
                {
                    if (r.ValueTextEquals("finalized_at"u8)) { r.Read(); finalized = Moment(ref r); }
                    else if (r.ValueTextEquals("marked_uncollectible_at"u8)) { r.Read(); givenUp = Moment(ref r); }
                    else if (r.ValueTextEquals("voided_at"u8)) { r.Read(); voided = Moment(ref r); }
                    else { r.Read(); r.Skip(); }
                }
            }
            else if (r.ValueTextEquals("total"u8)) { r.Read(); total = Integer(ref r); }
            else if (r.ValueTextEquals("total_excluding_tax"u8)) { r.Read(); net = Integer(ref r); }
            else if (r.ValueTextEquals("total_taxes"u8)) { r.Read(); ReadTaxes(ref r, taxes); }
            else { r.Read(); r.Skip(); }
        }

        if (status is not ("open" or "paid" or "void" or "uncollectible") || more || shipping != 0 || !Currency.TryParse(code!, out Currency currency))
        {
            throw new InvalidDataException("No invoice.");
        }

        Money Of(long minor) => Money.FromMinor(minor, currency, 2);
        TaxLine[] documentTaxes = Build(taxes, currency);
        InvoiceLine[] built = new InvoiceLine[lines!.Count];
        for (int i = 0; i < built.Length; i++)
        {
            built[i] = Build(lines[i], currency);
        }

        Money gross = Of(total!.Value);
        Money byPayments = Of(paid!.Value);
        Money otherwise = Of(outside ?? 0);
        if (status == "paid")
        {
            long owed = total.Value - (credited ?? 0);
            long rest = Math.Max(0, Math.Max(owed - paid.Value, outside ?? 0));
            (byPayments, otherwise) = (rest == 0 ? byPayments : Of(Math.Min(paid.Value, Math.Max(0, owed - rest))), Of(rest));
        }

        return new Invoice
        {
            Ref = new ExternalRef(System, RecordKinds.Invoice, id!),
            Number = number!,
            Customer = new ExternalRef(System, RecordKinds.Customer, customer!),
            Contract = subscription is null ? null : new ExternalRef(System, RecordKinds.Contract, subscription),
            Deal = (deal ?? subscriptionDeal) is { } of && !string.IsNullOrWhiteSpace(of) ? new ExternalRef("sales", RecordKinds.Deal, of.Trim()) : null,
            IssuedAt = (effective ?? finalized)!.Value,
            DueAt = due,
            Currency = currency,
            Lines = built,
            Net = net is long stated ? Of(stated) : documentTaxes.Aggregate(gross, (left, tax) => left - tax.Amount),
            Taxes = documentTaxes,
            Gross = gross,
            IsPaid = status == "paid",
            Paid = byPayments,
            PaidOtherwise = otherwise,
            Open = Of(remaining!.Value),
            VoidedAt = status == "void" ? voided!.Value : null,
            UncollectibleAt = status == "uncollectible" ? givenUp!.Value : null,
            CollectionFailed = status == "open" && attempted && attempts > 0,
        };
    }

    private static void ReadParent(ref Utf8JsonReader r, ref string? subscription, ref string? deal)
    {
        while (r.TokenType == JsonTokenType.StartObject && r.Read() && r.TokenType == JsonTokenType.PropertyName)
        {
            do
            {
                bool details = r.ValueTextEquals("subscription_details"u8);
                r.Read();
                if (!details || r.TokenType != JsonTokenType.StartObject)
                {
                    r.Skip();
                    continue;
                }

                while (r.Read() && r.TokenType == JsonTokenType.PropertyName)
                {
                    if (r.ValueTextEquals("subscription"u8)) { r.Read(); subscription = Id(ref r); }
                    else if (r.ValueTextEquals("metadata"u8)) { r.Read(); deal = ReadDeal(ref r); }
                    else { r.Read(); r.Skip(); }
                }
            }
            while (r.Read() && r.TokenType == JsonTokenType.PropertyName);
        }
    }

    private static string? ReadDeal(ref Utf8JsonReader r)
    {
        string? deal = null;
        while (r.TokenType != JsonTokenType.Null && r.Read() && r.TokenType == JsonTokenType.PropertyName)
        {
            if (r.ValueTextEquals("crm_opportunity_id"u8)) { r.Read(); deal = r.GetString(); }
            else { r.Read(); r.Skip(); }
        }

        return deal;
    }

    private static long ReadShipping(ref Utf8JsonReader r)
    {
        long cost = 0;
        while (r.TokenType != JsonTokenType.Null && r.Read() && r.TokenType == JsonTokenType.PropertyName)
        {
            bool counts = r.ValueTextEquals("amount_total"u8) || r.ValueTextEquals("amount_subtotal"u8);
            r.Read();
            cost += counts ? Integer(ref r) ?? 0 : 0;
            r.Skip();
        }

        return cost;
    }

    private static long? Integer(ref Utf8JsonReader r) => r.TokenType == JsonTokenType.Null ? null : r.GetInt64();

    private static DateTimeOffset? Moment(ref Utf8JsonReader r) => r.TokenType == JsonTokenType.Null ? null : DateTimeOffset.FromUnixTimeSeconds(r.GetInt64());

    private static decimal? Number(ref Utf8JsonReader r) => r.TokenType switch
    {
        JsonTokenType.Null => null,
        JsonTokenType.String => decimal.Parse(r.ValueSpan, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture),
        _ => r.GetDecimal(),
    };

    private static string? Id(ref Utf8JsonReader r)
    {
        if (r.TokenType != JsonTokenType.StartObject)
        {
            return r.GetString();
        }

        string? id = null;
        while (r.Read() && r.TokenType == JsonTokenType.PropertyName)
        {
            if (r.ValueTextEquals("id"u8)) { r.Read(); id = r.GetString(); }
            else { r.Read(); r.Skip(); }
        }

        return id;
    }
}
