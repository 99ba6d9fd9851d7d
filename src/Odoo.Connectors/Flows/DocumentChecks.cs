using System.Globalization;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Flows;

/// <summary>
/// A document whose parts do not add up is never sent anywhere. What a source may lose by rounding, a minor unit a line, is the
/// target's policy to decide about.
/// </summary>
internal static class DocumentChecks
{
    public static CaseReason? Check(Invoice invoice) => Check(invoice.Ref, invoice.Lines, invoice.Discounts, invoice.Taxes, invoice.Net, invoice.Gross);

    public static CaseReason? Check(CreditNote note) => Check(note.Ref, note.Lines, note.Discounts, note.Taxes, note.Net, note.Gross);

    private static CaseReason? Check(
        ExternalRef document, IReadOnlyList<InvoiceLine> lines, IReadOnlyList<DocumentDiscount> discounts, IReadOnlyList<TaxLine> taxes, Money net, Money gross)
    {
        if (lines.Count == 0)
        {
            return Differs(document, "lines", "it has no lines");
        }

        int parts = lines.Count + discounts.Count;
        Money sum = discounts.Aggregate(lines.Aggregate(Money.Zero(net.Currency), (s, l) => s + l.Net), (s, d) => s - d.Net);
        if (!Near(sum, net, parts))
        {
            return Differs(document, "lines", $"its lines sum to {sum}, its net total says {net}");
        }

        Money total = taxes.Aggregate(net, (s, t) => s + t.Amount);
        if (total != gross)
        {
            return Differs(document, "total", $"net and taxes sum to {total}, its total says {gross}");
        }

        foreach (TaxLine tax in taxes)
        {
            Money onLines = Sum(lines.SelectMany(l => l.Taxes), tax.RateId, net.Currency) - Sum(discounts.SelectMany(d => d.Taxes), tax.RateId, net.Currency);
            if (!Near(onLines, tax.Amount, parts))
            {
                return Differs(document, "taxes", $"the lines carry {onLines} of tax rate {tax.RateId}, the document {tax.Amount}");
            }
        }

        return null;
    }

    private static Money Sum(IEnumerable<TaxLine> taxes, string rate, Currency currency) =>
        taxes.Where(t => t.RateId == rate).Aggregate(Money.Zero(currency), (s, t) => s + t.Amount);

    private static bool Near(Money left, Money right, int parts) => Math.Abs((left - right).Amount) <= Money.FromMinor(parts, left.Currency).Amount;

    private static CaseReason Differs(ExternalRef document, string field, string what) => new(
        ErrorKind.Validation, "totals-differ",
        string.Create(CultureInfo.InvariantCulture, $"{document} does not add up: {what}. Nothing was written; correct it at its source, then retry."), field);
}
