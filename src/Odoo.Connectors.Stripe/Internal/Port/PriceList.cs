using Odoo.Connectors.Model;

namespace Odoo.Connectors.Stripe.Internal.Port;

/// <summary>A product that a deal names, with its active prices in a currency.</summary>
/// <param name="Product">The product's id.</param>
/// <param name="Prices">The prices.</param>
internal sealed record PriceList(string Product, IReadOnlyList<ListedPrice> Prices)
{
    public const string Kind = "price-list";

    /// <summary>Asks for it.</summary>
    public static ExternalRef Question(string system, string product, Currency currency) => new(system, Kind, $"{product}/{currency.Code.ToLowerInvariant()}");
}
