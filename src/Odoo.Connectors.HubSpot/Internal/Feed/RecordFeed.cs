using System.Text.Json;
using Odoo.Connectors.HubSpot.Internal.Api;
using Odoo.Connectors.HubSpot.Internal.Mapping;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.HubSpot.Internal.Feed;

/// <summary>
/// The streams of records: the first time, and in a pass over everything, the list page by page; from then on what a search shows to
/// have changed. A search starts some minutes before the last record seen, since it shows changes late.
/// </summary>
internal sealed class RecordFeed(string system, RecordReader reader, Composer composer, Func<RecordMaps> maps, TimeProvider time)
{
    private readonly SearchWindow _window = new(reader);
    private readonly SeenRecords _seen = new();

    public static IReadOnlyList<string> Streams { get; } =
        [ObjectTypes.Companies, ObjectTypes.Contacts, ObjectTypes.Products, ObjectTypes.Deals, ObjectTypes.LineItems];

    /// <summary>The watermark of a pass over everything, whatever polls leave out. Line items come with their deals.</summary>
    public string? Begin(string stream) => stream == ObjectTypes.LineItems ? null : new ListMark(time.GetUtcNow(), null).ToString();

    public async Task<PollPage> NextAsync(string stream, string? watermark, CancellationToken cancellationToken)
    {
        if (ListMark.Parse(watermark) is { } mark)
        {
            return await ListAsync(stream, mark, cancellationToken).ConfigureAwait(false);
        }

        if (watermark is not null)
        {
            return await ChangedAsync(stream, watermark, Keyset.Parse(watermark)!, cancellationToken).ConfigureAwait(false);
        }

        DateTimeOffset now = time.GetUtcNow();
        HubSpotOptions options = reader.Api.Options;
        return stream == ObjectTypes.LineItems
            // Deals bring their line items along: of the line items themselves only later changes matter.
            ? new PollPage { Deliveries = [], Watermark = new Keyset { At = now }.ToString() }
            : options.StartAt is { } start
                ? await ChangedAsync(stream, null, new Keyset { At = start + options.PollOverlap }, cancellationToken).ConfigureAwait(false)
                : await ListAsync(stream, new ListMark(now, null), cancellationToken).ConfigureAwait(false);
    }

    private async Task<PollPage> ListAsync(string type, ListMark mark, CancellationToken cancellationToken)
    {
        RecordMaps current = maps();
        RecordPage page = await reader.ListAsync(type, current.PropertiesOf(type), mark.After, archived: false, cancellationToken).ConfigureAwait(false);
        return new PollPage
        {
            Deliveries = await DeliverAsync(type, page.Results ?? [], current, cancellationToken).ConfigureAwait(false),
            Watermark = page.After is { } after ? (mark with { After = after }).ToString() : new Keyset { At = mark.StartedAt }.ToString(),
            HasMore = page.After is not null,
            Priority = DeliveryPriority.Backfill,
        };
    }

    private async Task<PollPage> ChangedAsync(string type, string? watermark, Keyset keyset, CancellationToken cancellationToken)
    {
        RecordMaps current = maps();
        TimeSpan overlap = reader.Api.Options.PollOverlap;
        DateTimeOffset startedAt = keyset.ScanStartedAt ?? time.GetUtcNow();
        (DateTimeOffset at, string? after) = keyset.From(overlap);
        SearchWindow.Page page = await _window.ReadAsync(type, current.PropertiesOf(type), at, after ?? "", cancellationToken).ConfigureAwait(false);
        string modified = ObjectTypes.ModifiedOf(type);
        IReadOnlyDictionary<string, DateTimeOffset> seen = _seen.At(type, watermark);
        List<JsonElement> fresh = [.. page.Records.Where(r => !seen.TryGetValue(RecordJson.IdOf(r), out DateTimeOffset before) || before != RecordJson.ModifiedAt(r, modified))];
        IReadOnlyList<Delivery> deliveries = type == ObjectTypes.LineItems
            ? await DealsOfAsync(fresh, current, cancellationToken).ConfigureAwait(false)
            : await DeliverAsync(type, fresh, current, cancellationToken).ConfigureAwait(false);
        (DateTimeOffset, string)? last = page.HasMore || page.Records.Count > 0 ? (page.At, page.Id) : null;
        Keyset next = Keyset.After(keyset, startedAt, last, page.HasMore, fresh.Count > 0)!;
        string returned = next.ToString();
        _seen.Keep(
            type, watermark, returned, fresh.Select(r => KeyValuePair.Create(RecordJson.IdOf(r), RecordJson.ModifiedAt(r, modified))),
            next.At > DateTimeOffset.MinValue + overlap ? next.At - overlap : DateTimeOffset.MinValue);
        return new PollPage { Deliveries = deliveries, Watermark = returned, HasMore = page.HasMore };
    }

    private async Task<IReadOnlyList<Delivery>> DeliverAsync(string type, IReadOnlyList<JsonElement> records, RecordMaps current, CancellationToken cancellationToken)
    {
        if (records.Count == 0)
        {
            return [];
        }

        IReadOnlyList<byte[]> composed = await composer.ComposeAsync(type, records, current, cancellationToken).ConfigureAwait(false);
        return [.. records.Zip(composed, (record, bytes) => Deliveries.Of(system, type, record, bytes))];
    }

    /// <summary>A line item that changes does not always change its deal: the deal is read again.</summary>
    private async Task<IReadOnlyList<Delivery>> DealsOfAsync(IReadOnlyList<JsonElement> lines, RecordMaps current, CancellationToken cancellationToken)
    {
        var deals = await reader.AssociationsAsync(ObjectTypes.LineItems, ObjectTypes.Deals, lines.Select(RecordJson.IdOf), cancellationToken).ConfigureAwait(false);
        Dictionary<string, JsonElement> records = await reader.BatchReadAsync(
            ObjectTypes.Deals, current.PropertiesOf(ObjectTypes.Deals), deals.Values.SelectMany(d => d.Select(a => a.Id)), cancellationToken).ConfigureAwait(false);
        return await DeliverAsync(ObjectTypes.Deals, [.. records.Values], current, cancellationToken).ConfigureAwait(false);
    }
}
