using System.Text.Json.Nodes;

namespace Odoo.Connectors.Samples.LeadToCash;

/// <summary>Invoices and credit notes of Stripe.</summary>
internal sealed class StripeDocuments(HttpClient stripe, string key) : ISourceDocuments
{
    public string System => "stripe";

    public async Task<SourceAmounts?> FindAsync(string kind, string id)
    {
        using HttpRequestMessage request = new(HttpMethod.Get, new Uri($"v1/{(kind == "credit_note" ? "credit_notes" : "invoices")}/{id}", UriKind.Relative));
        request.Headers.Authorization = new("Bearer", key);
        using HttpResponseMessage response = await stripe.SendAsync(request);
        if (!response.IsSuccessStatusCode)
        {
            return null;
        }

        JsonNode source = JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
        string currency = ((string)source["currency"]!).ToUpperInvariant();
        decimal scale = currency == "JPY" ? 1m : 100m;
        return new SourceAmounts((decimal)source["total_excluding_tax"]! / scale, ((JsonArray)source["total_taxes"]!).Sum(t => (decimal)t!["amount"]!) / scale, (decimal)source["total"]! / scale, currency);
    }
}
