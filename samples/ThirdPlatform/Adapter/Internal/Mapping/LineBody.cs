using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Samples.ThirdPlatform;

/// <summary>A line of an invoice or an item of a subscription.</summary>
internal sealed class LineBody
{
    public static readonly FieldTable<LineBody> Table = new FieldTable<LineBody>(Names.Vendor)
        .Field(Names.Id, static (ref reader, l) => l._id = JsonField.Text(ref reader))
        .Field(Names.Product, static (ref reader, l) => l._product = JsonField.Text(ref reader))
        .Field(Names.Description, static (ref reader, l) => l._description = JsonField.Text(ref reader))
        .Field(Names.Quantity, static (ref reader, l) => l._quantity = JsonField.Decimal(ref reader))
        .Field(Names.UnitPrice, static (ref reader, l) => l._unitPrice = JsonField.Integer(ref reader))
        .Field(Names.Amount, static (ref reader, l) => l._amount = JsonField.Integer(ref reader))
        .Objects(Names.Taxes, TaxBody.Table, static l => TaxBody.AddTo(l._taxes));

    private readonly List<TaxBody> _taxes = [];
    private string? _id, _product, _description;
    private decimal? _quantity;
    private long? _unitPrice, _amount;

    public static LineBody AddTo(List<LineBody> all)
    {
        all.Add(new LineBody());
        return all[^1];
    }

    public ProductLine ToTerm(Currency currency) => new()
    {
        Id = _id ?? throw Wire.Missing($"{Names.Items}.{Names.Id}"),
        ProductCode = _product ?? throw Wire.Missing($"{Names.Items}.{Names.Product}"),
        Description = _description ?? "",
        Quantity = _quantity ?? throw Wire.Missing($"{Names.Items}.{Names.Quantity}"),
        UnitPrice = Wire.Money(_unitPrice, $"{Names.Items}.{Names.UnitPrice}", currency).Amount,
        Recurrence = new Recurrence(1, RecurrenceUnit.Month),
    };

    public InvoiceLine ToLine(Currency currency)
    {
        Money net = Wire.Money(_amount, $"{Names.Lines}.{Names.Amount}", currency);
        return new InvoiceLine
        {
            Id = _id ?? throw Wire.Missing($"{Names.Lines}.{Names.Id}"),
            ProductCode = _product,
            Description = _description ?? "",
            Quantity = _quantity ?? throw Wire.Missing($"{Names.Lines}.{Names.Quantity}"),
            UnitPrice = Wire.Money(_unitPrice, $"{Names.Lines}.{Names.UnitPrice}", currency).Amount,
            Net = net,
            Taxes = [.. _taxes.Select(t => t.Build(net, currency))],
        };
    }
}
