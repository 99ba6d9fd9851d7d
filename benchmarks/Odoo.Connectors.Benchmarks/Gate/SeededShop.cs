using System.Globalization;
using System.Text;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;
using Odoo.Connectors.Tests.Shared;

namespace Odoo.Connectors.Benchmarks;

/// <summary>The source of seeded books: a list of its records in pages of 100.</summary>
internal sealed class SeededShop : IPollFeed, ISource
{
    private const int PageSize = 100;
    private readonly Position[] _all;
    private readonly Dictionary<ExternalRef, int> _places;

    public SeededShop(IEnumerable<Position> positions)
    {
        _all = [.. positions];
        _places = Enumerable.Range(0, _all.Length).ToDictionary(i => _all[i].Ref);
    }

    public string Name => SeededBooks.Source;

    public IReadOnlyList<string> Streams { get; } = ["records"];

    public TimeSpan Interval => TimeSpan.FromDays(1);

    public Task<SystemIdentity> IdentifyAsync(CancellationToken cancellationToken) => Task.FromResult(new SystemIdentity("seeded", false));

    public string? Begin(string stream, DateTimeOffset? from) => "0";

    public Delivery Delivery(Position position) => new()
    {
        System = Name, Kind = "record", Lane = $"{Name}:{position.Customer!.Id}", Subject = position.Ref, OccurredAt = position.At!.Value, Payload = Bytes(position.Ref),
    };

    public Task<PollPage> PollAsync(string stream, string? watermark, CancellationToken cancellationToken)
    {
        int first = int.Parse(watermark ?? "0", CultureInfo.InvariantCulture), next = Math.Min(first + PageSize, _all.Length);
        return Task.FromResult(new PollPage { Deliveries = [.. _all[first..next].Select(Delivery)], Watermark = next.ToString(CultureInfo.InvariantCulture), HasMore = next < _all.Length });
    }

    public Change DecodeChange(Delivery delivery) => new()
    {
        System = Name, Kind = ChangeKinds.InvoiceIssued, Subject = delivery.Subject, OccurredAt = delivery.OccurredAt, Record = Decode(delivery.Subject, delivery.Payload),
    };

    public Task<byte[]?> ReadAsync(ExternalRef reference, CancellationToken cancellationToken) => Task.FromResult(_places.ContainsKey(reference) ? Bytes(reference) : null);

    public object Decode(ExternalRef reference, ReadOnlyMemory<byte> answer)
    {
        Position p = _all[int.Parse(Encoding.UTF8.GetString(answer.Span), CultureInfo.InvariantCulture)];
        Currency currency = p.Currency!.Value;
        TaxLine[] taxes = p.Tax is { } tax ? [new TaxLine { RateId = "t", Base = new Money(p.Net!.Value, currency), Amount = new Money(tax, currency) }] : [];
        return p.Ref.Kind switch
        {
            RecordKinds.Payment => new Payment { Ref = p.Ref, Customer = p.Customer!, Amount = new Money(p.Gross!.Value, currency), PaidAt = p.At!.Value },
            RecordKinds.CreditNote => new CreditNote
            {
                Ref = p.Ref, Number = p.Number!, Invoice = new ExternalRef(Name, RecordKinds.Invoice, "x"), IssuedAt = p.At!.Value, Currency = currency, Lines = [], Net = new Money(p.Net!.Value, currency),
                Taxes = taxes, Gross = new Money(p.Gross!.Value, currency),
            },
            _ => new Invoice
            {
                Ref = p.Ref, Number = p.Number!, Customer = p.Customer!, IssuedAt = p.At!.Value, Currency = currency, Lines = [], Net = new Money(p.Net!.Value, currency), Taxes = taxes,
                Gross = new Money(p.Gross!.Value, currency), IsPaid = true, Open = Money.Zero(currency),
            },
        };
    }

    private byte[] Bytes(ExternalRef reference) => Encoding.UTF8.GetBytes(_places[reference].ToString(CultureInfo.InvariantCulture));
}
