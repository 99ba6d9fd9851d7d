using Odoo.Connectors.Model;

namespace Odoo.Connectors.Chargebee.Internal.Mapping;

/// <summary>Whether the parts of a document come to its total, in whole numbers of the wire.</summary>
internal static class DocumentTotals
{
    /// <summary>The discounts that are on no line, and what the total was rounded by.</summary>
    public static DocumentDiscount[] Check(DocumentBuilder document, WireCurrency currency, long tax, bool isInclusive, out long roundOff)
    {
        long total = document.Total!.Value, subTotal = document.SubTotal ?? throw FieldErrors.Missing("sub_total");
        long lines = 0, onLines = 0;
        foreach (LineBuilder line in document.Lines)
        {
            lines += line.RequiredAmount;
            onLines += line.Discount;
        }

        if (lines != subTotal)
        {
            throw FieldErrors.Refused("sub_total", FormattableString.Invariant($"The lines of the document sum to {lines} and its sub_total is {subTotal}; nothing was booked."));
        }

        DiscountBuilder[] unspread = Unspread(document, onLines);
        long sum = subTotal - onLines - unspread.Sum(static d => d.Amount) + (isInclusive ? 0 : tax) + document.RoundOff;
        roundOff = document.RoundOff;
        if (sum != total && sum + document.FractionalCorrection == total)
        {
            (sum, roundOff) = (total, roundOff + document.FractionalCorrection);
        }

        return sum == total
            ? [.. unspread.Select(d => d.Build(currency))]
            : throw FieldErrors.Refused("total", FormattableString.Invariant($"The parts of the document come to {sum} and its total is {total}; nothing was booked."));
    }

    /// <summary>Credits that were used up may or may not be spread over the lines: those that are not are discounts of the document.</summary>
    private static DiscountBuilder[] Unspread(DocumentBuilder document, long onLines)
    {
        long stated = document.Discounts.Sum(static d => d.Amount);
        if (document.Discounts.Count == 0 || stated == onLines)
        {
            return [];
        }

        DiscountBuilder[] credits = [.. document.Discounts.Where(static d => d.IsCredit)];
        return stated - onLines == credits.Sum(static d => d.Amount)
            ? credits
            : throw FieldErrors.Refused("discounts", FormattableString.Invariant($"The discounts of the document sum to {stated} and those on its lines to {onLines}; nothing was booked."));
    }
}
