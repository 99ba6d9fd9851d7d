using System.Text.Json;
using Odoo.Connectors.HubSpot.Internal.Mapping;

namespace Odoo.Connectors.HubSpot.Internal.Api;

/// <summary>Reads records of any type, by list, search and id.</summary>
internal sealed class RecordReader(HubSpotApi api, SearchPace pace)
{
    public const int ListLimit = 100;
    public const int SearchLimit = 200;
    private const int BatchLimit = 100;

    public HubSpotApi Api => api;

    public Task<AccountDetails> AccountAsync(CancellationToken cancellationToken) =>
        api.ReadAsync((reads, call) => reads.AccountAsync(call.Paths.Account, call.Token, call.Stop), HubSpotJson.Default.AccountDetails, cancellationToken);

    public Task<RecordPage> ListAsync(string type, IReadOnlyList<string> properties, string? after, bool archived, CancellationToken cancellationToken) => api.ReadAsync(
        (reads, call) => reads.ListAsync(call.Paths.Objects, type, ListLimit, after, string.Join(',', properties), archived ? "true" : "false", call.Token, call.Stop),
        HubSpotJson.Default.RecordPage,
        cancellationToken);

    public Task<RecordPage> SearchAsync(
        string type, IReadOnlyList<string> properties, IReadOnlyList<SearchFilter> filters, string sortBy, CancellationToken cancellationToken) =>
        SearchAnyAsync(type, properties, [new SearchFilterGroup(filters)], sortBy, cancellationToken);

    /// <summary>Records that meet one of the groups.</summary>
    public async Task<RecordPage> SearchAnyAsync(
        string type, IReadOnlyList<string> properties, IReadOnlyList<SearchFilterGroup> groups, string sortBy, CancellationToken cancellationToken)
    {
        SearchRequest request = new(groups, [new SearchSort(sortBy, "ASCENDING")], properties, SearchLimit);
        await pace.WaitAsync(api.Options.SearchesPerSecond, cancellationToken).ConfigureAwait(false);
        return await api.ReadAsync(
            (reads, call) => reads.SearchAsync(call.Paths.Objects, type, request, call.Token, call.Stop), HubSpotJson.Default.RecordPage, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>One record, or null when there is none or it is archived. Of one that was merged away, the one that stands for it.</summary>
    public async Task<JsonElement?> GetAsync(string type, string id, IReadOnlyList<string> properties, CancellationToken cancellationToken)
    {
        try
        {
            using JsonDocument record = await api.ReadAsync(
                (reads, call) => reads.GetAsync(call.Paths.Objects, type, id, string.Join(',', properties), "false", call.Token, call.Stop),
                HubSpotJson.Default.JsonDocument,
                cancellationToken).ConfigureAwait(false);
            return record.RootElement.Clone();
        }
        catch (HubSpotException e) when (e.Kind is ErrorKind.NotFound or ErrorKind.Gone)
        {
            return null;
        }
    }

    /// <summary>Records by id, or by their value of a unique property; those that are not there are left out.</summary>
    /// <returns>The records by their ids.</returns>
    public async Task<Dictionary<string, JsonElement>> BatchReadAsync(
        string type, IReadOnlyList<string> properties, IEnumerable<string> ids, CancellationToken cancellationToken, string? idProperty = null)
    {
        Dictionary<string, JsonElement> found = new(StringComparer.Ordinal);
        foreach (string[] some in ids.Distinct(StringComparer.Ordinal).Chunk(BatchLimit))
        {
            BatchReadRequest request = new(properties, [.. some.Select(id => new IdInput(id))], idProperty);
            RecordPage page = await api.ReadAsync(
                (reads, call) => reads.BatchReadAsync(call.Paths.Objects, type, request, call.Token, call.Stop), HubSpotJson.Default.RecordPage, cancellationToken)
                .ConfigureAwait(false);
            foreach (JsonElement record in page.Results ?? [])
            {
                found[RecordJson.IdOf(record)] = record;
            }

            Refuse(page.Errors);
        }

        return found;
    }

    /// <summary>The relations of records to another type, all of them.</summary>
    public async Task<Dictionary<string, List<Associated>>> AssociationsAsync(string from, string to, IEnumerable<string> ids, CancellationToken cancellationToken)
    {
        const int MostInputs = 1000;
        Dictionary<string, List<Associated>> found = new(StringComparer.Ordinal);
        foreach (string[] some in ids.Distinct(StringComparer.Ordinal).Chunk(MostInputs))
        {
            IdInputs request = new([.. some.Select(id => new IdInput(id))]);
            AssociationBatch batch = await api.ReadAsync(
                (reads, call) => reads.AssociationsAsync(call.Paths.Associations, from, to, request, call.Token, call.Stop), HubSpotJson.Default.AssociationBatch, cancellationToken)
                .ConfigureAwait(false);
            Refuse(batch.Errors);
            foreach (AssociationsOf one in batch.Results ?? [])
            {
                List<Associated> all = found[one.From.Id] = [.. one.To ?? []];
                for (string? after = one.Paging?.Next?.After; !string.IsNullOrEmpty(after);)
                {
                    string start = after;
                    AssociationPage page = await api.ReadAsync(
                        (reads, call) => reads.AssociationsOfAsync(call.Paths.AssociationsOf, from, one.From.Id, to, 500, start, call.Token, call.Stop),
                        HubSpotJson.Default.AssociationPage,
                        cancellationToken).ConfigureAwait(false);
                    all.AddRange(page.Results ?? []);
                    after = page.After;
                }
            }
        }

        return found;
    }

    /// <summary>What is not found is absent, with an error or without; any other error would leave out what is there.</summary>
    private void Refuse(IReadOnlyList<ErrorBody>? errors)
    {
        if (errors?.FirstOrDefault(e => e.Category is not (null or "OBJECT_NOT_FOUND")) is { } error)
        {
            throw ApiErrors.From(api.System, error);
        }
    }
}
