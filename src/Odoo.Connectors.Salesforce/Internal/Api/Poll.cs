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

    private readonly ConcurrentDictionary<string, PollProgress> _progress = new(StringComparer.Ordinal);

    public async Task<PollPage> NextAsync(string stream, string? text, CancellationToken cancellationToken)
    {
        SalesforceOptions options = api.Options;
        Watermark? watermark = Watermark.Parse(text);
        PollProgress? progress = _progress.TryGetValue(stream, out PollProgress? kept) && kept.Watermark == text ? kept : null;
        IReadOnlyDictionary<string, SeenRecord> seen = progress?.Seen ?? new Dictionary<string, SeenRecord>();
        DateTimeOffset startedAt = progress?.StartedAt ?? default;
        QueryPage? page = progress?.Next is { } next ? await GoOnAsync(stream, next, cancellationToken).ConfigureAwait(false) : null;
        if (page is null)
        {
            startedAt = time.GetUtcNow();
            page = await StartAsync(stream, options, watermark, cancellationToken).ConfigureAwait(false);
        }

        // By content and not by stamp: Salesforce stamps seconds, and a record may change twice in one.
        List<JsonObject> fresh = [.. page.Records.Where(r => !seen.TryGetValue(Id(r), out SeenRecord? before) || before != SeenRecord.Of(r))];
        List<(string Id, SeenRecord Seen)> found = [.. fresh.Select(r => (Id(r), SeenRecord.Of(r)))];
        if (stream == Opportunities)
        {
            await reader.CompleteAsync(fresh, cancellationToken).ConfigureAwait(false);
        }

        if (page.Records.Count > 0)
        {
            JsonObject last = page.Records[^1];
            DateTimeOffset at = Moments.Of(last, "SystemModstamp");
            watermark = Watermark.Advance(watermark, at < startedAt ? at : startedAt, Id(last), fresh.Count > 0);
        }

        string? returned = watermark?.ToString();
        _progress[stream] = new PollProgress(returned, startedAt, page.Next, Remember(seen, found, watermark, options));
        return new PollPage
        {
            Deliveries = [.. fresh.Select(r => Deliveries.Of(system, stream, r))],
            Watermark = returned,
            HasMore = page.Next is not null,
        };
    }

    private static string Id(JsonObject record) => SalesforceId.Of(record, "Id") ?? throw FieldErrors.Missing("Id");

    private async Task<QueryPage> StartAsync(string stream, SalesforceOptions options, Watermark? watermark, CancellationToken cancellationToken)
    {
        DateTimeOffset? since = watermark is null ? options.StartAt : watermark.At - options.PollOverlap;
        string soql = stream switch
        {
            Opportunities => Soql.ChangedOpportunities(options, since),
            Accounts => Soql.ChangedAccounts(options, since),
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
        IReadOnlyDictionary<string, SeenRecord> seen, List<(string Id, SeenRecord Seen)> found, Watermark? watermark, SalesforceOptions options)
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
