using System.Text.Json;
using Odoo.Connectors.Model;

namespace Odoo.Connectors.Benchmarks;

/// <content>Lines, discounts and taxes.</content>
internal static partial class StripeByHand
{
    private static List<Line> ReadLines(ref Utf8JsonReader r, out bool more)
    {
        List<Line> lines = [];
        more = false;
        while (r.Read() && r.TokenType == JsonTokenType.PropertyName)
        {
            if (r.ValueTextEquals("data"u8))
            {
                r.Read();
                while (r.Read() && r.TokenType == JsonTokenType.StartObject)
                {
                    lines.Add(ReadLine(ref r));
                }
            }
            else if (r.ValueTextEquals("has_more"u8)) { r.Read(); more = r.TokenType == JsonTokenType.True; }
            else { r.Read(); r.Skip(); }
        }

        return lines;
    }

    private static Line ReadLine(ref Utf8JsonReader r)
    {
        Line line = new();
        while (r.Read() && r.TokenType == JsonTokenType.PropertyName)
        {
            if (r.ValueTextEquals("id"u8)) { r.Read(); line.Id = r.GetString(); }
            else if (r.ValueTextEquals("amount"u8)) { r.Read(); line.Amount = Integer(ref r); }
            else if (r.ValueTextEquals("description"u8)) { r.Read(); line.Description = r.GetString(); }
            else if (r.ValueTextEquals("discount_amounts"u8)) { r.Read(); ReadDiscounts(ref r, line.Discounts); }
            else if (r.ValueTextEquals("period"u8))
            {
                r.Read();
                while (r.TokenType != JsonTokenType.Null && r.Read() && r.TokenType == JsonTokenType.PropertyName)
                {
                    if (r.ValueTextEquals("end"u8)) { r.Read(); line.To = Moment(ref r); }
                    else if (r.ValueTextEquals("start"u8)) { r.Read(); line.From = Moment(ref r); }
                    else { r.Read(); r.Skip(); }
                }
            }
            else if (r.ValueTextEquals("pricing"u8)) { r.Read(); ReadPricing(ref r, line); }
            else if (r.ValueTextEquals("quantity"u8)) { r.Read(); line.Quantity = Integer(ref r); }
            else if (r.ValueTextEquals("quantity_decimal"u8)) { r.Read(); line.QuantityDecimal = Number(ref r); }
            else if (r.ValueTextEquals("taxes"u8)) { r.Read(); ReadTaxes(ref r, line.Taxes); }
            else { r.Read(); r.Skip(); }
        }

        return line;
    }

    private static void ReadPricing(ref Utf8JsonReader r, Line line)
    {
        while (r.TokenType != JsonTokenType.Null && r.Read() && r.TokenType == JsonTokenType.PropertyName)
        {
            if (r.ValueTextEquals("price_details"u8))
            {
                r.Read();
                while (r.TokenType != JsonTokenType.Null && r.Read() && r.TokenType == JsonTokenType.PropertyName)
                {
                    if (r.ValueTextEquals("product"u8)) { r.Read(); line.Product = Id(ref r); }
                    else { r.Read(); r.Skip(); }
                }
            }
            else if (r.ValueTextEquals("unit_amount_decimal"u8)) { r.Read(); line.Unit = Number(ref r); }
            else { r.Read(); r.Skip(); }
        }
    }

    private static void ReadDiscounts(ref Utf8JsonReader r, List<(string? Id, long? Amount)> discounts)
    {
        while (r.TokenType != JsonTokenType.Null && r.Read() && r.TokenType == JsonTokenType.StartObject)
        {
            (string? id, long? amount) = (null, null);
            while (r.Read() && r.TokenType == JsonTokenType.PropertyName)
            {
                if (r.ValueTextEquals("discount"u8)) { r.Read(); id = Id(ref r); }
                else if (r.ValueTextEquals("amount"u8)) { r.Read(); amount = Integer(ref r); }
                else { r.Read(); r.Skip(); }
            }

            discounts.Add((id, amount));
        }
    }

