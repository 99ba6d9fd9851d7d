using Odoo.Connectors.Model;

namespace Odoo.Connectors.Erp;

/// <summary>What invoices and credit notes have in common. Discounts of the document are lines of their own here.</summary>
internal sealed record DocumentContent(
    ExternalRef Source, Currency Currency, IReadOnlyList<InvoiceLine> Lines, Money Net, IReadOnlyList<TaxLine> Taxes, Money Gross, DateTimeOffset IssuedAt)
{
    public static DocumentContent Of(Invoice invoice) =>
        new(invoice.Ref, invoice.Currency, All(invoice.Lines, invoice.Discounts), invoice.Net, invoice.Taxes, invoice.Gross, invoice.IssuedAt);

    public static DocumentContent Of(CreditNote note) =>
        new(note.Ref, note.Currency, All(note.Lines, note.Discounts), note.Net, note.Taxes, note.Gross, note.IssuedAt);

    private static IReadOnlyList<InvoiceLine> All(IReadOnlyList<InvoiceLine> lines, IReadOnlyList<DocumentDiscount> discounts) =>
        [.. lines, .. discounts.Select(d => new InvoiceLine
        {
            Id = d.Id,
            ProductCode = d.ProductCode,
            Description = d.Description,
            Quantity = 1m,
            UnitPrice = -d.Net.Amount,
            Net = -d.Net,
            Taxes = [.. d.Taxes.Select(t => t with { Base = -t.Base, Amount = -t.Amount })],
        })];
}
