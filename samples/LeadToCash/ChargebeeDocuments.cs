using System.Text;
using System.Text.Json.Nodes;

namespace Odoo.Connectors.Samples.LeadToCash;

/// <summary>Invoices and credit notes of Chargebee, of prices without tax.</summary>
internal sealed class ChargebeeDocuments(HttpClient chargebee, string key) : ISourceDocuments
{
    public string System => "chargebee";

    public async Task<SourceAmounts?> FindAsync(string kind, string id)
    {
        using HttpRequestMessage request = new(HttpMethod.Get, new Uri($"api/v2/{kind}s/{id}", UriKind.Relative));
        request.Headers.Authorization = new("Basic", Convert.ToBase64String(Encoding.ASCII.GetBytes($"{key}:")));
        using HttpResponseMessage response = await chargebee.SendAsync(request);
        if (!response.IsSuccessStatusCode || JsonNode.Parse(await response.Content.ReadAsStringAsync())?[kind] is not JsonNode source)
        {
            return null;
        }

        decimal tax = source["taxes"] is JsonArray taxes ? taxes.Sum(t => (decimal)t!["amount"]!) : 0m, gross = (decimal)source["total"]!;
        return new SourceAmounts((gross - tax) / 100m, tax / 100m, gross / 100m, (string)source["currency_code"]!);
    }
}
