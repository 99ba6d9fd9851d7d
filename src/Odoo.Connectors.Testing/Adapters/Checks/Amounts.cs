using Odoo.Connectors.Model;

namespace Odoo.Connectors.Testing.Adapters;

/// <summary>What a document's parts come to.</summary>
internal static class Amounts
{
    public static Money? Total(object record) => record switch
    {
        Invoice invoice => invoice.Gross,
        CreditNote note => note.Gross,
        Payment payment => payment.Amount,
        PaymentAttempt attempt => attempt.Amount,
        Refund refund => refund.Amount,
        InvoicePayments { Payments.Count: > 0 } all => all.Payments.Skip(1).Aggregate(all.Payments[0].Amount, (sum, p) => sum + p.Amount),
        _ => null,
    };

    public static string? Fault(IReadOnlyList<InvoiceLine> lines, IReadOnlyList<DocumentDiscount> discounts, Money net, IReadOnlyList<TaxLine> taxes, Money gross)
    {
        IEnumerable<Money> all = [net, gross, .. lines.Select(l => l.Net), .. discounts.Select(d => d.Net), .. taxes.Select(t => t.Amount), .. lines.SelectMany(l => l.Taxes).Select(t => t.Amount)];
        if (all.Any(m => m.Currency != gross.Currency))
        {
            return "its amounts are in several currencies";
        }

        decimal ofLines = lines.Sum(l => l.Net.Amount) - discounts.Sum(d => d.Net.Amount), withTaxes = net.Amount + taxes.Sum(t => t.Amount.Amount);
        return all.Any(m => m.Rounded() != m) ? "an amount has more decimals than its currency"
            : ofLines != net.Amount ? FormattableString.Invariant($"the lines come to {ofLines}, and its net is {net.Amount}")
            : withTaxes != gross.Amount ? FormattableString.Invariant($"net and taxes come to {withTaxes}, and its gross is {gross.Amount}")
            : null;
    }

    public static string? Fault(Payment payment) =>
        payment.Amount.Rounded() != payment.Amount ? "the amount has more decimals than its currency"
        : payment.Allocations.Sum(a => a.Amount.Amount) > payment.Amount.Amount ? "more is allocated than was received"
        : payment.Allocations.Any(a => a.Amount.Currency != payment.Amount.Currency) ? "it is allocated in another currency" : null;
}
