using System.Globalization;
using System.Text.Json.Nodes;
using Odoo.Connectors.Model;

namespace Odoo.Connectors.Salesforce.Internal.Mapping;

/// <summary>A line of an opportunity. Its total is what was agreed: the unit price follows it where the two differ, as with a discount.</summary>
internal static class LineMapper
{
    private const int MostDecimals = 6;

    public static ProductLine Map(JsonObject line)
    {
        string id = SalesforceId.Of(line, "Id") ?? throw FieldErrors.Missing("OpportunityLineItem.Id");
        JsonObject? product = line["Product2"] as JsonObject;
        string code = (product is null ? null : RecordMapper.Text(product, "ProductCode")) ?? throw FieldErrors.Invalid(
            "OpportunityLineItem.ProductCode", $"The product of line {id} has no ProductCode; set it on the product in Salesforce.");
        string description = RecordMapper.Text(line, "Description") ?? RecordMapper.Text(product!, "Name") ?? code;
        decimal quantity = Number(line, "Quantity", id);
        decimal total = Number(line, "TotalPrice", id);
        decimal? listed = JsonText.TryDecimal(line["UnitPrice"], out decimal price) ? price : null;
        (decimal units, decimal unitPrice, description) = Price(quantity, listed, total, description);
        return new ProductLine { Id = id, ProductCode = code, Description = description, Quantity = units, UnitPrice = unitPrice };
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

    private static decimal Number(JsonObject line, string field, string id) => line[field] is null
        ? throw FieldErrors.Invalid($"OpportunityLineItem.{field}", $"Line {id} has no {field}; set it in Salesforce.")
        : JsonText.TryDecimal(line[field], out decimal number) ? number : throw FieldErrors.Wrong($"OpportunityLineItem.{field}", "a number");
}
