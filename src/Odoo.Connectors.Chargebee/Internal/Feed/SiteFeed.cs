using System.Runtime.InteropServices;
using System.Text.Json;
using Odoo.Connectors.Chargebee.Internal.Api;
using Odoo.Connectors.Chargebee.Internal.Facts;
using Odoo.Connectors.Chargebee.Internal.Webhooks;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Chargebee.Internal.Feed;

/// <summary>
/// Polls: pages of what changed, by Chargebee's own cursor. A scan goes on from the moment at which the one before began, by Chargebee's
/// clock, less the overlap: what changed while it ran comes with the next.
/// </summary>
internal sealed class SiteFeed(string system, ChargebeeApi api)
{
    /// <summary>How long Chargebee shows an event; its API documents no time, its application shows 90 days.</summary>
    public static readonly TimeSpan EventsKept = TimeSpan.FromDays(90);

    public async Task<PollPage> NextAsync(string stream, string? watermark, DateTimeOffset now, CancellationToken cancellationToken)
    {
        ChargebeeOptions options = api.Options;
        Keyset? before = Keyset.Parse(watermark);
        if (stream == Streams.Events && before is { ScanStartedAt: null } && before.At < now - EventsKept && before.At > DateTimeOffset.MinValue)
        {
            throw new ConnectorException(
                ErrorKind.Gone, FormattableString.Invariant($"Chargebee shows events for {EventsKept.Days} days; those of '{system}' were last read up to {before.At:u}.")) { Field = "watermark" };
        }

        (DateTimeOffset at, string? offset) = before?.From(options.PollOverlap) ?? (options.StartAt ?? DateTimeOffset.MinValue, null);
        ListPage page = await api.ListAsync(ListPath.Of(stream, at == DateTimeOffset.MinValue ? null : at, offset), cancellationToken).ConfigureAwait(false);
        IReadOnlyList<Delivery> deliveries = [.. page.Elements.SelectMany(e => stream == Streams.Events ? OfEvent(e, now) : OfRecord(stream, e, now))];
        DateTimeOffset started = before?.ScanStartedAt ?? page.At;
        // Inside of a scan the filter stays what it was: the cursor is one of that list.
        Keyset next = Keyset.After(before, started, page.Next is { } cursor ? (at, cursor) : (started, ""), page.Next is not null, deliveries.Count > 0)!;
        return new PollPage
        {
            Deliveries = deliveries,
            Watermark = next.ToString(),
            HasMore = page.Next is not null,
            Priority = at == DateTimeOffset.MinValue ? DeliveryPriority.Backfill : DeliveryPriority.Reconciliation,
        };
    }

    private IReadOnlyList<Delivery> OfEvent(byte[] element, DateTimeOffset now)
    {
        using JsonDocument document = JsonDocument.Parse(element);
        byte[] body = document.RootElement.TryGetProperty("event", out JsonElement e) ? JsonMarshal.GetRawUtf8Value(e).ToArray() : element;
        return EventDeliveries.Of(system, body, now);
    }

    /// <summary>One record that cannot be read is a case of its own, and the page goes on.</summary>
    private IReadOnlyList<Delivery> OfRecord(string stream, byte[] element, DateTimeOffset now)
    {
        string kind = ChangeReader.ListPrefix + stream;
        try
        {
            Heads heads = new();
            Heads.Table.Read(element, heads);
            return ListFacts.Of(heads) is not { } fact ? [] :
            [
                new Delivery
                {
                    System = system,
                    Kind = kind,
                    Lane = EventDeliveries.Lane(system, fact),
                    Subject = new ExternalRef(system, fact.Record, fact.Id),
                    OccurredAt = ListFacts.ChangedAt(heads) ?? now,
                    Payload = element,
                },
            ];
        }
        catch (ConnectorException)
        {
            return [EventDeliveries.Bad(system, kind, element, now)];
        }
    }
}
