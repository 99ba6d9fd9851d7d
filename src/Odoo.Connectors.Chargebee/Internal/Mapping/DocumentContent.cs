using Odoo.Connectors.Model;

namespace Odoo.Connectors.Chargebee.Internal.Mapping;

/// <summary>
/// The lines and totals of a document. Chargebee's total is authoritative, and its parts must come to it: what does not add up is refused
/// by the field that is off, never evened out.
/// </summary>
internal sealed record DocumentContent(
    Currency Currency, IReadOnlyList<InvoiceLine> Lines, IReadOnlyList<DocumentDiscount> Discounts, Money Net, IReadOnlyList<TaxLine> Taxes, Money Gross)
{
    public static DocumentContent Of(DocumentBuilder document, WireCurrency currency, long? statedTax, string roundOffProduct)
    {
        if (document.NextLines is not null)
        {
            throw FieldErrors.Refused("line_items_next_offset", "The document has more lines than Chargebee gives out at once; it is not complete and was not booked.");
        }

        bool isInclusive = document.PriceType switch
        {
            "tax_inclusive" => true,
            "tax_exclusive" => false,
            _ => throw FieldErrors.Unknown("price_type", document.PriceType),
        };
        Distribute(document);
        long total = document.Total ?? throw FieldErrors.Missing("total");
        TaxLine[] taxes = DocumentTaxes.Of(document, currency, isInclusive, statedTax, out long tax);
        DocumentDiscount[] discounts = DocumentTotals.Check(document, currency, tax, isInclusive, out long roundOff);
        List<InvoiceLine> lines = new(document.Lines.Count + 1);
        foreach (LineBuilder line in document.Lines)
        {
            lines.Add(line.Build(currency, isInclusive));
        }

        if (roundOff != 0)
        {
            lines.Add(RoundOff(currency.Amount(roundOff), roundOffProduct));
        }

        return new DocumentContent(currency.Currency, lines, discounts, currency.Amount(total - tax), taxes, currency.Amount(total));
    }

    /// <summary>Gives each line its taxes and discounts, which stand beside the lines.</summary>
    private static void Distribute(DocumentBuilder document)
    {
        if (document.LineTaxes.Count == 0 && document.LineDiscounts.Count == 0)
        {
            return;
        }

        Dictionary<string, LineBuilder> lines = new(document.Lines.Count, StringComparer.Ordinal);
        foreach (LineBuilder line in document.Lines)
        {
            lines[line.Id] = line;
        }

        foreach (LineTaxBuilder tax in document.LineTaxes)
        {
            Line(lines, tax.Line, "line_item_taxes.line_item_id").Add(tax);
        }

        foreach (LineDiscountBuilder discount in document.LineDiscounts)
        {
            Line(lines, discount.Line, "line_item_discounts.line_item_id").Add(discount);
        }
    }

    private static LineBuilder Line(Dictionary<string, LineBuilder> lines, string? id, string field) =>
        id is not null && lines.TryGetValue(id, out LineBuilder? line) ? line : throw FieldErrors.Refused(field, "A tax or discount is on a line that the document does not have; nothing was booked.");

    private static InvoiceLine RoundOff(Money amount, string product) => new()
    {
        Id = "round-off", ProductCode = product, Description = "Rounding", Quantity = 1m, UnitPrice = amount.Amount, Net = amount,
    };
}
