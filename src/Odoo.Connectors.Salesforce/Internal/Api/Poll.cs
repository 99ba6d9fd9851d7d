using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging;
using Odoo.Connectors.Salesforce.Internal.Mapping;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Salesforce.Internal.Api;

/// <summary>
/// Reads what changed, page by page. A poll starts some minutes before the last record seen; what it finds there again is
/// left out while this process remembers it, and delivered once more after a restart.
/// </summary>
internal sealed class Poll(string system, SalesforceApi api, RecordReader reader, TimeProvider time, ILogger logger)
{
    public const string Opportunities = "opportunities";
    public const string Accounts = "accounts";

    // A live poll and a pass over the same stream go on side by side.
    private readonly ConcurrentDictionary<(string Stream, string? Watermark), PollProgress> _progress = [];

    public async Task<PollPage> NextAsync(string stream, string? text, CancellationToken cancellationToken)
    {
        SalesforceOptions options = api.Options;
        Keyset? watermark = Keyset.Parse(text);
        PollProgress? progress = _progress.GetValueOrDefault((stream, text));
        IReadOnlyDictionary<string, SeenRecord> seen = progress?.Seen ?? new Dictionary<string, SeenRecord>();
        DateTimeOffset startedAt = progress?.StartedAt ?? default;
        QueryPage? page = progress?.Next is { } next ? await GoOnAsync(stream, next, cancellationToken).ConfigureAwait(false) : null;
        if (page is null)
        {
            startedAt = watermark?.ScanStartedAt ?? time.GetUtcNow();
            page = await StartAsync(stream, options, watermark, cancellationToken).ConfigureAwait(false);
        }

        // By content and not by stamp: Salesforce stamps seconds, and a record may change twice in one.
        List<JsonObject> fresh = [.. page.Records.Where(r => !seen.TryGetValue(Id(r), out SeenRecord? before) || before != SeenRecord.Of(r))];
        List<(string Id, SeenRecord Seen)> found = [.. fresh.Select(r => (Id(r), SeenRecord.Of(r)))];
        if (stream == Opportunities)
        {
            await reader.CompleteAsync(fresh, cancellationToken).ConfigureAwait(false);
        }

        (DateTimeOffset, string)? last = page.Records.Count > 0 ? (Moments.Of(page.Records[^1], "SystemModstamp"), Id(page.Records[^1])) : null;
        watermark = Keyset.After(watermark, startedAt, last, page.Next is not null, fresh.Count > 0);
        string? returned = watermark?.ToString();
        Keep(stream, new PollProgress(returned, text, startedAt, page.Next, Remember(seen, found, watermark, options)));
        return new PollPage
        {
            Deliveries = [.. fresh.Select(r => Deliveries.Of(system, stream, r))],
            Watermark = returned,
            HasMore = page.Next is not null,
        };
    }

    private static string Id(JsonObject record) => SalesforceId.Of(record, "Id") ?? throw FieldErrors.Missing("Id");

    /// <summary>The watermark asked with stays until its successor is asked with: the commit of this page may fail, and then it comes again.</summary>
    private void Keep(string stream, PollProgress next)
    {
        if (_progress.TryGetValue((stream, next.Before), out PollProgress? asked) && asked.Before != next.Before)
        {
            _progress.TryRemove((stream, asked.Before), out _);
        }

        _progress[(stream, next.Watermark)] = next;
    }

    private async Task<QueryPage> StartAsync(string stream, SalesforceOptions options, Keyset? watermark, CancellationToken cancellationToken)
    {
        (DateTimeOffset? since, string? after) = watermark?.From(options.PollOverlap) ?? (options.StartAt, (string?)null);
        string soql = stream switch
        {
            Opportunities => Soql.ChangedOpportunities(options, since, after),
            Accounts => Soql.ChangedAccounts(options, since, after),
            _ => throw new ArgumentException($"Salesforce has no stream '{stream}'.", nameof(stream)),
        };
        return await reader.PageAsync(Soql.Path(soql), cancellationToken).ConfigureAwait(false);
    }

    private async Task<QueryPage?> GoOnAsync(string stream, string next, CancellationToken cancellationToken)
    {
        try
        {
            return await reader.PageAsync(next, cancellationToken).ConfigureAwait(false);
        }
        catch (SalesforceException e) when (e.Code == "INVALID_QUERY_LOCATOR")
        {
            Log.CursorGone(logger, system, stream);
            return null;
        }
    }

    private static Dictionary<string, SeenRecord> Remember(
        IReadOnlyDictionary<string, SeenRecord> seen, List<(string Id, SeenRecord Seen)> found, Keyset? watermark, SalesforceOptions options)
    {
        Dictionary<string, SeenRecord> all = new(StringComparer.Ordinal);
        DateTimeOffset since = watermark is null ? DateTimeOffset.MinValue : watermark.At - options.PollOverlap;
        foreach ((string id, SeenRecord record) in seen.Where(s => s.Value.At >= since))
        {
            all[id] = record;
        }

        foreach ((string id, SeenRecord record) in found)
        {
            all[id] = record;
        }

        return all;
    }
}
