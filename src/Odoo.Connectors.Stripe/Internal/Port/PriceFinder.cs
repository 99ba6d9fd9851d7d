using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Odoo.Connectors.Stripe.Internal.Api;

namespace Odoo.Connectors.Stripe.Internal.Port;

/// <summary>Reads the prices of a product: by the product's id, else the one price that has the name as its lookup key.</summary>
internal sealed class PriceFinder(StripeGets gets)
{
    public async Task<byte[]?> ReadAsync(string question, CancellationToken cancellationToken)
    {
        int slash = question.LastIndexOf('/');
        (string name, string currency) = (Uri.EscapeDataString(question[..slash]), question[(slash + 1)..]);
        if (await gets.GetAsync($"/v1/products/{name}", cancellationToken).ConfigureAwait(false) is { } product && product.Value["deleted"] is null)
        {
            return Bytes(StripeGets.IdOf(product.Value), await gets.ListAsync($"/v1/prices?product={name}&currency={currency}&active=true", null, cancellationToken).ConfigureAwait(false));
        }

        JsonArray named = await gets.ListAsync($"/v1/prices?lookup_keys[0]={name}&currency={currency}&active=true", null, cancellationToken).ConfigureAwait(false);
        return named.Count == 0 ? null : Bytes(StripeGets.IdOf(gets.Object(named[0])["product"]), named);
    }

    private static byte[] Bytes(string? product, JsonArray prices) =>
        JsonSerializer.SerializeToUtf8Bytes(new PriceList(product!, [.. prices.Select(p => Listed(Json.Parse(Encoding.UTF8.GetBytes(p!.ToJsonString()))))]), PortJson.Default.PriceList);

    private static ListedPrice Listed(Json price)
    {
        Json recurring = price["recurring"];
        bool isOneAmount = price["billing_scheme"].TextOrNull() == "per_unit" && price["transform_quantity"].IsNull && price["custom_unit_amount"].IsNull;
        return new ListedPrice(
            price["id"].Text(),
            isOneAmount ? price["unit_amount_decimal"].DecimalOrNull() ?? price["unit_amount"].IntegerOrNull() : null,
            recurring.IsNull ? null : recurring["interval"].Text(),
            recurring.IsNull ? 1 : recurring["interval_count"].IntegerOrNull() ?? 1,
            !recurring.IsNull && recurring["usage_type"].TextOrNull() == "metered",
            price["tax_behavior"].TextOrNull());
    }
}
