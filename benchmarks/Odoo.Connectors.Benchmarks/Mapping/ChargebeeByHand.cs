using System.Globalization;
using System.Text.Json;
using Odoo.Connectors.Model;

namespace Odoo.Connectors.Benchmarks;

/// <summary>
/// Chargebee's invoices read by hand: the tokenizer, a chain of comparisons for each object, and no table. It checks that the parts come to the
/// totals, as the adapter does, and knows prices without tax, currencies of two decimals and no custom fields.
/// </summary>
internal static class ChargebeeByHand
{
    private const string System = "crm";

    public static object Invoice(byte[] json)
    {
        Utf8JsonReader r = new(json);
        Raw raw = new();
        r.Read();
        while (r.Read() && r.TokenType == JsonTokenType.PropertyName)
        {
            bool isInvoice = r.ValueTextEquals("invoice"u8);
            r.Read();
            if (isInvoice)
            {
                ReadInvoice(ref r, raw);
            }
            else
            {
                r.Skip();
            }
        }

        return Build(raw);
    }

    private static void ReadInvoice(ref Utf8JsonReader r, Raw raw)
    {
        while (r.Read() && r.TokenType == JsonTokenType.PropertyName)
        {
            if (r.ValueTextEquals("id"u8)) { r.Read(); raw.Id = r.GetString(); }
            else if (r.ValueTextEquals("customer_id"u8)) { r.Read(); raw.Customer = r.GetString(); }
            else if (r.ValueTextEquals("subscription_id"u8)) { r.Read(); raw.Subscription = r.GetString(); }
            else if (r.ValueTextEquals("status"u8)) { r.Read(); raw.Status = r.GetString(); }
            else if (r.ValueTextEquals("price_type"u8)) { r.Read(); raw.PriceType = r.GetString(); }
            else if (r.ValueTextEquals("date"u8)) { r.Read(); raw.Date = Moment(ref r); }
            else if (r.ValueTextEquals("due_date"u8)) { r.Read(); raw.Due = Moment(ref r); }
            else if (r.ValueTextEquals("total"u8)) { r.Read(); raw.Total = r.GetInt64(); }
            else if (r.ValueTextEquals("amount_paid"u8)) { r.Read(); raw.Paid = r.GetInt64(); }
            else if (r.ValueTextEquals("write_off_amount"u8)) { r.Read(); raw.WrittenOff = r.GetInt64(); }
            else if (r.ValueTextEquals("credits_applied"u8)) { r.Read(); raw.Credits = r.GetInt64(); }
            else if (r.ValueTextEquals("amount_due"u8)) { r.Read(); raw.Open = r.GetInt64(); }
            else if (r.ValueTextEquals("updated_at"u8)) { r.Read(); raw.Updated = Moment(ref r); }
            else if (r.ValueTextEquals("voided_at"u8)) { r.Read(); raw.Voided = Moment(ref r); }
            else if (r.ValueTextEquals("next_retry_at"u8)) { r.Read(); raw.NextRetry = Moment(ref r); }
            else if (r.ValueTextEquals("resource_version"u8)) { r.Read(); raw.Version = r.GetInt64(); }
            else if (r.ValueTextEquals("round_off_amount"u8)) { r.Read(); raw.RoundOff = r.GetInt64(); }
            else if (r.ValueTextEquals("dunning_status"u8)) { r.Read(); raw.Dunning = r.GetString(); }
            else if (r.ValueTextEquals("currency_code"u8)) { r.Read(); raw.Currency = r.GetString(); }
            else if (r.ValueTextEquals("tax"u8)) { r.Read(); raw.Tax = r.GetInt64(); }
            else if (r.ValueTextEquals("sub_total"u8)) { r.Read(); raw.SubTotal = r.GetInt64(); }
            else if (r.ValueTextEquals("line_items"u8)) { r.Read(); while (r.Read() && r.TokenType != JsonTokenType.EndArray) { raw.Lines.Add(ReadLine(ref r)); } }
            else if (r.ValueTextEquals("discounts"u8)) { r.Read(); while (r.Read() && r.TokenType != JsonTokenType.EndArray) { raw.Discounts.Add(ReadPart(ref r)); } }
            else if (r.ValueTextEquals("line_item_discounts"u8)) { r.Read(); while (r.Read() && r.TokenType != JsonTokenType.EndArray) { raw.LineDiscounts.Add(ReadPart(ref r)); } }
            else if (r.ValueTextEquals("taxes"u8)) { r.Read(); while (r.Read() && r.TokenType != JsonTokenType.EndArray) { raw.Taxes.Add(ReadPart(ref r)); } }
            else if (r.ValueTextEquals("line_item_taxes"u8)) { r.Read(); while (r.Read() && r.TokenType != JsonTokenType.EndArray) { raw.LineTaxes.Add(ReadPart(ref r)); } }
            else if (r.ValueTextEquals("linked_payments"u8)) { r.Read(); while (r.Read() && r.TokenType != JsonTokenType.EndArray) { raw.Payments.Add(ReadPart(ref r)); } }
            else { r.Read(); r.Skip(); }
        }
    }

