using System.Runtime.CompilerServices;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Revenue;

/// <summary>Reads what was told, page by page.</summary>
internal sealed class HistoryReader(HubStore store)
{
    private const int PageSize = 1000;
    private const int AtOnce = 500;
    private readonly PositionLinks _links = new(store);

    /// <summary>Every record of a kind with all its versions that were known by an instant.</summary>
    public async IAsyncEnumerable<IReadOnlyList<HistoryRow>> RecordsAsync(string kind, DateTimeOffset knownBy, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        List<HistoryRow> versions = [];
        HistoryRow? after = null;
        List<HistoryRow> page;
        do
        {
            page = await store.ReadAsync(t => t.History.PageAsync(kind, knownBy, after, PageSize, cancellationToken), cancellationToken).ConfigureAwait(false);
            foreach (HistoryRow row in page)
            {
                if (versions.Count > 0 && versions[0].Record != row.Record)
                {
                    yield return versions;
                    versions = [];
                }

                versions.Add(row);
                after = row;
            }
        }
        while (page.Count == PageSize);
        if (versions.Count > 0)
        {
            yield return versions;
        }
    }

    /// <summary>The same, with what the identity map knows of each.</summary>
    public async IAsyncEnumerable<(IReadOnlyList<HistoryRow> Versions, RecordLink? Link)> LinkedAsync(
        string kind, DateTimeOffset knownBy, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (IReadOnlyList<HistoryRow>[] part in RecordsAsync(kind, knownBy, cancellationToken).Chunk(AtOnce).WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            IReadOnlyDictionary<ExternalRef, RecordLink> links = await LinksAsync([.. part.Select(p => p[0].Record)], cancellationToken).ConfigureAwait(false);
            foreach (IReadOnlyList<HistoryRow> versions in part)
            {
                yield return (versions, links.GetValueOrDefault(versions[0].Record));
            }
        }
    }

    /// <summary>Invoices that bill service after a day.</summary>
    public async IAsyncEnumerable<IReadOnlyList<ExternalRef>> ServedAsync(DateOnly after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        long id = 0;
        List<HistoryRow> page;
        do
        {
            page = await store.ReadAsync(t => t.History.ServedAsync(RecordKinds.Invoice, after, id, PageSize, cancellationToken), cancellationToken).ConfigureAwait(false);
            id = page.Count == 0 ? id : page[^1].Id;
            yield return [.. page.Select(p => p.Record).Distinct()];
        }
        while (page.Count == PageSize);
    }

    /// <summary>What documents bill, as it was told last.</summary>
    public async Task<IReadOnlyDictionary<ExternalRef, DocumentFact>> DocumentsAsync(IReadOnlyCollection<ExternalRef> documents, CancellationToken cancellationToken)
    {
        Dictionary<ExternalRef, DocumentFact> found = [];
        foreach (HistoryRow row in documents.Count == 0 ? [] : await store.ReadAsync(t => t.History.FindAsync(documents, cancellationToken), cancellationToken).ConfigureAwait(false))
        {
            found[row.Record] = FactJson.Read(row.Body, FactJson.Default.DocumentFact)!;
        }

        return found;
    }

    public Task<IReadOnlyDictionary<ExternalRef, RecordLink>> LinksAsync(IReadOnlyCollection<ExternalRef> records, CancellationToken cancellationToken) => _links.OfAsync(records, cancellationToken);
}
