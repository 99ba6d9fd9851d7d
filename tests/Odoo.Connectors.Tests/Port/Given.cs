using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Tests.Port;

/// <summary>Records with plain values, to be changed with <c>with</c>.</summary>
internal static class Given
{
    public static DateTimeOffset Noon(int year, int month, int day) => new(year, month, day, 12, 0, 0, TimeSpan.Zero);

    public static Customer Customer(PortBench bench, string id = "c1") => new()
    {
        Ref = bench.Ref(RecordKinds.Customer, id),
        Name = $"Customer {id}",
        Website = $"https://{bench.Ref("", id).Id}.example",
        BillingAddress = new Address { Street = "Rue Haute 1", City = "Brussels", PostalCode = "1000", Country = "BE" },
    };

    /// <summary>One line taxed at one rate in EUR; net is quantity times price, the tax is given.</summary>
    public static InvoiceLine Line(decimal quantity, decimal price, decimal tax, string rate = "vat21", string? product = "plan") => new()
    {
        Id = "l1",
        ProductCode = product,
        Description = "Plan",
        Quantity = quantity,
        UnitPrice = price,
        Net = new Money(quantity * price, Currency.Parse("EUR")),
        Taxes = [new TaxLine { RateId = rate, Base = new Money(quantity * price, Currency.Parse("EUR")), Amount = new Money(tax, Currency.Parse("EUR")) }],
    };

    /// <summary>An invoice of 1 March 2026 in EUR whose totals are the sums of its lines.</summary>
    public static Invoice Invoice(PortBench bench, Customer customer, string id, params InvoiceLine[] lines)
    {
        Currency currency = Currency.Parse("EUR");
        decimal net = lines.Sum(l => l.Net.Amount);
        List<TaxLine> taxes = [.. lines.SelectMany(l => l.Taxes).GroupBy(t => t.RateId).Select(g => new TaxLine
        {
            RateId = g.Key, Base = new Money(g.Sum(t => t.Base.Amount), currency), Amount = new Money(g.Sum(t => t.Amount.Amount), currency),
        })];
        return new Invoice
        {
            Ref = bench.Ref(RecordKinds.Invoice, id),
            Number = bench.Ref("", id).Id,
            Customer = customer.Ref,
            IssuedAt = Noon(2026, 3, 1),
            DueAt = Noon(2026, 3, 31),
            Currency = currency,
            Lines = lines,
            Net = new Money(net, currency),
            Taxes = taxes,
            Gross = new Money(net + taxes.Sum(t => t.Amount.Amount), currency),
        };
    }

    public static Payment Payment(PortBench bench, Invoice invoice, string id, decimal? amount = null) => new()
    {
        Ref = bench.Ref(RecordKinds.Payment, id),
        Customer = invoice.Customer,
        Invoice = invoice.Ref,
        Amount = amount is decimal part ? new Money(part, invoice.Currency) : invoice.Gross,
        PaidAt = Noon(2026, 3, 2),
    };

    public static Intent ToSend(Customer customer) => PortBench.Intent(EffectKinds.Customer, customer.Ref, customer, customer);

    public static Intent ToSend(Invoice invoice, Customer customer) => PortBench.Intent(EffectKinds.Invoice, invoice.Ref, invoice, customer);

    public static Intent ToSend(CreditNote note, Customer customer) => PortBench.Intent(EffectKinds.CreditNote, note.Ref, note, customer);

    public static Intent ToSend(Payment payment, Customer customer) => PortBench.Intent(EffectKinds.Payment, payment.Ref, payment, customer);
}
