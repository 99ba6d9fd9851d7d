using Odoo.Connectors.Model;

namespace Odoo.Connectors.Chargebee.Tests;

/// <summary>That the parts of a document come to its totals, exactly.</summary>
internal static class Sums
{
    public static void Agree(Invoice invoice) => Agree(invoice.Lines, invoice.Discounts, invoice.Net, invoice.Taxes, invoice.Gross);

    public static void Agree(CreditNote note) => Agree(note.Lines, note.Discounts, note.Net, note.Taxes, note.Gross);

    private static void Agree(IReadOnlyList<InvoiceLine> lines, IReadOnlyList<DocumentDiscount> discounts, Money net, IReadOnlyList<TaxLine> taxes, Money gross)
    {
        Assert.Equal(net.Amount, lines.Sum(l => l.Net.Amount) - discounts.Sum(d => d.Net.Amount));
        Assert.Equal(gross.Amount, net.Amount + taxes.Sum(t => t.Amount.Amount));
        foreach (TaxLine tax in taxes)
        {
            Assert.Equal(tax.Amount.Amount, lines.SelectMany(l => l.Taxes).Where(t => t.RateId == tax.RateId).Sum(t => t.Amount.Amount));
        }
    }
}
