using System.Globalization;
using Odoo.Connectors.Model;

namespace Odoo.Connectors.Salesforce.Internal.Mapping;

/// <summary>A line of an opportunity. Its total is what was agreed: the unit price follows it where the two differ, as with a discount.</summary>
internal static class LineMapper
{
    private const int MostDecimals = 6;

    public static ProductLine Map(string system, LineDraft line)
    {
        string id = line.Id ?? throw FieldErrors.Missing("OpportunityLineItem.Id");
        string code = line.ProductCode ?? throw FieldErrors.Invalid(
            "OpportunityLineItem.ProductCode", $"The product of line {id} has no ProductCode; set it on the product in Salesforce.");
        decimal quantity = Needed(line.Quantity, "Quantity", id);
        decimal total = Needed(line.TotalPrice, "TotalPrice", id);
        (decimal units, decimal unitPrice, string description) = Price(quantity, line.UnitPrice, total, line.Description ?? line.ProductName ?? code);
        return new ProductLine
        {
            Id = id,
            ProductCode = code,
            Product = line.Product is { } product ? new ExternalRef(system, RecordKinds.Product, product) : null,
            Description = description,
            Quantity = units,
            UnitPrice = unitPrice,
            Discount = line is { DiscountPercent: not (null or 0), UnitPrice: { } listed } && units == quantity ? listed - unitPrice : null,
            DiscountPercent = line.DiscountPercent is 0 ? null : line.DiscountPercent,
            StartsOn = line.ServiceDate,
        };
    }

    private static (decimal Quantity, decimal UnitPrice, string Description) Price(decimal quantity, decimal? listed, decimal total, string description)
    {
        if (listed is { } price && quantity * price == total)
        {
            return (quantity, price, description);
        }

        decimal unitPrice = quantity == 0 ? 0 : Math.Round(total / quantity, MostDecimals);
        return quantity != 0 && unitPrice * quantity == total
            ? (quantity, unitPrice, description)
            : (1m, total, string.Create(CultureInfo.InvariantCulture, $"{description} ({quantity:0.######} units at the agreed total)"));
    }

    private static decimal Needed(decimal? number, string field, string id) =>
        number ?? throw FieldErrors.Invalid($"OpportunityLineItem.{field}", $"Line {id} has no {field}; set it in Salesforce.");
}
