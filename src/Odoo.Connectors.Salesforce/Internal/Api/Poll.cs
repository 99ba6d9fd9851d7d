using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Odoo.Connectors.Salesforce.Internal.Mapping;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Salesforce.Internal.Api;

/// <summary>
/// Reads what changed, page by page. A poll starts some minutes before the last record seen; what it finds there again is
/// left out while this process remembers it, and delivered once more after a restart.
/// </summary>
internal sealed class Poll(string system, SalesforceApi api, RecordReader reader, ILogger logger)
{
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
            startedAt = watermark?.ScanStartedAt ?? api.Time.GetUtcNow();
            page = await StartAsync(stream, options, watermark, cancellationToken).ConfigureAwait(false);
        }

        // By content and not by stamp: Salesforce stamps seconds, and a record may change twice in one.
        List<RawRecord> records = [.. page.Records.Select(r => new RawRecord(r))];
        List<(RawRecord Record, SeenRecord Seen)> fresh = [.. records
            .Select(r => (Record: r, Seen: SeenRecord.Of(r)))
            .Where(r => !seen.TryGetValue(r.Record.Id, out SeenRecord? before) || before != r.Seen)];
        IReadOnlyList<Delivery> deliveries = await DeliverAsync(stream, [.. fresh.Select(f => f.Record)], cancellationToken).ConfigureAwait(false);

        (DateTimeOffset, string)? last = records.Count > 0 ? (records[^1].Stamp, records[^1].Id) : null;
        watermark = Keyset.After(watermark, startedAt, last, page.Next is not null, fresh.Count > 0);
        watermark ??= stream == RecordType.LineStream ? new Keyset { At = startedAt } : null;
        string? returned = watermark?.ToString();
        Keep(stream, new PollProgress(returned, text, startedAt, page.Next, Remember(seen, fresh, watermark, options)));
        return new PollPage { Deliveries = deliveries, Watermark = returned, HasMore = page.Next is not null };
    }

    /// <summary>The watermark asked with stays until its successor is asked with: the commit of this page may fail, and then it comes again.</summary>
    private void Keep(string stream, PollProgress next)
    {
        if (_progress.TryGetValue((stream, next.Before), out PollProgress? asked) && asked.Before != next.Before)
        {
            _progress.TryRemove((stream, asked.Before), out _);
        }

        _progress[(stream, next.Watermark)] = next;
    }

    private Task<QueryPage> StartAsync(string stream, SalesforceOptions options, Keyset? watermark, CancellationToken cancellationToken)
    {
        // The opportunities bring all lines there are: only what changes from now on is looked for by lines.
        DateTimeOffset? first = options.StartAt ?? (stream == RecordType.LineStream ? api.Time.GetUtcNow() - options.PollOverlap : null);
        (DateTimeOffset? since, string? after) = watermark?.From(options.PollOverlap) ?? (first, (string?)null);
        string soql = stream == RecordType.LineStream
            ? Soql.ChangedLines(since, after)
            : Soql.Changed(RecordType.OfStream(stream) ?? throw new ArgumentException($"Salesforce has no stream '{stream}'.", nameof(stream)), options, since, after);
        return reader.QueryAllAsync(soql, cancellationToken);
    }

    private async Task<IReadOnlyList<Delivery>> DeliverAsync(string stream, IReadOnlyList<RawRecord> fresh, CancellationToken cancellationToken)
    {
        RecordType type = RecordType.OfStream(stream) ?? RecordType.Opportunity;
        Dictionary<string, DateTimeOffset> stamps = new(StringComparer.Ordinal);
        IEnumerable<RawRecord> found = fresh;
        if (stream == RecordType.LineStream)
        {
            foreach (RawRecord line in fresh)
            {
                stamps[line.IdOf("OpportunityId") ?? throw FieldErrors.Missing("OpportunityId")] = line.Stamp;
            }

            found = await reader.OpportunitiesAsync(stamps.Keys, cancellationToken).ConfigureAwait(false);
        }

        List<RawRecord> told = [.. found.Where(r => IsTold(type, r))];
        IReadOnlyList<byte[]> payloads = await reader.CompleteAsync(type, told, cancellationToken).ConfigureAwait(false);
        return [.. told.Select((r, i) => Deliveries.Of(system, type, r, payloads[i], Later(r.Stamp, stamps.GetValueOrDefault(r.Id))))];
    }

    /// <summary>An opportunity that nobody has an account for yet is none for us; it is stamped again when it gets one.</summary>
    internal static bool IsTold(RecordType type, RawRecord record) =>
        type != RecordType.Opportunity || record.AccountId is not null || record.Is("IsWon") || record.Is("IsDeleted");

    private static DateTimeOffset Later(DateTimeOffset a, DateTimeOffset b) => a > b ? a : b;

    private async Task<QueryPage?> GoOnAsync(string stream, string next, CancellationToken cancellationToken)
    {
        try
        {
            return await reader.NextAsync(next, cancellationToken).ConfigureAwait(false);
        }
        catch (SalesforceException e) when (e.Code == "INVALID_QUERY_LOCATOR")
        {
            Log.CursorGone(logger, system, stream);
            return null;
        }
    }

    private static Dictionary<string, SeenRecord> Remember(
        IReadOnlyDictionary<string, SeenRecord> seen, List<(RawRecord Record, SeenRecord Seen)> found, Keyset? watermark, SalesforceOptions options)
    {
        Dictionary<string, SeenRecord> all = new(StringComparer.Ordinal);
        DateTimeOffset since = watermark is null ? DateTimeOffset.MinValue : watermark.At - options.PollOverlap;
        foreach ((string id, SeenRecord record) in seen.Where(s => s.Value.At >= since))
        {
            all[id] = record;
        }

        foreach ((RawRecord record, SeenRecord each) in found)
        {
            all[record.Id] = each;
        }

        return all;
    }
}
