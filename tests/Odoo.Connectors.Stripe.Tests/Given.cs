using Odoo.Connectors.Model;

namespace Odoo.Connectors.Stripe.Tests;

/// <summary>A customer of the CRM and what it bought.</summary>
internal static class Given
{
    public static readonly Currency Euro = Currency.Parse("EUR");

    public static readonly Customer Customer = new()
    {
        Ref = new ExternalRef(PortBench.Crm, RecordKinds.Customer, "001NP"),
        Name = "NorthPeak GmbH",
        Email = "billing@northpeak.example",
        Phone = "+49 30 1234567",
        VatNumber = "DE123456789",
        Website = "https://www.northpeak.example",
        BillingAddress = new Address { Street = "Hauptstr. 1\nHof 2", City = "Berlin", PostalCode = "10115", Country = "DE" },
        Language = "de_DE",
        TaxTreatment = "reverse-charge",
    };

    public static ProductLine Line(string code = "SEAT", decimal quantity = 5m, decimal price = 40m, Recurrence? every = null, string id = "l1") => new()
    {
        Id = id, ProductCode = code, Description = code, Quantity = quantity, UnitPrice = price, Recurrence = every,
    };

    public static Deal Deal(params ProductLine[] lines) => new()
    {
        Ref = new ExternalRef(PortBench.Crm, RecordKinds.Deal, "006NP"), Customer = Customer, Name = "Seats", IsWon = true, Currency = Euro, Lines = lines.Length == 0 ? [Line()] : lines,
    };

    public static ExternalRef Order(string id) => new("odoo", "order", id);

    public static ExternalRef Subscription(string id) => new("stripe", RecordKinds.Contract, id);

    public static Money Euros(decimal amount) => new(amount, Euro);
}
