using System.Text.Json;
using Odoo.Connectors.Chargebee.Internal.Api;
using Odoo.Connectors.Model;

namespace Odoo.Connectors.Chargebee.Internal.Port;

/// <summary>
/// Finds customers by custom fields. Chargebee searches by those that its support made searchable, and shows everybody for the others: what it
/// shows is compared before it counts.
/// </summary>
internal sealed class CustomerFinder(ChargebeeApi api)
{
    public async Task<byte[]?> FindAsync(ExternalRef question, CancellationToken cancellationToken)
    {
        List<CustomerHit> hits = [];
        foreach ((string field, string value) in CustomerQuestion.LinesOf(question))
        {
            ListPage page = await api.ListAsync($"customers?limit=100&{Uri.EscapeDataString(field)}[is]={Uri.EscapeDataString(value)}", cancellationToken).ConfigureAwait(false);
            foreach (byte[] element in page.Elements)
            {
                using JsonDocument document = JsonDocument.Parse(element);
                JsonElement customer = document.RootElement.Part("customer");
                if (customer.Text(field) != value)
                {
                    throw new ConnectorException(
                        ErrorKind.Configuration,
                        $"Chargebee '{api.System}' does not search customers by {field}: it showed one with another value. Ask its support to make the field searchable, or name a key of meta_data instead.")
                    {
                        Field = field,
                    };
                }

                hits.Add(new CustomerHit(customer.Text("id")!, customer.Text(api.Options.CustomerField)));
            }
        }

        return hits.Count == 0 ? null : JsonSerializer.SerializeToUtf8Bytes(new CustomerMatch([.. hits.DistinctBy(h => h.Id)]), PortJson.Default.CustomerMatch);
    }
}
