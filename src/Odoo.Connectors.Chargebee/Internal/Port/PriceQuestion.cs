using Odoo.Connectors.Model;

namespace Odoo.Connectors.Chargebee.Internal.Port;

/// <summary>Asks for the item prices of a product.</summary>
internal static class PriceQuestion
{
    public const string Kind = "price-match";

    /// <summary>By the table of the options where it names the product, the most exact entry first; else by the product's code and the currency.</summary>
    public static ExternalRef Of(string system, ProductLine line, Currency currency, ChargebeeOptions options)
    {
        string code = line.ProductCode;
        string[] entries = [$"{code}|{currency}|{line.Recurrence}", $"{code}|{currency}", code];
        string? mapped = Array.Find(entries, options.ItemPrices.ContainsKey);
        return new ExternalRef(system, Kind, mapped is null ? $"{currency}={code}" : $"={options.ItemPrices[mapped]}");
    }

    /// <summary>The currency, empty for an item price by its id, and the id.</summary>
    public static (string Currency, string Id) Parse(ExternalRef question) => question.Id.Split('=', 2) is var pair ? (pair[0], pair[1]) : default;
}
