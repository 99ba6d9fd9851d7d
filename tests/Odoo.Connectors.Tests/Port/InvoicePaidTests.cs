using System.Text.Json.Nodes;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Tests.Port;

/// <summary>The simplest story of the port: a customer, an invoice, its payment.</summary>
public sealed class InvoicePaidTests
{
    [Theory]
    [MemberData(nameof(PortBench.Ways), MemberType = typeof(PortBench))]
    public async Task Post_InvoiceAndItsPayment_IsPostedAndPaidToTheCent(string way)
    {
        await using PortBench bench = await PortBench.StartAsync(way);
        Customer customer = Given.Customer(bench);
        Invoice invoice = Given.Invoice(bench, customer, "in_1", Given.Line(3m, 33.33m, 21.00m)); // 99.99 at 21 %: 20.9979
        Payment payment = Given.Payment(bench, invoice, "py_1");

        await bench.PostAsync(Given.ToSend(customer), Given.ToSend(invoice, customer), Given.ToSend(payment, customer));

        await bench.AssertNoCasesAsync();
        JsonObject posted = (await bench.FindAsync(EffectKinds.Invoice, invoice.Ref, "state", "payment_state", "amount_untaxed", "amount_tax", "amount_total", "invoice_date"))!;
        Assert.Equal("posted", (string?)posted["state"]);
        Assert.Equal("paid", (string?)posted["payment_state"]);
        Assert.Equal(99.99m, (decimal)posted["amount_untaxed"]!);
        Assert.Equal(21.00m, (decimal)posted["amount_tax"]!);
        Assert.Equal(120.99m, (decimal)posted["amount_total"]!);
        Assert.Equal("2026-03-01", (string?)posted["invoice_date"]);
    }
}
