using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Samples.ThirdPlatform;

/// <summary>A payment of one invoice as Plainbill answers it.</summary>
internal sealed class PaymentBody
{
    public static readonly FieldTable<PaymentBody> Table = new FieldTable<PaymentBody>(Names.Vendor)
        .Field(Names.Id, static (ref reader, p) => p._id = JsonField.Text(ref reader))
        .Field(Names.Customer, static (ref reader, p) => p._customer = JsonField.Text(ref reader))
        .Field(Names.Invoice, static (ref reader, p) => p._invoice = JsonField.Text(ref reader))
        .Field(Names.Method, static (ref reader, p) => p._method = JsonField.Text(ref reader))
        .Field(Names.Currency, static (ref reader, p) => p._currency = JsonField.Text(ref reader))
        .Field(Names.Amount, static (ref reader, p) => p._amount = JsonField.Integer(ref reader))
        .Field(Names.PaidAt, static (ref reader, p) => p._paidAt = Wire.Instant(ref reader));

    public static readonly FieldTable<List<PaymentBody>> List = Lists.Of(Table, static () => new PaymentBody());

    private string? _id, _customer, _invoice, _method, _currency;
    private long? _amount;
    private DateTimeOffset? _paidAt;

    public Payment Build(References of) => new()
    {
        Ref = of.Of(RecordKinds.Payment, _id, Names.Id),
        Customer = of.Of(RecordKinds.Customer, _customer, Names.Customer),
        Invoice = of.Of(RecordKinds.Invoice, _invoice, Names.Invoice),
        Method = _method,
        Amount = Wire.Money(_amount, Names.Amount, Wire.Currency(_currency)),
        PaidAt = _paidAt ?? throw Wire.Missing(Names.PaidAt),
    };
}
