using System.Text;
using Odoo.Connectors.Stripe.Internal.Webhooks;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Stripe.Internal.Api;

/// <summary>Reads the account's events in the order they were created. What was already delivered is recognised by its id, as a webhook is.</summary>
internal sealed class EventPoll(string name, EventLists lists, TimeProvider clock)
{
    /// <summary>How long Stripe lists an event.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromDays(30);

    /// <summary>What a scan begins with is still listed when it is read, if that takes no longer.</summary>
    private static readonly TimeSpan LongestScan = TimeSpan.FromHours(1);

    public async Task<PollPage> NextAsync(StripeOptions options, string? text, CancellationToken cancellationToken)
    {
        Keyset? before = Keyset.Parse(text);
        DateTimeOffset now = clock.GetUtcNow();
        DateTimeOffset started = before?.ScanStartedAt ?? now;
        bool isUnderWay = before?.ScanStartedAt is not null && now - started <= LongestScan;
        if (before is not null && !isUnderWay && before.At < now - Kept + LongestScan)
        {
            throw new ConnectorException(ErrorKind.Gone, $"Stripe lists events for {Kept.Days} days; those of '{name}' were last read up to {before.At:u}.") { Field = "watermark" };
        }

        EventList list = await ReadAsync(before, options, cancellationToken).ConfigureAwait(false);
        (DateTimeOffset, string)? last = list.HasMore && list.Events.Count > 0
            ? (list.Events[^1]["created"].Instant(), list.Events[^1]["id"].Text())
            : (started, ""); // read to its end: a quiet account's watermark must not grow old
        Keyset next = Keyset.After(before, started, last, list.HasMore, list.Events.Count > 0)!;
        return new PollPage { Deliveries = [.. list.Events.Select(Delivery)], Watermark = next.ToString(), HasMore = list.HasMore };
    }

    private async Task<EventList> ReadAsync(Keyset? before, StripeOptions options, CancellationToken cancellationToken)
    {
        (DateTimeOffset? since, string? after) = before?.From(options.PollOverlap) ?? ((DateTimeOffset?)null, (string?)null);
        EventList? list = after is null ? null : await lists.AfterAsync(options, after, cancellationToken).ConfigureAwait(false);
        return list ?? await lists.OldestAsync(options, since, cancellationToken).ConfigureAwait(false);
    }

    private Delivery Delivery(Json evt)
    {
        byte[] body = Encoding.UTF8.GetBytes(evt.Element.GetRawText());
        try
        {
            return EventDeliveries.Of(name, EventTypes.Find(evt["type"].Text()) ?? throw evt["type"].Wrong("a type that was asked for"), EventEnvelope.Read(evt), body);
        }
        catch (ConnectorException)
        {
            return EventDeliveries.Unreadable(name, body, clock.GetUtcNow());
        }
    }
}
