using System.Globalization;
using System.Text.Json.Nodes;

namespace Odoo.Connectors.Testing;

/// <summary>Change Data Capture: what happened to the captured types, kept for three days.</summary>
internal sealed class SalesforceChangeLog(TimeProvider clock)
{
    private const string Schema = "EMULATORschema00000000";
    private const string NoRecord = "000000000000000AAA";

    // Beyond 2^53: who reads it as a floating-point number loses digits.
    private const long FirstCommit = 1_652_977_933_433_528_301;
    private static readonly TimeSpan Kept = TimeSpan.FromHours(72);
    private readonly HashSet<string> _captured = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<(long ReplayId, DateTimeOffset At, JsonObject Event)> _events = [];
    private long _replayId = 103_773_000;
    private int _transactions;

    public bool IsLosing { get; set; }

    public void Capture(IEnumerable<string> types) => _captured.UnionWith(types);

    /// <summary>One transaction; the same change of several records is one event.</summary>
    public void Record(IReadOnlyList<SalesforceChange> changes, string origin)
    {
        var told = new OrderedDictionary<string, (SalesforceChange First, JsonObject Fields, List<string> Changed, List<string> Ids)>(StringComparer.Ordinal);
        foreach (SalesforceChange change in changes.Where(change => _captured.Contains(change.Type)))
        {
            (JsonObject fields, List<string> changed) = change.What == "DELETE" ? ([], []) : SalesforcePayload.Of(change);
            string key = change.What == "CREATE" ? change.RecordId : $"{change.Type} {change.What} {fields.ToJsonString()}";
            told.TryAdd(key, (change, fields, changed, []));
            told[key].Ids.Add(change.RecordId);
        }

        if (told.Count == 0 || IsLosing)
        {
            return;
        }

        _transactions++;
        int sequence = 0;
        foreach ((SalesforceChange first, JsonObject fields, List<string> changed, List<string> ids) in told.Values)
        {
            Add(++sequence, first.Type, first.What, first.What == "UPDATE" ? changed : [], ids, origin, fields);
        }
    }

    public void Gap(string type, string id, string changeType)
    {
        _transactions++;
        Add(1, type, changeType, [], [id], string.Empty, []);
    }

    public void Overflow(string type) => Gap(type, NoRecord, "GAP_OVERFLOW");

    /// <summary>A platform event: its fields, who published it and when.</summary>
    public void Publish(string name, JsonObject fields)
    {
        _transactions++;
        DateTimeOffset now = clock.GetUtcNow();
        var payload = new JsonObject { ["CreatedDate"] = now.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture), ["CreatedById"] = SalesforceWriter.UserId };
        foreach ((string field, JsonNode? value) in fields)
        {
            payload[field] = value?.DeepClone();
        }

        Keep(payload, now, name);
    }

    /// <summary>What came after this event; all that is kept after −2.</summary>
    /// <exception cref="ArgumentException">The event is not kept any more, or never was one.</exception>
    public IReadOnlyList<(long ReplayId, JsonObject Event)> Read(long after)
    {
        DateTimeOffset since = clock.GetUtcNow() - Kept;
        var kept = _events.Where(evt => evt.At > since).ToArray();
        if (after != -2 && after != _replayId && !Array.Exists(kept, evt => evt.ReplayId == after))
        {
            throw new ArgumentException($"400::The replayId {{{after}}} you provided was invalid. Please provide a valid ID, -2 to replay all events, or -1 to replay only new events.", nameof(after));
        }

        return [.. kept.Where(evt => after == -2 || evt.ReplayId > after).Select(evt => (evt.ReplayId, (JsonObject)evt.Event.DeepClone()))];
    }

    private void Add(int sequence, string type, string changeType, List<string> changed, List<string> ids, string origin, JsonObject fields)
    {
        DateTimeOffset now = clock.GetUtcNow();
        var payload = new JsonObject
        {
            ["ChangeEventHeader"] = new JsonObject
            {
                ["commitNumber"] = FirstCommit + _transactions,
                ["commitUser"] = SalesforceWriter.UserId,
                ["sequenceNumber"] = sequence,
                ["entityName"] = type,
                ["changeType"] = changeType,
                ["changedFields"] = new JsonArray([.. changed.Select(field => (JsonNode)field)]),
                ["changeOrigin"] = origin,
                ["transactionKey"] = string.Create(CultureInfo.InvariantCulture, $"000c6c88-b097-f5fb-0005-{_transactions:D12}"),
                ["commitTimestamp"] = now.ToUnixTimeMilliseconds(),
                ["recordIds"] = new JsonArray([.. ids.Select(id => (JsonNode)id)]),
            },
        };
        foreach ((string name, JsonNode? value) in fields)
        {
            payload[name] = value?.DeepClone();
        }

        Keep(payload, now, null);
    }

    private void Keep(JsonObject payload, DateTimeOffset now, string? platformEvent)
    {
        // The ids of events leave gaps.
        _replayId += 3 + (_transactions % 2);
        var about = new JsonObject { ["replayId"] = _replayId };
        if (platformEvent is not null)
        {
            about["EventApiName"] = platformEvent;
        }

        _events.Add((_replayId, now, new JsonObject { ["schema"] = Schema, ["payload"] = payload, ["event"] = about }));
    }
}