    private static void ReadTaxes(ref Utf8JsonReader r, List<Tax> taxes)
    {
        while (r.TokenType != JsonTokenType.Null && r.Read() && r.TokenType == JsonTokenType.StartObject)
        {
            Tax tax = new();
            while (r.Read() && r.TokenType == JsonTokenType.PropertyName)
            {
                if (r.ValueTextEquals("amount"u8)) { r.Read(); tax.Amount = Integer(ref r); }
                else if (r.ValueTextEquals("taxable_amount"u8)) { r.Read(); tax.Taxable = Integer(ref r); }
                else if (r.ValueTextEquals("tax_behavior"u8)) { r.Read(); tax.Behavior = r.GetString(); }
                else if (r.ValueTextEquals("tax_rate_details"u8))
                {
                    r.Read();
                    while (r.TokenType != JsonTokenType.Null && r.Read() && r.TokenType == JsonTokenType.PropertyName)
                    {
                        if (r.ValueTextEquals("tax_rate"u8)) { r.Read(); tax.Rate = Id(ref r); }
                        else { r.Read(); r.Skip(); }
                    }
                }
                else { r.Read(); r.Skip(); }
            }

            taxes.Add(tax);
        }
    }

    private static InvoiceLine Build(Line line, Currency currency)
    {
        Money Of(long minor) => Money.FromMinor(minor, currency, 2);
        Money amount = Of(line.Amount!.Value);
        decimal quantity = line.QuantityDecimal ?? line.Quantity ?? 1m;
        TaxLine[] taxes = Build(line.Taxes, currency);
        Discount[] discounts = [.. line.Discounts.Select(d => new Discount(d.Id!, Of(d.Amount!.Value)))];
        Money net = amount;
        foreach (Discount discount in discounts)
        {
            net -= discount.Amount;
        }

        foreach (TaxLine tax in taxes)
        {
            net = tax.Included ? net - tax.Amount : net;
        }

        bool isService = line.From < line.To;
        return new InvoiceLine
        {
            Id = line.Id!,
            ProductCode = line.Product,
            Description = line.Description is { Length: > 0 } text ? text : line.Product ?? line.Id!,
            Quantity = quantity,
            UnitPrice = line.Unit is decimal unit ? unit / 100m : quantity == 0 ? 0 : amount.Amount / quantity,
            Discounts = discounts,
            Net = net,
            Taxes = taxes,
            ServiceFrom = isService ? DateOnly.FromDateTime(line.From!.Value.UtcDateTime) : null,
            ServiceTo = isService ? DateOnly.FromDateTime(line.To!.Value.UtcDateTime) : null,
        };
    }

    private static TaxLine[] Build(List<Tax> taxes, Currency currency)
    {
        List<TaxLine> built = new(taxes.Count);
        foreach (Tax tax in taxes)
        {
            if (tax.Amount == 0 && tax.Rate is null)
            {
                continue;
            }

            TaxLine line = new()
            {
                RateId = tax.Rate!, Base = Money.FromMinor(tax.Taxable!.Value, currency, 2), Amount = Money.FromMinor(tax.Amount!.Value, currency, 2), Included = tax.Behavior == "inclusive",
            };
            int same = built.FindIndex(t => t.RateId == line.RateId && t.Included == line.Included);
            if (same < 0)
            {
                built.Add(line);
            }
            else
            {
                built[same] = built[same] with { Base = built[same].Base + line.Base, Amount = built[same].Amount + line.Amount };
            }
        }

        return [.. built];
    }

    private sealed class Line
    {
        public string? Id, Description, Product;
        public long? Amount, Quantity;
        public decimal? QuantityDecimal, Unit;
        public DateTimeOffset? From, To;
        public List<(string? Id, long? Amount)> Discounts = [];
        public List<Tax> Taxes = [];
    }

    private sealed class Tax
    {
        public long? Amount, Taxable;
        public string? Behavior, Rate;
    }
}
