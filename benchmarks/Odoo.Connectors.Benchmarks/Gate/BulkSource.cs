using System.Globalization;
using System.Text;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Benchmarks;

/// <summary>
/// A platform whose customers (<c>c3</c>) and invoices (<c>i7-3</c>: invoice 7 of customer 3) are worked out of their ids, each told by an
/// event of its own. Invoice n has 1 to 20 lines of 10.00 at 21 %.
/// </summary>
internal sealed class BulkSource : ISource
{
    private const string System = "bulk";
    private static readonly DateTimeOffset Moment = new(2026, 3, 16, 12, 0, 0, TimeSpan.Zero);

    public string Name => System;

    public static IEnumerable<Delivery> Customers(int count, string run) => Enumerable.Range(0, count).Select(n => Deliver(run, RecordKinds.Customer, $"c{n}", n));

    public static IEnumerable<Delivery> Invoices(int count, string run) => Enumerable.Range(0, count).Select(n => Deliver(run, RecordKinds.Invoice, $"i{n}-{n}", n));

    /// <summary>The intent that an object stands for.</summary>
    public static Intent IntentOf(ExternalRef reference)
    {
        string customer = reference.Id[(reference.Id.IndexOfAny(['-', 'c']) + 1)..];
        Customer owner = new() { Ref = new ExternalRef(System, RecordKinds.Customer, $"c{customer}"), Name = $"Customer {customer}", Website = $"https://customer-{customer}.example" };
        bool isInvoice = reference.Kind == RecordKinds.Invoice;
        return new Intent
        {
            Target = "odoo",
            Kind = isInvoice ? EffectKinds.Invoice : EffectKinds.Customer,
            Class = EffectClass.Document,
            Source = reference,
            Record = isInvoice ? InvoiceOf(reference, owner.Ref, int.Parse(customer, CultureInfo.InvariantCulture)) : owner,
            Customer = owner,
        };
    }

    public Task<SystemIdentity> IdentifyAsync(CancellationToken cancellationToken) => Task.FromResult(new SystemIdentity("bulk-1", false));

    public Task<byte[]?> ReadAsync(ExternalRef reference, CancellationToken cancellationToken) => Task.FromResult<byte[]?>(null);

    public object Decode(ExternalRef reference, ReadOnlyMemory<byte> answer) => throw new NotSupportedException("Nothing is read of this source.");

    public Change DecodeChange(Delivery delivery) => new() { System = Name, Kind = BulkFlow.Kind, Subject = delivery.Subject, OccurredAt = delivery.OccurredAt };

    private static Delivery Deliver(string run, string kind, string id, int lane) => new()
    {
        System = System,
        Kind = BulkFlow.Kind,
        Lane = string.Create(CultureInfo.InvariantCulture, $"bulk/{lane}"),
        Subject = new ExternalRef(System, kind, id),
        DedupeKey = $"{run} {kind} {id}",
        OccurredAt = Moment,
        Payload = Encoding.UTF8.GetBytes("{}"),
    };

    private static Invoice InvoiceOf(ExternalRef reference, ExternalRef customer, int number)
    {
        Currency euro = Currency.Parse("EUR");
        int lines = 1 + (number % 20);
        return new Invoice
        {
            Ref = reference,
            Number = reference.Id,
            Customer = customer,
            IssuedAt = Moment,
            Currency = euro,
            Lines = [.. Enumerable.Range(0, lines).Select(l => new InvoiceLine
            {
                Id = string.Create(CultureInfo.InvariantCulture, $"l{l}"), ProductCode = "SEAT", Description = "Seats", Quantity = 1m, UnitPrice = 10m, Net = new Money(10m, euro),
                Taxes = [new TaxLine { RateId = "vat-21", Base = new Money(10m, euro), Amount = new Money(2.10m, euro) }],
            })],
            Net = new Money(10m * lines, euro),
            Taxes = [new TaxLine { RateId = "vat-21", Base = new Money(10m * lines, euro), Amount = new Money(2.10m * lines, euro) }],
            Gross = new Money(12.10m * lines, euro),
        };
    }
}
