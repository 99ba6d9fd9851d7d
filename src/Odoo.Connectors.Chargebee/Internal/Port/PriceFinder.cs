using System.Globalization;
using System.Text.Json;
using Odoo.Connectors.Chargebee.Internal.Api;
using Odoo.Connectors.Model;

namespace Odoo.Connectors.Chargebee.Internal.Port;

/// <summary>Reads the item prices of a product: the one with its code as id, and those of the item with its code as id.</summary>
internal sealed class PriceFinder(ChargebeeApi api)
{
    public async Task<byte[]?> FindAsync(ExternalRef question, CancellationToken cancellationToken)
    {
        (string currency, string id) = PriceQuestion.Parse(question);
        List<JsonElement> prices = [];
        using (JsonDocument? named = await api.FindAsync($"item_prices/{Uri.EscapeDataString(id)}", cancellationToken).ConfigureAwait(false))
        {
            if (named is not null)
            {
                prices.Add(named.RootElement.Part("item_price").Clone());
            }
        }

        if (currency.Length > 0)
        {
            ListPage page = await api.ListAsync(
                $"item_prices?limit=100&item_id[is]={Uri.EscapeDataString(id)}&currency_code[is]={Uri.EscapeDataString(currency)}", cancellationToken).ConfigureAwait(false);
            prices.AddRange(page.Elements.Select(Price));
        }

        Dictionary<string, bool> metered = new(StringComparer.Ordinal);
        foreach (string item in prices.Select(p => p.Text("item_id")).OfType<string>().Distinct(StringComparer.Ordinal))
        {
            using JsonDocument? answer = await api.FindAsync($"items/{Uri.EscapeDataString(item)}", cancellationToken).ConfigureAwait(false);
            metered[item] = answer?.RootElement.Part("item").Text("metered") == "true";
        }

        PricePoint[] points = [.. prices.DistinctBy(p => p.Text("id")).OrderBy(p => p.Text("id"), StringComparer.Ordinal).Select(p => Point(p, metered.GetValueOrDefault(p.Text("item_id") ?? "")))];
        return points.Length == 0 ? null : JsonSerializer.SerializeToUtf8Bytes(new PriceMatch(points), PortJson.Default.PriceMatch);
    }

    private static JsonElement Price(byte[] element)
    {
        using JsonDocument document = JsonDocument.Parse(element);
        return document.RootElement.Part("item_price").Clone();
    }

    private static PricePoint Point(JsonElement price, bool isMetered) => new()
    {
        Id = price.Text("id")!,
        Type = price.Text("item_type") ?? "plan",
        Currency = price.Text("currency_code") ?? "",
        Model = price.Text("pricing_model") ?? "flat_fee",
        Price = price.Number("price"),
        Exact = price.Text("price_in_decimal"),
        Period = (int?)price.Number("period"),
        Unit = price.Text("period_unit"),
        IsActive = price.Text("status") is null or "active",
        IsMetered = isMetered,
        HasFreeUnits = (price.Number("free_quantity") ?? 0) > 0 || (decimal.TryParse(price.Text("free_quantity_in_decimal"), NumberStyles.Number, CultureInfo.InvariantCulture, out decimal free) && free > 0m),
        HasTrial = price.Number("trial_period") > 0,
    };
}
