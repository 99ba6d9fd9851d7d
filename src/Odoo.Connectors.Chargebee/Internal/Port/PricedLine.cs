using System.Globalization;
using Odoo.Connectors.Chargebee.Internal.Mapping;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Chargebee.Internal.Port;

/// <summary>A line of a deal with the item price that it is sold at.</summary>
internal sealed record PricedLine(ProductLine Line, PricePoint Price)
{
    private const string Exact = "0.#########";

    private bool IsTiered => Price.Model is not ("flat_fee" or "per_unit");

    /// <summary>Adds the line to a subscription's parameters: its quantity, and its price where that is not the list's.</summary>
    /// <returns>Why Chargebee cannot hold what was agreed; null where it can.</returns>
    public CaseReason? AddTo(IDictionary<string, string> fields, int index, WireCurrency currency)
    {
        string Name(string name) => string.Create(CultureInfo.InvariantCulture, $"subscription_items[{name}][{index}]");
        fields[Name("item_price_id")] = Price.Id;
        return (Price.IsMetered ? null : AddQuantity(fields, Name)) ?? AddPrice(fields, Name, currency);
    }

    private CaseReason? AddQuantity(IDictionary<string, string> fields, Func<string, string> name)
    {
        if (Price.HasFreeUnits)
        {
            return Cannot("free-units", "quantity", $"is sold at {Price.Id}, which has free units, so that quantity times price is not what is billed: sell it at one without");
        }

        if (Price.Model == "flat_fee")
        {
            // A flat fee counts once, whatever the quantity.
            return Line.Quantity == 1m ? null : Cannot("quantity-of-flat-fee", "quantity", $"is sold at the flat fee {Price.Id}, which takes no quantity: make it a price per unit, or agree on one");
        }

        if (Line.Quantity > 0m && decimal.IsInteger(Line.Quantity))
        {
            fields[name("quantity")] = Line.Quantity.ToString("0", CultureInfo.InvariantCulture);
            return null;
        }

        if (Line.Quantity <= 0m || Price.Exact is null)
        {
            return Cannot("quantity-not-whole", "quantity", "has a quantity that is no whole number from 1: agree on a smaller unit, or have multi-decimal pricing enabled for the site");
        }

        fields[name("quantity_in_decimal")] = Line.Quantity.ToString(Exact, CultureInfo.InvariantCulture);
        return null;
    }

    private CaseReason? AddPrice(IDictionary<string, string> fields, Func<string, string> name, WireCurrency currency)
    {
        if (IsTiered)
        {
            // What is metered is billed by its tiers: a price of one was not agreed.
            return Price.IsMetered && Line.UnitPrice == 0m ? null
                : Cannot("price-by-tiers", "unit_price", $"is sold by tiers ({Price.Id}), which a price of one does not fit: make it a price per unit, or make the subscription in Chargebee with the deal's id in it");
        }

        if (Line.UnitPrice < 0m)
        {
            return Cannot("negative-price", "unit_price", "has a negative price, which no item has: take the discount off the prices of the other lines");
        }

        if (Price.Exact is { } exact)
        {
            if (!decimal.TryParse(exact, NumberStyles.Number, CultureInfo.InvariantCulture, out decimal list) || list != Line.UnitPrice)
            {
                fields[name("unit_price_in_decimal")] = Line.UnitPrice.ToString(Exact, CultureInfo.InvariantCulture);
            }

            return null;
        }

        if (currency.TryWire(Line.UnitPrice) is not { } wire)
        {
            return Cannot("price-decimals", "unit_price", $"has a price of more decimals than the site has in {currency.Currency}: agree on a price for more units, or have multi-decimal pricing enabled for the site");
        }

        if (wire != Price.Price)
        {
            fields[name("unit_price")] = wire.ToString(CultureInfo.InvariantCulture);
        }

        return null;
    }

    private CaseReason Cannot(string cause, string field, string why) => new(ErrorKind.Validation, cause, $"The product {Line.ProductCode} {why}; then retry.", field);
}
