using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Samples.ThirdPlatform;

/// <summary>An invoice as Plainbill answers it. Its own totals count: lines and taxes that do not come to them are refused.</summary>
internal sealed class InvoiceBody
{
    public static readonly FieldTable<InvoiceBody> Table = new FieldTable<InvoiceBody>(Names.Vendor)
        .Field(Names.Id, static (ref reader, i) => i._id = JsonField.Text(ref reader))
        .Field(Names.Number, static (ref reader, i) => i._number = JsonField.Text(ref reader))
        .Field(Names.Customer, static (ref reader, i) => i._customer = JsonField.Text(ref reader))
        .Field(Names.Subscription, static (ref reader, i) => i._subscription = JsonField.Text(ref reader))
        .Field(Names.Status, static (ref reader, i) => i._status = JsonField.Text(ref reader))
        .Field(Names.Currency, static (ref reader, i) => i._currency = JsonField.Text(ref reader))
        .Field(Names.IssuedAt, static (ref reader, i) => i._issuedAt = Wire.Instant(ref reader))
        .Field(Names.DueAt, static (ref reader, i) => i._dueAt = Wire.Instant(ref reader))
        .Field(Names.Net, static (ref reader, i) => i._net = JsonField.Integer(ref reader))
        .Field(Names.Total, static (ref reader, i) => i._total = JsonField.Integer(ref reader))
        .Objects(Names.Lines, LineBody.Table, static i => LineBody.AddTo(i._lines));

    private readonly List<LineBody> _lines = [];
    private string? _id, _number, _customer, _subscription, _status, _currency;
    private DateTimeOffset? _issuedAt, _dueAt;
    private long? _net, _total;

    public Invoice Build(References of)
    {
        Currency currency = Wire.Currency(_currency);
        InvoiceLine[] lines = [.. _lines.Select(l => l.ToLine(currency))];
        TaxLine[] taxes = [.. lines.SelectMany(l => l.Taxes).GroupBy(t => t.RateId, StringComparer.Ordinal).Select(g => g.Aggregate((a, b) => a with { Base = a.Base + b.Base, Amount = a.Amount + b.Amount }))];
        Money net = Wire.Money(_net, Names.Net, currency), gross = Wire.Money(_total, Names.Total, currency);
        return lines.Aggregate(Money.Zero(currency), (sum, l) => sum + l.Net) != net ? throw Wire.Wrong(Names.Net, "is not what the lines come to")
            : taxes.Aggregate(net, (sum, t) => sum + t.Amount) != gross ? throw Wire.Wrong(Names.Total, "is not what net and taxes come to")
            : new Invoice
            {
                Ref = of.Of(RecordKinds.Invoice, _id, Names.Id),
                Number = _number ?? throw Wire.Missing(Names.Number),
                Customer = of.Of(RecordKinds.Customer, _customer, Names.Customer),
                Contract = _subscription is null ? null : of.Of(RecordKinds.Contract, _subscription, Names.Subscription),
                IssuedAt = _issuedAt ?? throw Wire.Missing(Names.IssuedAt),
                DueAt = _dueAt,
                Currency = currency,
                Lines = lines,
                Net = net,
                Taxes = taxes,
                Gross = gross,
                IsPaid = _status switch { "paid" => true, "open" => false, _ => throw Wire.Wrong(Names.Status, "is none that is known") },
            };
    }
}
