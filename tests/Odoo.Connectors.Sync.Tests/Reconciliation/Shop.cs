using System.Globalization;
using System.Text;
using Odoo.Connectors.Model;

namespace Odoo.Connectors.Sync.Tests.Reconciliation;

/// <summary>A source with a list of invoices, in pages of two, oldest change first.</summary>
internal sealed class Shop : IPollFeed, ISource
{
    public const string System = "shop";

    public List<Invoice> Invoices { get; } = [];

    public string Name => System;

    public IReadOnlyList<string> Streams { get; set; } = ["invoices"];

    public TimeSpan Interval => TimeSpan.FromHours(1);

    /// <summary>Called with each page that is read.</summary>
    public Action? OnPage { get; set; }

    public static Invoice Invoice(string id, decimal net, bool isPaid = false) => new()
    {
        Ref = new ExternalRef(System, RecordKinds.Invoice, id), Number = $"N-{id}", Customer = new ExternalRef(System, RecordKinds.Customer, "c"), IssuedAt = At(1), IsPaid = isPaid,
        Currency = Currency.Parse("EUR"), Lines = [], Net = Euro(net), Taxes = [], Gross = Euro(net), Open = Euro(isPaid ? 0m : net),
    };

    public static DateTimeOffset At(int day) => new(2026, 3, day, 12, 0, 0, TimeSpan.Zero);

    public Task<SystemIdentity> IdentifyAsync(CancellationToken cancellationToken) => Task.FromResult(new SystemIdentity("shop-1", false));

    public string? Begin(string stream, DateTimeOffset? from) => $"{Invoices.FindIndex(i => from is null || i.IssuedAt > from) & int.MaxValue}";

    public string? Unread(string stream) => stream == "events" ? "events of a week" : null;

    public Task<PollPage> PollAsync(string stream, string? watermark, CancellationToken cancellationToken)
    {
        OnPage?.Invoke();
        int first = int.Parse(watermark ?? "0", CultureInfo.InvariantCulture);
        Invoice[] page = [.. Invoices.Skip(first).Take(2)];
        return Task.FromResult(new PollPage
        {
            Deliveries = [.. page.Select(i => new Delivery
            {
                System = System, Kind = "invoice", Lane = "shop:c", Subject = i.Ref, OccurredAt = i.IssuedAt, Payload = Encoding.UTF8.GetBytes(i.Ref.Id),
            })],
            Watermark = $"{first + page.Length}", HasMore = first + page.Length < Invoices.Count && page.Length > 0,
        });
    }

    public Change DecodeChange(Delivery delivery) => new()
    {
        System = System, Kind = ChangeKinds.InvoiceIssued, Subject = delivery.Subject, OccurredAt = delivery.OccurredAt, Record = Decode(delivery.Subject, delivery.Payload),
    };

    public Task<byte[]?> ReadAsync(ExternalRef reference, CancellationToken cancellationToken) =>
        Task.FromResult(Invoices.Exists(i => i.Ref == reference) ? Encoding.UTF8.GetBytes(reference.Id) : null);

    public object Decode(ExternalRef reference, ReadOnlyMemory<byte> answer)
    {
        Invoice invoice = Invoices.Find(i => i.Ref.Id == Encoding.UTF8.GetString(answer.Span))!;
        return invoice.Number == "unreadable" ? throw new ConnectorException(ErrorKind.Protocol, "It is not what is documented.") { Field = "number" } : invoice;
    }

    private static Money Euro(decimal amount) => new(amount, Currency.Parse("EUR"));
}