    private static Line ReadLine(ref Utf8JsonReader r)
    {
        Line l = new();
        while (r.Read() && r.TokenType == JsonTokenType.PropertyName)
        {
            if (r.ValueTextEquals("id"u8)) { r.Read(); l.Id = r.GetString(); }
            else if (r.ValueTextEquals("date_from"u8)) { r.Read(); l.From = Moment(ref r); }
            else if (r.ValueTextEquals("date_to"u8)) { r.Read(); l.To = Moment(ref r); }
            else if (r.ValueTextEquals("unit_amount"u8)) { r.Read(); l.UnitAmount = r.GetInt64(); }
            else if (r.ValueTextEquals("quantity"u8)) { r.Read(); l.Quantity = r.GetDecimal(); }
            else if (r.ValueTextEquals("amount"u8)) { r.Read(); l.Amount = r.GetInt64(); }
            else if (r.ValueTextEquals("tax_amount"u8)) { r.Read(); l.TaxAmount = r.GetInt64(); }
            else if (r.ValueTextEquals("subscription_id"u8)) { r.Read(); l.Subscription = r.GetString(); }
            else if (r.ValueTextEquals("description"u8)) { r.Read(); l.Description = r.GetString(); }
            else if (r.ValueTextEquals("entity_id"u8)) { r.Read(); l.Entity = r.GetString(); }
            else if (r.ValueTextEquals("discount_amount"u8)) { r.Read(); l.DiscountAmount = r.GetInt64(); }
            else { r.Read(); r.Skip(); }
        }

        return l;
    }

    /// <summary>A tax, a discount or a payment.</summary>
    private static Part ReadPart(ref Utf8JsonReader r)
    {
        Part p = new();
        while (r.Read() && r.TokenType == JsonTokenType.PropertyName)
        {
            if (r.ValueTextEquals("line_item_id"u8)) { r.Read(); p.Line = r.GetString(); }
            else if (r.ValueTextEquals("tax_amount"u8) || r.ValueTextEquals("discount_amount"u8) || r.ValueTextEquals("amount"u8)) { r.Read(); p.Amount = r.GetInt64(); }
            else if (r.ValueTextEquals("taxable_amount"u8)) { r.Read(); p.Base = r.GetInt64(); }
            else if (r.ValueTextEquals("tax_name"u8) || r.ValueTextEquals("name"u8)) { r.Read(); p.Name = r.GetString(); }
            else if (r.ValueTextEquals("tax_rate"u8)) { r.Read(); p.Rate = r.GetDecimal(); }
            else if (r.ValueTextEquals("tax_juris_name"u8)) { r.Read(); p.Place = r.GetString(); }
            else if (r.ValueTextEquals("tax_juris_code"u8)) { r.Read(); p.Code = r.GetString(); }
            else if (r.ValueTextEquals("entity_id"u8) || r.ValueTextEquals("txn_id"u8)) { r.Read(); p.Entity = r.GetString(); }
            else if (r.ValueTextEquals("entity_type"u8) || r.ValueTextEquals("discount_type"u8) || r.ValueTextEquals("txn_status"u8)) { r.Read(); p.Type = r.GetString(); }
            else if (r.ValueTextEquals("description"u8)) { r.Read(); p.Words = r.GetString(); }
            else { r.Read(); r.Skip(); }
        }

        return p;
    }

