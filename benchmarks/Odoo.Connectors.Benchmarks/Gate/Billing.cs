using System.Globalization;
using System.Text;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Benchmarks;

/// <summary>
/// A billing platform whose objects are worked out of their ids (<c>i7-3</c> is invoice 7 of customer 3), so that a run
/// measures the hub and Odoo, not the platform's emulator.
/// </summary>
internal sealed class Billing : ISource
{
    private static readonly DateTimeOffset Moment = new(2026, 3, 16, 12, 0, 0, TimeSpan.Zero);

    public string Name => "billing";

    /// <summary>Invoices of as many customers as given, in turn.</summary>
    public static List<Delivery> Invoices(int first, int count, int customers) =>
        [.. Enumerable.Range(first, count).Select(i => Invoice(i, i % customers))];

    public Task<SystemIdentity> IdentifyAsync(CancellationToken cancellationToken) => Task.FromResult(new SystemIdentity("billing-1", false));

    public Task<byte[]?> ReadAsync(ExternalRef reference, CancellationToken cancellationToken) =>
        Task.FromResult<byte[]?>(Encoding.UTF8.GetBytes(reference.Id));

    public object Decode(ExternalRef reference, ReadOnlyMemory<byte> answer)
    {
        string customer = reference.Id[(reference.Id.IndexOf('-', StringComparison.Ordinal) + 1)..];
        return reference.Kind == RecordKinds.Customer
            ? new Customer { Ref = reference, Name = $"Customer {customer}", VatNumber = null, Website = $"https://customer-{customer}.example" }
            : InvoiceOf(reference, customer);
    }

    public Change DecodeChange(Delivery delivery) => new()
    {
        System = Name, Kind = ChangeKinds.InvoiceIssued, Subject = delivery.Subject, OccurredAt = delivery.OccurredAt,
    };

    private static Delivery Invoice(int number, int customer) => new()
    {
        System = "billing",
        Kind = "invoice.issued",
        Lane = string.Create(CultureInfo.InvariantCulture, $"billing/{customer}"),
        Subject = new ExternalRef("billing", RecordKinds.Invoice, string.Create(CultureInfo.InvariantCulture, $"i{number}-{customer}")),
        DedupeKey = string.Create(CultureInfo.InvariantCulture, $"evt_{number}"),
        OccurredAt = Moment,
        Payload = Encoding.UTF8.GetBytes("{}"),
    };

    private static Invoice InvoiceOf(ExternalRef reference, string customer)
    {
        Currency euro = Currency.Parse("EUR");
        return new Invoice
        {
            Ref = reference,
            Number = reference.Id,
            Customer = new ExternalRef("billing", RecordKinds.Customer, customer),
            IssuedAt = Moment,
            Currency = euro,
            Lines = [Line("l1", 5m, 40m, 200m, 42m, euro), Line("l2", 1m, 50m, 50m, 10.50m, euro)],
            Net = new Money(250m, euro),
            Taxes = [new TaxLine { RateId = "vat-21", Base = new Money(250m, euro), Amount = new Money(52.50m, euro) }],
            Gross = new Money(302.50m, euro),
        };
    }

    private static InvoiceLine Line(string id, decimal quantity, decimal price, decimal net, decimal tax, Currency currency) => new()
    {
        Id = id,
        ProductCode = "SEAT",
        Description = "Seats",
        Quantity = quantity,
        UnitPrice = price,
        Net = new Money(net, currency),
        Taxes = [new TaxLine { RateId = "vat-21", Base = new Money(net, currency), Amount = new Money(tax, currency) }],
    };
}
