using Odoo.Connectors.Model;

namespace Odoo.Connectors.Chargebee.Internal.Mapping;

/// <summary>
/// The taxes of a document, one for each rate. Chargebee states them by line, by name and in all; where it rounds the document, the amount
/// by name counts and may be a minor unit a line from the sum of the lines.
/// </summary>
internal static class DocumentTaxes
{
    public static TaxLine[] Of(DocumentBuilder document, WireCurrency currency, bool isInclusive, long? stated, out long tax)
    {
        List<(string RateId, string Name, long Base, long Amount)> rates = [];
        foreach (LineTaxBuilder line in document.LineTaxes)
        {
            int at = rates.FindIndex(r => r.RateId == line.RateId);
            if (at < 0)
            {
                rates.Add((line.RateId, line.Name, line.Base, line.Amount));
            }
            else
            {
                rates[at] = rates[at] with { Base = rates[at].Base + line.Base, Amount = rates[at].Amount + line.Amount };
            }
        }

        ByName(document, rates);
        tax = rates.Sum(static r => r.Amount);
        if (tax != (stated ?? tax) || (stated is null && tax != document.Taxes.Sum(static t => t.Amount)))
        {
            throw FieldErrors.Refused("tax", FormattableString.Invariant($"The taxes of the document's lines come to {tax} and the document says {stated ?? document.Taxes.Sum(static t => t.Amount)}; nothing was booked."));
        }

        return [.. rates.Select(r => new TaxLine { RateId = r.RateId, Base = currency.Amount(r.Base), Amount = currency.Amount(r.Amount), Included = isInclusive })];
    }

    private static void ByName(DocumentBuilder document, List<(string RateId, string Name, long Base, long Amount)> rates)
    {
        foreach (NamedTaxBuilder named in document.Taxes)
        {
            long sum = 0, largest = 0;
            int at = -1;
            for (int i = 0; i < rates.Count; i++)
            {
                if (rates[i].Name == named.Name)
                {
                    sum += rates[i].Amount;
                    (at, largest) = at < 0 || Math.Abs(rates[i].Amount) > largest ? (i, Math.Abs(rates[i].Amount)) : (at, largest);
                }
            }

            long off = named.Amount - sum;
            if (off != 0)
            {
                rates[at] = at >= 0 && Math.Abs(off) <= document.Lines.Count
                    ? rates[at] with { Amount = rates[at].Amount + off }
                    : throw FieldErrors.Refused("taxes", FormattableString.Invariant($"A tax of the document is {named.Amount} and that of its lines {sum}; nothing was booked."));
            }
        }
    }
}
