using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Stripe.Internal.Mapping;

/// <summary>A discount of a line as it is read.</summary>
internal sealed class DiscountParts
{
    private string? _id;
    private long? _amount;

    public static FieldTable<DiscountParts> Table { get; } = new FieldTable<DiscountParts>("Stripe")
        .Field("amount", static (ref r, d) => d._amount = Wire.Integer(ref r))
        .Field("discount", static (ref r, d) => d._id = Wire.Id(ref r));

    public Discount Build(WireCurrency currency) => new(
        _id ?? throw Wire.Missing("lines.data.discount_amounts.discount", "an id"),
        currency.Amount(_amount ?? throw Wire.Missing("lines.data.discount_amounts.amount", "an integer")));
}
