using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using Odoo.Connectors.HubSpot.Internal.Api;
using Odoo.Connectors.HubSpot.Internal.Mapping;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.HubSpot.Internal.Feed;

/// <summary>
/// The stream of deletions that no webhook told of. Searches never show an archived record and lists cannot be asked from a moment, so
/// that the lists of archived records are read whole now and then, and those archived since the time before are told.
/// </summary>
internal sealed class ArchivedFeed(string system, RecordReader reader, TimeProvider time)
{
    public const string Stream = "archived";

    private readonly SeenRecords _seen = new();

    private static readonly string[] Types = [ObjectTypes.Companies, ObjectTypes.Contacts, ObjectTypes.Products, ObjectTypes.Deals];

    /// <summary>Where it stands: when the last reading began, when this one did, and how far it is; between two readings there is no type.</summary>
    private sealed record Mark(DateTimeOffset Since, DateTimeOffset StartedAt, string Type, string? After)
    {
        public static Mark Parse(string text)
        {
            string[] parts = text.Split('|');
            return parts.Length == 4 && RecordJson.TryMoment(parts[0], out DateTimeOffset since) && RecordJson.TryMoment(parts[1], out DateTimeOffset startedAt)
                ? new Mark(since, startedAt, parts[2], parts[3].Length == 0 ? null : Uri.UnescapeDataString(parts[3]))
                : throw new ConnectorException(ErrorKind.Configuration, "The stored watermark is not one of this adapter; remove it to read the stream from its start.") { Field = "watermark" };
        }

        public override string ToString() => string.Create(
            CultureInfo.InvariantCulture,
            $"{Since.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss.fff'Z'}|{StartedAt.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss.fff'Z'}|{Type}|{Uri.EscapeDataString(After ?? "")}");
    }

    /// <summary>The watermark of a pass over what was archived since, or over everything.</summary>
    public string Begin(DateTimeOffset? since) => new Mark(since ?? DateTimeOffset.MinValue, since ?? time.GetUtcNow(), Types[0], null).ToString();

    public async Task<PollPage> NextAsync(string? watermark, CancellationToken cancellationToken)
    {
        HubSpotOptions options = reader.Api.Options;
        DateTimeOffset now = time.GetUtcNow();
        Mark mark = watermark is null ? new Mark(options.StartAt ?? DateTimeOffset.MinValue, now, Types[0], null) : Mark.Parse(watermark);
        if (mark.Type.Length == 0)
        {
            if (now < mark.StartedAt + options.ArchivedInterval)
            {
                return new PollPage { Deliveries = [], Watermark = watermark };
            }

            mark = new Mark(mark.StartedAt, now, Types[0], null);
        }

        RecordPage page = await reader.ListAsync(mark.Type, [ObjectTypes.ModifiedOf(mark.Type)], mark.After, archived: true, cancellationToken).ConfigureAwait(false);
        Mark next = mark with { After = page.After, Type = page.After is null ? Types.ElementAtOrDefault(Array.IndexOf(Types, mark.Type) + 1) ?? "" : mark.Type };
        DateTimeOffset since = mark.Since > DateTimeOffset.MinValue + options.PollOverlap ? mark.Since - options.PollOverlap : DateTimeOffset.MinValue;
        IReadOnlyDictionary<string, DateTimeOffset> seen = _seen.At(Stream, watermark);
        List<(string Key, JsonElement Record, DateTimeOffset At)> found =
        [
            .. (page.Results ?? []).Select(r => (Key: $"{mark.Type}/{RecordJson.IdOf(r)}", Record: r, At: ArchivedAt(r)))
                .Where(r => r.At >= since && (!seen.TryGetValue(r.Key, out DateTimeOffset before) || before != r.At)),
        ];
        _seen.Keep(Stream, watermark, next.ToString(), found.Select(f => KeyValuePair.Create(f.Key, f.At)), since);
        return new PollPage
        {
            Deliveries = [.. found.Select(f => Gone(mark.Type, f.Record, f.At))],
            Watermark = next.ToString(),
            HasMore = next.Type.Length > 0,
        };
    }

    private static DateTimeOffset ArchivedAt(JsonElement record) =>
        RecordJson.Moment(record, "archivedAt") ?? RecordJson.Moment(record, "updatedAt") ?? throw FieldErrors.Missing("archivedAt");

    private Delivery Gone(string type, JsonElement record, DateTimeOffset at) =>
        Deliveries.Gone(system, type, record, at, JsonMarshal.GetRawUtf8Value(record).ToArray());
}
