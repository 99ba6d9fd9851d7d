using Odoo.Connectors.HubSpot.Internal.Api;

namespace Odoo.Connectors.HubSpot.Internal.Port;

/// <summary>
/// Associates contacts with their companies. A default association that is there already stays one, so that a call may be made again: in
/// halves until the company at fault stands alone, and to the one that stands for a company that was merged away.
/// </summary>
internal sealed class CompanyContacts(HubSpotApi api, MergedWriter merged)
{
    private const int MostInputs = 1000;

    /// <summary>What became of a company's associations: where they are if it was merged away, or why they are not.</summary>
    internal sealed record Result(string? Survivor, ConnectorException? Failure);

    /// <summary>Associates contacts by company.</summary>
    /// <returns>What became of each company.</returns>
    public async Task<IReadOnlyDictionary<string, Result>> AssociateAsync(IReadOnlyList<(string Company, string Contact)> pairs, CancellationToken cancellationToken)
    {
        Dictionary<string, Result> results = new(StringComparer.Ordinal);
        IGrouping<string, (string Company, string Contact)>[] companies = [.. pairs.GroupBy(p => p.Company, StringComparer.Ordinal)];
        if (companies.Length > 0)
        {
            await AssociateAsync(companies, results, cancellationToken).ConfigureAwait(false);
        }

        return results;
    }

    private async Task AssociateAsync(IGrouping<string, (string Company, string Contact)>[] companies, Dictionary<string, Result> results, CancellationToken cancellationToken)
    {
        ConnectorException? failure = await SendAsync(companies.SelectMany(c => c), cancellationToken).ConfigureAwait(false);
        bool isRefused = failure is { Kind: ErrorKind.Validation or ErrorKind.Conflict or ErrorKind.NotFound or ErrorKind.Gone };
        if (isRefused && companies.Length > 1)
        {
            await AssociateAsync(companies[..(companies.Length / 2)], results, cancellationToken).ConfigureAwait(false);
            await AssociateAsync(companies[(companies.Length / 2)..], results, cancellationToken).ConfigureAwait(false);
            return;
        }

        string? survivor = null;
        if (isRefused)
        {
            string id = companies[0].Key;
            try
            {
                survivor = await merged.SurvivorOfAsync(ObjectTypes.Companies, id, cancellationToken).ConfigureAwait(false);
                failure = survivor is null ? failure : await SendAsync(companies[0].Select(p => (survivor, p.Contact)), cancellationToken).ConfigureAwait(false);
            }
            catch (ConnectorException e)
            {
                failure = e;
            }
        }

        foreach (var company in companies)
        {
            results[company.Key] = new Result(survivor, failure);
        }
    }

    private async Task<ConnectorException?> SendAsync(IEnumerable<(string Company, string Contact)> pairs, CancellationToken cancellationToken)
    {
        try
        {
            foreach ((string Company, string Contact)[] some in pairs.Chunk(MostInputs))
            {
                AssociationInputs inputs = new([.. some.Select(p => new AssociationInput(new IdInput(p.Contact), new IdInput(p.Company)))]);
                BatchAnswer answer = await api.WriteAsync(
                    (writes, call) => writes.AssociateAsync(call.Paths.Associations, ObjectTypes.Contacts, ObjectTypes.Companies, inputs, call.Token, call.Stop),
                    HubSpotJson.Default.BatchAnswer,
                    cancellationToken).ConfigureAwait(false);
                if (answer.Errors is { Count: > 0 } errors)
                {
                    return ApiErrors.From(api.System, errors[0]);
                }
            }

            return null;
        }
        catch (ConnectorException e)
        {
            return e;
        }
    }
}
