using System.Globalization;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Flows;

/// <summary>A document whose parts do not add up is never sent anywhere.</summary>
internal static class DocumentChecks
{
    public static CaseReason? Check(Invoice invoice) => Check(invoice.Ref, invoice.Lines, invoice.Taxes, invoice.Net, invoice.Gross);

    public static CaseReason? Check(CreditNote note) => Check(note.Ref, note.Lines, note.Taxes, note.Net, note.Gross);

    private static CaseReason? Check(ExternalRef document, IReadOnlyList<InvoiceLine> lines, IReadOnlyList<TaxLine> taxes, Money net, Money gross)
    {
        if (lines.Count == 0)
        {
            return Differs(document, "lines", "it has no lines");
        }

        Money sum = lines.Aggregate(Money.Zero(net.Currency), (s, l) => s + l.Net);
        if (sum != net)
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
            Money onLines = lines.SelectMany(l => l.Taxes).Where(t => t.RateId == tax.RateId).Aggregate(Money.Zero(net.Currency), (s, t) => s + t.Amount);
            if (onLines != tax.Amount)
            {
                return Differs(document, "taxes", $"the lines carry {onLines} of tax rate {tax.RateId}, the document {tax.Amount}");
            }
        }

        return null;
    }

    private static CaseReason Differs(ExternalRef document, string field, string what) => new(
        ErrorKind.Validation, "totals-differ",
        string.Create(CultureInfo.InvariantCulture, $"{document} does not add up: {what}. Nothing was written; correct it at its source, then retry."), field);
}
