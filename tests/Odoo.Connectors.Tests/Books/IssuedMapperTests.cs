using Odoo.Connectors.Erp;
using Odoo.Connectors.Model;

namespace Odoo.Connectors.Tests;

/// <summary>What people issued in Odoo in the words of the model: taxes are the document's, and shared out to its lines to the cent.</summary>
public sealed class IssuedMapperTests
{
    /// <summary>Three lines of 10.01 are 30.03; 21 % of that are 6.31, and of each line 2.10: the last one takes the cent that is left.</summary>
    [Fact]
    public void Tax_RoundedOnTheDocument_IsSharedOutWithoutALostCent()
    {
        Invoice invoice = Map(Row(30.03m, 36.34m, [Line(1, 10.01m, 5), Line(2, 10.01m, 5), Line(3, 10.01m, 5)], [new IssuedTaxRow(5, "21% G", 21m, 6.31m)]));
        Assert.Equal([2.10m, 2.10m, 2.11m], invoice.Lines.Select(l => Assert.Single(l.Taxes).Amount.Amount));
        TaxLine tax = Assert.Single(invoice.Taxes);
        Assert.Equal(("21% G|21", 30.03m, 6.31m), (tax.RateId, tax.Base.Amount, tax.Amount.Amount));
        Assert.Equal((30.03m, 36.34m), (invoice.Net.Amount, invoice.Gross.Amount));
    }

    /// <summary>Each tax is of the lines that name it; a part of a group, which no line names, is of those that are taxed; two that cancel out are none.</summary>
    [Fact]
    public void Taxes_OfSomeLinesOfAGroupAndReverseCharge_AreOfTheirLines()
    {
        Invoice invoice = Map(Row(
            60m, 64.30m, [Line(1, 10m, 5), Line(2, 20m, 6), Line(3, 30m)],
            [new IssuedTaxRow(5, "21%", 21m, 2.10m), new IssuedTaxRow(9, "Part of a group", 7.33m, 2.20m), new IssuedTaxRow(7, "EU", 0m, 0m)]));
        Assert.Equal(["21%|21", "Part of a group|7.33"], invoice.Taxes.Select(t => t.RateId));
        Assert.Equal(["21%|21 2.10", "Part of a group|7.33 0.73"], invoice.Lines[0].Taxes.Select(Text));
        Assert.Equal(["Part of a group|7.33 1.47"], invoice.Lines[1].Taxes.Select(Text)); // 2.20 x 20 / 30 = 1.47
        Assert.Empty(invoice.Lines[2].Taxes);
    }

    [Fact]
    public void Document_HasItsDaysNumberAndCustomer()
    {
        Invoice invoice = Map(Row(10m, 10m, [Line(1, 10m)], []));
        Assert.Equal(("INV/2026/00007", new ExternalRef("odoo", RecordKinds.Invoice, "7"), new ExternalRef("odoo", RecordKinds.Customer, "12")), (invoice.Number, invoice.Ref, invoice.Customer));
        Assert.Equal((new DateTimeOffset(2026, 9, 1, 12, 0, 0, TimeSpan.Zero), (DateTimeOffset?)new DateTimeOffset(2026, 10, 1, 12, 0, 0, TimeSpan.Zero)), (invoice.IssuedAt, invoice.DueAt));
        CreditNote note = Assert.IsType<CreditNote>(IssuedMapper.Map("odoo", Row(10m, 10m, [Line(1, 10m)], []) with { Type = "out_refund", Reverses = 3 }));
        Assert.Equal((new ExternalRef("odoo", RecordKinds.CreditNote, "7"), new ExternalRef("odoo", RecordKinds.Invoice, "3"), 10m), (note.Ref, note.Invoice, note.Gross.Amount));
    }

    /// <summary>The days go through as they were read: to the day after the last one, or none.</summary>
    [Fact]
    public void Line_ForDaysOfService_NamesThem()
    {
        DateOnly first = new(2026, 9, 1), after = new(2026, 10, 1);
        Invoice invoice = Map(Row(30m, 30m, [Line(1, 10m) with { From = first, To = after }, Line(2, 20m)], []));
        Assert.Equal([(first, after), (null, null)], invoice.Lines.Select(l => (l.ServiceFrom, l.ServiceTo)));
        CreditNote note = Assert.IsType<CreditNote>(IssuedMapper.Map("odoo", Row(10m, 10m, [Line(1, 10m) with { From = first, To = after }], []) with { Type = "out_refund" }));
        Assert.Equal((first, after), (note.Lines[0].ServiceFrom, note.Lines[0].ServiceTo));
    }

    private static Invoice Map(IssuedRow row) => Assert.IsType<Invoice>(IssuedMapper.Map("odoo", row));

    private static string Text(TaxLine tax) => FormattableString.Invariant($"{tax.RateId} {tax.Amount.Amount:0.00}");

    private static IssuedLineRow Line(long id, decimal net, params long[] taxes) => new(id, "Seat", 1m, net, net, taxes);

    private static IssuedRow Row(decimal net, decimal total, IssuedLineRow[] lines, IssuedTaxRow[] taxes) => new()
    {
        Id = 7, Type = "out_invoice", State = "posted", Name = "INV/2026/00007", Customer = 12, IssuedOn = new DateOnly(2026, 9, 1), DueOn = new DateOnly(2026, 10, 1), Currency = "EUR",
        Net = net, Total = total, Lines = lines, Taxes = taxes,
    };
}
