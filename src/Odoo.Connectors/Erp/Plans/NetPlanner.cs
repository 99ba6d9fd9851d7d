using System.Globalization;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Erp;

/// <summary>
/// The source's totals are right, where they are totals at all: what does not add up is a case. Lines go in whole minor units, so that
/// Odoo sums them as it is; what is left of the net total is a line of its own, within the policy and audited.
/// </summary>
internal static class NetPlanner
{
    public static IReadOnlyList<InvoiceLine> Lines(PlanContext context, DocumentContent document, List<string> remarks, ref CaseReason? problem)
    {
        Currency currency = document.Currency;
        if (Inconsistency(document) is CaseReason wrong)
        {
            problem ??= wrong;
            return document.Lines;
        }

        List<InvoiceLine> lines = [.. document.Lines.Select(l => l with { Net = l.Net.Rounded() })];
        decimal difference = document.Net.Amount - lines.Sum(l => l.Net.Amount);
        if (difference == 0m)
        {
            return lines;
        }

        OdooErpOptions options = context.Options;
        decimal limit = options.RoundingProduct is null ? 0m : options.RoundedNetPerLine * lines.Count * Money.FromMinor(1, currency).Amount;
        if (Math.Abs(difference) > limit)
        {
            string policy = options.RoundingProduct is null
                ? $"Correct it at its source, or set Systems:{context.System}:RoundingProduct to a product that takes differences of rounding"
                : string.Create(CultureInfo.InvariantCulture, $"That is more than {limit} {currency} apart; correct it at its source");
            problem ??= Differs(document, "lines", string.Create(CultureInfo.InvariantCulture, $"its lines sum to {document.Net.Amount - difference} {currency}, its net total says {document.Net}"), policy);
            return lines;
        }

        lines.Add(new InvoiceLine
        {
            Id = "rounding", ProductCode = options.RoundingProduct, Description = "Rounding", Quantity = 1m, UnitPrice = difference, Net = new Money(difference, currency),
        });
        remarks.Add(string.Create(CultureInfo.InvariantCulture, $"a rounding line of {difference} {currency} added: the lines sum to {document.Net.Amount - difference}, the source's net total is {document.Net.Amount}"));
        return lines;
    }

    private static CaseReason? Inconsistency(DocumentContent document)
    {
        if (document.Lines.Count == 0)
        {
            return Differs(document, "lines", "it has no lines");
        }

        if (document.Net.Rounded() != document.Net || document.Gross.Rounded() != document.Gross || document.Taxes.Any(t => t.Amount.Rounded() != t.Amount))
        {
            return Differs(document, "total", "a total has a fraction of a minor unit");
        }

        Money sum = document.Taxes.Aggregate(document.Net, (s, t) => s + t.Amount);
        if (sum != document.Gross)
        {
            return Differs(document, "total", $"net and taxes sum to {sum}, its total says {document.Gross}");
        }

        return document.Gross.Amount >= 0m ? null : new CaseReason(
            ErrorKind.Validation, "negative-total",
            $"{document.Source} comes to {document.Gross}, and Odoo posts no document below zero. Nothing was written; issue a credit note for it at its source.", "total");
    }

    private static CaseReason Differs(DocumentContent document, string field, string what, string policy = "Correct it at its source") => new(
        ErrorKind.Validation, "totals-differ", $"{document.Source} does not add up: {what}. Nothing was written. {policy}, then retry.", field);
}
