using System.Globalization;
using System.Text;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Tests.Shared;

/// <summary>The source of seeded books: a list of its records in pages of 100. Some of its invoices are paid only after they were listed.</summary>
internal sealed class SeededShop : IPollFeed, ISource
{
    private const int PageSize = 100;
    private readonly Position[] _all;
    private readonly Dictionary<ExternalRef, int> _places;
    private readonly HashSet<ExternalRef> _paidLater;

    public SeededShop(IEnumerable<Position> positions, IEnumerable<ExternalRef> paidLater)
    {
        _all = [.. positions];
        _places = Enumerable.Range(0, _all.Length).ToDictionary(i => _all[i].Ref);
        _paidLater = [.. paidLater];
    }

    public string Name => SeededBooks.Source;

    public IReadOnlyList<string> Streams { get; } = ["records"];

    public TimeSpan Interval => TimeSpan.FromDays(1);

    public Task<SystemIdentity> IdentifyAsync(CancellationToken cancellationToken) => Task.FromResult(new SystemIdentity("seeded", false));

    public string? Begin(string stream, DateTimeOffset? from) => "0";

    public Delivery Delivery(Position position) => new()
    {
        System = Name, Kind = "record", Lane = $"{Name}:{position.Customer?.Id}", Subject = position.Ref, OccurredAt = position.At ?? default,
        Payload = Bytes(position.Ref, isOpen: _paidLater.Contains(position.Ref)),
    };

    public Task<PollPage> PollAsync(string stream, string? watermark, CancellationToken cancellationToken)
    {
        int first = int.Parse(watermark ?? "0", CultureInfo.InvariantCulture), next = Math.Min(first + PageSize, _all.Length);
        return Task.FromResult(new PollPage
        {
            Deliveries = [.. _all[first..next].Select(Delivery)], Watermark = next.ToString(CultureInfo.InvariantCulture), HasMore = next < _all.Length,
        });
    }

    public Change DecodeChange(Delivery delivery) => new()
    {
        System = Name, Kind = ChangeKinds.InvoiceIssued, Subject = delivery.Subject, OccurredAt = delivery.OccurredAt, Record = Decode(delivery.Subject, delivery.Payload),
    };

    public Task<byte[]?> ReadAsync(ExternalRef reference, CancellationToken cancellationToken) =>
        Task.FromResult(_places.ContainsKey(reference) ? Bytes(reference, isOpen: false) : null);

    public object Decode(ExternalRef reference, ReadOnlyMemory<byte> answer)
    {
        string text = Encoding.UTF8.GetString(answer.Span);
        bool isOpen = text[0] == 'o';
        Position p = _all[int.Parse(text.AsSpan(1), CultureInfo.InvariantCulture)];
        if (p.Ref.Kind == RecordKinds.Customer)
        {
            return new Customer { Ref = p.Ref, Name = p.Ref.Id };
        }

        Currency currency = p.Currency!.Value;
        if (p.Ref.Kind == RecordKinds.Contract)
        {
            return new Contract { Ref = p.Ref, Customer = p.Customer!, Status = ContractStatus.Active, Currency = currency, StartsOn = new DateOnly(2025, 1, 1), Terms = [] };
        }

        Money gross = new(p.Gross!.Value, currency);
        if (p.Ref.Kind is RecordKinds.Payment or RecordKinds.Payout)
        {
            return p.Ref.Kind == RecordKinds.Payment ? new Payment { Ref = p.Ref, Customer = p.Customer!, Amount = gross, PaidAt = p.At!.Value }
                : new Payout { Ref = p.Ref, Amount = gross, ArrivesAt = p.At!.Value, Lines = [] };
        }

        Money net = new(p.Net!.Value, currency);
        TaxLine[] taxes = [new TaxLine { RateId = "t", Base = net, Amount = new Money(p.Tax!.Value, currency) }];
        return p.Ref.Kind == RecordKinds.CreditNote
            ? new CreditNote
            {
                Ref = p.Ref, Number = p.Number!, Invoice = p.Ref with { Kind = RecordKinds.Invoice }, IssuedAt = p.At!.Value, Currency = currency, Lines = [], Net = net, Taxes = taxes, Gross = gross,
            }
            : new Invoice
            {
                Ref = p.Ref, Number = p.Number!, Customer = p.Customer!, IssuedAt = p.At!.Value, Currency = currency, Lines = [], Net = net, Taxes = taxes, Gross = gross,
                IsPaid = !isOpen, Open = isOpen ? gross : Money.Zero(currency),
            };
    }

    private byte[] Bytes(ExternalRef reference, bool isOpen) =>
        Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{(isOpen ? 'o' : 'p')}{_places[reference]}"));
}