    private static Invoice Build(Raw raw)
    {
        Currency currency = Currency.Parse(raw.Currency!);
        Dictionary<string, Line> lines = new(raw.Lines.Count, StringComparer.Ordinal);
        (long amounts, long onLines, long taxes, long taxable) = (0, 0, 0, 0);
        foreach (Line line in raw.Lines)
        {
            lines[line.Id!] = line;
            amounts += line.Amount;
            onLines += line.DiscountAmount;
        }

        raw.LineDiscounts.ForEach(d => (lines[d.Line!].Discounts ??= []).Add(d));
        string? rate = null;
        foreach (Part tax in raw.LineTaxes)
        {
            (lines[tax.Line!].Taxes ??= []).Add(tax);
            tax.RateId = string.Create(CultureInfo.InvariantCulture, $"{tax.Name}|{tax.Rate:0.######}|{tax.Code}");
            rate ??= tax.RateId;
            Must(rate == tax.RateId, "one rate");
            (taxes, taxable) = (taxes + tax.Amount, taxable + tax.Base);
        }

        Must(raw.PriceType == "tax_exclusive" && raw.Status == "paid" && raw.WrittenOff == 0, "a paid invoice without tax in its prices");
        Must(amounts == raw.SubTotal && onLines == raw.Discounts.Sum(d => d.Amount) && taxes == raw.Tax && taxes == raw.Taxes.Sum(t => t.Amount), "sums");
        Must(raw.SubTotal - onLines + taxes + raw.RoundOff == raw.Total && raw.RoundOff == 0 && raw.Lines.TrueForAll(l => l.Subscription == raw.Subscription), "the total");
        Money Of(long wire) => Money.FromMinor(wire, currency, 2);
        return new Invoice
        {
            Ref = new ExternalRef(System, RecordKinds.Invoice, raw.Id!), Number = raw.Id!, Customer = new ExternalRef(System, RecordKinds.Customer, raw.Customer!),
            Contract = new ExternalRef(System, RecordKinds.Contract, raw.Subscription!), IssuedAt = raw.Date, DueAt = raw.Due > raw.Date ? raw.Due : null, Currency = currency,
            Lines = [.. raw.Lines.Select(l => Map(l, Of))], Net = Of(raw.Total - taxes),
            Taxes = rate is null ? [] : [new TaxLine { RateId = rate, Base = Of(taxable), Amount = Of(taxes) }], Gross = Of(raw.Total), IsPaid = true,
            Paid = Of(raw.Paid), PaidOtherwise = Of(raw.Credits), Open = Of(raw.Open),
        };
    }

    private static InvoiceLine Map(Line l, Func<long, Money> of)
    {
        Must((l.Discounts?.Sum(d => d.Amount) ?? 0) == l.DiscountAmount && (l.Taxes?.Sum(t => t.Amount) ?? 0) == l.TaxAmount, "a line's parts");
        return new InvoiceLine
        {
            Id = l.Id!, ProductCode = l.Entity, Description = l.Description!, Quantity = l.Quantity, UnitPrice = of(l.UnitAmount).Amount,
            Discounts = [.. (l.Discounts ?? []).Select(d => new Discount(d.Entity!, of(d.Amount)))], Net = of(l.Amount - l.DiscountAmount),
            Taxes = [.. (l.Taxes ?? []).Select(t => new TaxLine { RateId = t.RateId!, Base = of(t.Base), Amount = of(t.Amount) })],
            ServiceFrom = l.From < l.To ? DateOnly.FromDateTime(l.From.UtcDateTime) : null, ServiceTo = l.From < l.To ? DateOnly.FromDateTime(l.To.UtcDateTime) : null,
        };
    }

    private static DateTimeOffset Moment(ref Utf8JsonReader r) => DateTimeOffset.FromUnixTimeSeconds(r.GetInt64());

    private static void Must(bool holds, string what)
    {
        if (!holds)
        {
            throw new InvalidDataException($"This reader knows {what} only.");
        }
    }

    private sealed class Raw
    {
        public List<Line> Lines { get; } = [];
        public List<Part> Discounts { get; } = [];
        public List<Part> LineDiscounts { get; } = [];
        public List<Part> Taxes { get; } = [];
        public List<Part> LineTaxes { get; } = [];
        public List<Part> Payments { get; } = [];
        public string? Id, Customer, Subscription, Status, PriceType, Dunning, Currency;
        public DateTimeOffset Date, Due, Updated, Voided, NextRetry;
        public long Total, Paid, WrittenOff, Credits, Open, Version, RoundOff, Tax, SubTotal;
    }

    private sealed class Line
    {
        public string? Id, Subscription, Description, Entity;
        public DateTimeOffset From, To;
        public long UnitAmount, Amount, TaxAmount, DiscountAmount;
        public decimal Quantity;
        public List<Part>? Discounts, Taxes;
    }

    private sealed class Part
    {
        public string? Line, Name, Place, Code, Entity, Type, Words, RateId;
        public long Amount, Base;
        public decimal Rate;
    }
}
