using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Samples.ThirdPlatform;

/// <summary>A subscription as Plainbill answers it: billed monthly.</summary>
internal sealed class SubscriptionBody
{
    public static readonly FieldTable<SubscriptionBody> Table = new FieldTable<SubscriptionBody>(Names.Vendor)
        .Field(Names.Id, static (ref reader, s) => s._id = JsonField.Text(ref reader))
        .Field(Names.Customer, static (ref reader, s) => s._customer = JsonField.Text(ref reader))
        .Field(Names.Reference, static (ref reader, s) => s._reference = JsonField.Text(ref reader))
        .Field(Names.Status, static (ref reader, s) => s._status = JsonField.Text(ref reader))
        .Field(Names.Currency, static (ref reader, s) => s._currency = JsonField.Text(ref reader))
        .Field(Names.StartsOn, static (ref reader, s) => s._startsOn = JsonField.Date(ref reader))
        .Field(Names.EndsOn, static (ref reader, s) => s._endsOn = JsonField.Date(ref reader))
        .Field(Names.RenewsAt, static (ref reader, s) => s._renewsAt = Wire.Instant(ref reader))
        .Objects(Names.Items, LineBody.Table, static s => LineBody.AddTo(s._items));

    private readonly List<LineBody> _items = [];
    private string? _id, _customer, _reference, _status, _currency;
    private DateOnly? _startsOn, _endsOn;
    private DateTimeOffset? _renewsAt;

    public Contract Build(References of)
    {
        Currency currency = Wire.Currency(_currency);
        return new Contract
        {
            Ref = of.Of(RecordKinds.Contract, _id, Names.Id),
            Customer = of.Of(RecordKinds.Customer, _customer, Names.Customer),
            Deal = of.InCrm(RecordKinds.Deal, _reference),
            Currency = currency,
            Status = _status switch
            {
                "active" => ContractStatus.Active,
                "paused" => ContractStatus.Paused,
                "ended" => ContractStatus.Ended,
                _ => throw Wire.Wrong(Names.Status, "is none that is known"),
            },
            StartsOn = _startsOn ?? throw Wire.Missing(Names.StartsOn),
            EndsOn = _endsOn,
            RenewsAt = _renewsAt,
            Recurrence = new Recurrence(1, RecurrenceUnit.Month),
            Terms = [.. _items.Select(i => i.ToTerm(currency))],
        };
    }
}
