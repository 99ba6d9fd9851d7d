using System.Text.Json.Nodes;
using Odoo.Connectors.Salesforce.Internal.Mapping;

namespace Odoo.Connectors.Salesforce.Internal.Api;

/// <summary>Reads opportunities with all their lines and their account, and accounts with their contact.</summary>
internal sealed class RecordReader(SalesforceApi api)
{
    private const string LineItems = "OpportunityLineItems";
    private const int MostIds = 200;

    public async Task<JsonObject?> OrganizationAsync(CancellationToken cancellationToken) =>
        First(await PageAsync(Soql.Path(Soql.Organization), cancellationToken).ConfigureAwait(false));

    public async Task<QueryPage> PageAsync(string path, CancellationToken cancellationToken) =>
        QueryPage.Read(await api.GetAsync(path, cancellationToken).ConfigureAwait(false));

    public async Task<JsonObject?> OpportunityAsync(string id, CancellationToken cancellationToken)
    {
        QueryPage page = await PageAsync(Soql.Path(Soql.Opportunity(api.Options, id)), cancellationToken).ConfigureAwait(false);
        await CompleteAsync(page.Records, cancellationToken).ConfigureAwait(false);
        return First(page);
    }

    public async Task<JsonObject?> AccountAsync(string id, CancellationToken cancellationToken) =>
        First(await PageAsync(Soql.Path(Soql.AccountsById(api.Options, [id])), cancellationToken).ConfigureAwait(false));

    public async Task<string?> AccountFieldAsync(string id, string field, CancellationToken cancellationToken)
    {
        JsonObject account = await api.GetAsync($"sobjects/Account/{id}?fields={field}", cancellationToken).ConfigureAwait(false);
        return account.ContainsKey(field)
            ? JsonText.Of(account[field])
            : throw new SalesforceException(ErrorKind.Protocol, $"Salesforce answered without the field {field} that was asked for.") { Field = field };
    }

    /// <summary>Adds what a query of opportunities leaves out: the further pages of many lines, and the accounts.</summary>
    public async Task CompleteAsync(IReadOnlyList<JsonObject> opportunities, CancellationToken cancellationToken)
    {
        foreach (JsonObject opportunity in opportunities)
        {
            await AddLinesAsync(opportunity, cancellationToken).ConfigureAwait(false);
        }

        string[] ids = [.. opportunities.Select(o => SalesforceId.Of(o, "AccountId")).OfType<string>().Distinct(StringComparer.Ordinal)];
        Dictionary<string, JsonObject> accounts = new(StringComparer.Ordinal);
        foreach (string[] some in ids.Chunk(MostIds))
        {
            string? path = Soql.Path(Soql.AccountsById(api.Options, some));
            while (path is not null)
            {
                QueryPage page = await PageAsync(path, cancellationToken).ConfigureAwait(false);
                foreach (JsonObject account in page.Records)
                {
                    accounts[SalesforceId.Of(account, "Id") ?? ""] = account;
                }

                path = page.Next;
            }
        }

        foreach (JsonObject opportunity in opportunities)
        {
            opportunity["Account"] = SalesforceId.Of(opportunity, "AccountId") is { } id ? accounts.GetValueOrDefault(id)?.DeepClone() : null;
        }
    }

    private static JsonObject? First(QueryPage page) => page.Records.Count > 0 ? page.Records[0] : null;

    private async Task AddLinesAsync(JsonObject opportunity, CancellationToken cancellationToken)
    {
        if (opportunity[LineItems] is not JsonObject lines || QueryPage.Read(lines) is not { Next: { } next })
        {
            return;
        }

        JsonArray all = (JsonArray)lines["records"]!;
        for (string? path = next; path is not null;)
        {
            QueryPage page = await PageAsync(path, cancellationToken).ConfigureAwait(false);
            foreach (JsonObject line in page.Records)
            {
                all.Add(line.DeepClone());
            }

            path = page.Next;
        }

        lines["done"] = true;
        lines.Remove("nextRecordsUrl");
    }
}
