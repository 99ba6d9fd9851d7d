using System.Text;
using Odoo.Connectors.Model;

namespace Odoo.Connectors.Sync.Tests;

/// <summary>A vendor's table that is polled by a keyset: rows with a time and an id, read a page at a time.</summary>
internal sealed class Table(TimeProvider clock) : ISource, IListedFeed
{
    public static readonly TimeSpan Overlap = TimeSpan.FromMinutes(5);

    public Dictionary<string, (DateTimeOffset At, string Text)> Rows { get; } = [];

    public string Name => "table";

    public IReadOnlyList<string> Streams { get; } = ["rows"];

    public TimeSpan Interval { get; set; } = TimeSpan.FromMinutes(1);

    public int PageSize { get; set; } = 500;

    public int Polls { get; private set; }

    /// <summary>Watermarks before this are older than the vendor keeps.</summary>
    public DateTimeOffset KeptSince { get; set; } = DateTimeOffset.MinValue;

    public Func<ConnectorException?> OnPoll { get; set; } = () => null;

    public bool Exhaustive { get; set; } = true;

    public string? Rest { get; set; }

    /// <summary>Rows that are there and that its pages do not bring.</summary>
    public HashSet<string> Hidden { get; } = [];

    /// <summary>How often it was asked whether a row is gone.</summary>
    public int Asked { get; private set; }

    /// <summary>How many ids each page of a list had.</summary>
    public List<int> Listed { get; } = [];

    public string? Unread(string stream) => Rest;

    public bool IsExhaustive(string stream) => Exhaustive;

    public string? Begin(string stream, DateTimeOffset? from) => from is { } at ? new Keyset { At = at + Overlap }.ToString() : null;

    public Task<PollPage> PollAsync(string stream, string? watermark, CancellationToken cancellationToken)
    {
        Polls++;
        if (OnPoll() is { } failure)
        {
            throw failure;
        }

        Keyset? before = Keyset.Parse(watermark);
        if (before?.At < KeptSince)
        {
            throw new ConnectorException(ErrorKind.Gone, "The watermark is older than what is kept.");
        }

        DateTimeOffset started = before?.ScanStartedAt ?? clock.GetUtcNow();
        (DateTimeOffset at, string? after) = before?.From(Overlap) ?? (DateTimeOffset.MinValue, null);
        List<KeyValuePair<string, (DateTimeOffset At, string Text)>> found =
        [
            .. Rows.Where(r => !Hidden.Contains(r.Key)).Where(r => r.Value.At > at || (r.Value.At == at && (after is null || string.CompareOrdinal(r.Key, after) > 0)))
                .OrderBy(r => r.Value.At).ThenBy(r => r.Key, StringComparer.Ordinal).Take(PageSize + 1),
        ];
        bool more = found.Count > PageSize;
        found = [.. found.Take(PageSize)];
        Keyset? next = Keyset.After(before, started, found.Count == 0 ? null : (found[^1].Value.At, found[^1].Key), more, found.Count > 0);
        return Task.FromResult(new PollPage
        {
            Deliveries = [.. found.Select(r => Row(r.Key, r.Value.Text))], Watermark = next?.ToString(), HasMore = more,
        });
    }

    public Task<IdPage> ListAsync(string stream, string? after, CancellationToken cancellationToken)
    {
        if (OnPoll() is { } failure)
        {
            throw failure;
        }

        string[] ids = [.. Rows.Keys.Where(r => !Hidden.Contains(r)).Order(StringComparer.Ordinal).Where(r => after is null || string.CompareOrdinal(r, after) > 0).Take(PageSize)];
        Listed.Add(ids.Length);
        return Task.FromResult(new IdPage { Ids = ids, Kinds = ["column", "row"], Next = ids.Length < PageSize ? null : ids[^1] });
    }

    public Task<Delivery?> AbsentAsync(string stream, ExternalRef subject, CancellationToken cancellationToken)
    {
        Asked++;
        return Task.FromResult(Rows.ContainsKey(subject.Id) ? null : Row(subject.Id, "gone"));
    }

    public Task<SystemIdentity> IdentifyAsync(CancellationToken cancellationToken) => Task.FromResult(new SystemIdentity("table-1", false));

    public Task<byte[]?> ReadAsync(ExternalRef reference, CancellationToken cancellationToken) => Task.FromResult<byte[]?>(null);

    public object Decode(ExternalRef reference, ReadOnlyMemory<byte> answer) => Encoding.UTF8.GetString(answer.Span);

    public Change DecodeChange(Delivery delivery)
    {
        string text = Encoding.UTF8.GetString(delivery.Payload.Span);
        return text == "garbage"
            ? throw new ConnectorException(ErrorKind.Protocol, "The row is unreadable.") { Field = "text" }
            : new Change { System = Name, Kind = "told", Subject = delivery.Subject, Record = text, OccurredAt = delivery.OccurredAt };
    }

    private static Delivery Row(string id, string text) => new()
    {
        System = "table",
        Kind = "row",
        Lane = $"table:{id[^1]}",
        Subject = new ExternalRef("table", "row", id),
        OccurredAt = DateTimeOffset.UnixEpoch,
        Payload = Encoding.UTF8.GetBytes(text),
    };
}
