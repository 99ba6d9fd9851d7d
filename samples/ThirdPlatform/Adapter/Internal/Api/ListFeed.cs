using System.Text;
using System.Text.Json;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Samples.ThirdPlatform;

/// <summary>
/// Polls lists of what changed, in the order of (changed_at, id), by Plainbill's cursor. A scan begins an overlap before the moment at which the one
/// before began: what changed while that ran comes with this one.
/// </summary>
internal sealed class ListFeed(string system, PlainbillApi api, TimeProvider time)
{
    private static readonly TimeSpan Overlap = TimeSpan.FromMinutes(1);

    public static IReadOnlyList<string> Streams { get; } = [Names.Customers, Names.Subscriptions, Names.Invoices, Names.Payments];

    public async Task<PollPage> NextAsync(string stream, string? watermark, CancellationToken cancellationToken)
    {
        Keyset? before = Keyset.Parse(watermark);
        (DateTimeOffset at, string? cursor) = before?.From(Overlap) ?? (DateTimeOffset.MinValue, null);
        string path = string.IsNullOrEmpty(cursor)
            ? FormattableString.Invariant($"{stream}?{Names.ChangedSince}={at:yyyy-MM-dd'T'HH:mm:ss'Z'}")
            : $"{stream}?{Names.Cursor}={Uri.EscapeDataString(cursor)}";
        ApiAnswer answer = await api.GetAsync(path, cancellationToken);
        using JsonDocument page = api.Parse(answer);
        if (!page.RootElement.TryGetProperty(Names.Data, out JsonElement data) || data.ValueKind != JsonValueKind.Array)
        {
            throw ApiErrors.Unreadable(system, answer.Body);
        }

        Delivery[] deliveries = [.. data.EnumerateArray().Select(e => Of(stream, Encoding.UTF8.GetBytes(e.GetRawText())))];
        string? next = page.RootElement.TryGetProperty(Names.NextCursor, out JsonElement more) ? more.GetString() : null;
        DateTimeOffset started = before?.ScanStartedAt ?? answer.At;
        return new PollPage
        {
            Deliveries = deliveries,
            // Inside of a scan the place is the cursor; after it, the moment at which it began.
            Watermark = Keyset.After(before, started, next is null ? (started, "") : (at, next), next is not null, deliveries.Length > 0)!.ToString(),
            HasMore = next is not null,
            Priority = at == DateTimeOffset.MinValue ? DeliveryPriority.Backfill : DeliveryPriority.Reconciliation,
        };
    }

    /// <summary>One record that cannot be read is a case of its own, and the page goes on.</summary>
    private Delivery Of(string stream, byte[] element)
    {
        string kind = ChangeReader.Listed + stream;
        try
        {
            ListedRecord record = ListedRecord.Read(element);
            return WebhookReceiver.Of(system, kind, record.Customer, new ExternalRef(system, Wire.KindOf(stream.TrimEnd('s')), record.Id), record.ChangedAt, element);
        }
        catch (ConnectorException)
        {
            return WebhookReceiver.Unreadable(system, kind, element, time.GetUtcNow()) with { DedupeKey = null };
        }
    }
}
