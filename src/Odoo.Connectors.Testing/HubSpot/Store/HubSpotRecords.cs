using System.Globalization;

namespace Odoo.Connectors.Testing.HubSpot;

/// <summary>The records of the portal.</summary>
internal sealed class HubSpotRecords(
    HubSpotSchema schema,
    HubSpotComputed computed,
    HubSpotEvents events,
    HubSpotEmulatorOptions options,
    TimeProvider clock)
{
    private const long FirstId = 500_000_000_000;
    private readonly Dictionary<string, SortedList<long, HubSpotRecord>> _records = HubSpotType.Known.ToDictionary(type => type.Name, _ => new SortedList<long, HubSpotRecord>());
    private readonly Dictionary<(string Type, long Old), long> _merged = [];
    private long _created;

    public HubSpotUniques Uniques { get; } = new(schema);

    public SortedList<long, HubSpotRecord> All(HubSpotType type) => _records[type.Name];

    /// <summary>The place of the first record whose id is not below this one.</summary>
    public static int First(SortedList<long, HubSpotRecord> all, long id)
    {
        int low = 0;
        int high = all.Count;
        while (low < high)
        {
            int middle = (low + high) / 2;
            (low, high) = all.GetKeyAtIndex(middle) < id ? (middle + 1, high) : (low, middle);
        }

        return low;
    }

    /// <summary>The record of this id, archived or not; what was merged into another is that other.</summary>
    public HubSpotRecord? Find(HubSpotType type, string id) =>
        long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out long number) ? Find(type, number) : null;

    public HubSpotRecord? Find(HubSpotType type, long id)
    {
        while (_merged.TryGetValue((type.Name, id), out long survivor))
        {
            id = survivor;
        }

        return All(type).GetValueOrDefault(id);
    }

    /// <summary>Stores a record as the vendor answers it, seen by the search at once.</summary>
    public void Put(HubSpotType type, long id, Dictionary<string, string> values, DateTimeOffset createdAt, DateTimeOffset updatedAt, DateTimeOffset? archivedAt)
    {
        if (All(type).GetValueOrDefault(id) is { } known)
        {
            Uniques.Forget(known);
        }

        var record = new HubSpotRecord(type, id, createdAt) { ArchivedAt = archivedAt };
        record.Become(new HubSpotState(values, updatedAt), DateTimeOffset.MinValue);
        All(type)[id] = record;
        if (!record.IsArchived)
        {
            Uniques.Remember(record);
        }
    }

    public HubSpotRecord Create(HubSpotType type, Dictionary<string, string> values, string source)
    {
        DateTimeOffset now = clock.GetUtcNow();
        var record = new HubSpotRecord(type, FirstId + ++_created, now);
        Dictionary<string, string> stored = new(values.Where(value => value.Value.Length > 0), StringComparer.Ordinal);
        computed.Apply(type, stored);
        record.Become(new HubSpotState(stored, now), now + options.SearchDelay);
        All(type)[record.Id] = record;
        Uniques.Remember(record);
        events.Created(record, source);
        foreach ((string name, string value) in stored)
        {
            events.Changed(record, name, value, source);
        }

        return record;
    }

    public void Update(HubSpotRecord record, IEnumerable<KeyValuePair<string, string>> changes, string source)
    {
        DateTimeOffset now = clock.GetUtcNow();
        IReadOnlyDictionary<string, string> old = record.Current.Properties;
        Dictionary<string, string> stored = new(old, StringComparer.Ordinal);
        foreach ((string name, string value) in changes)
        {
            stored[name] = value;
            if (value.Length == 0)
            {
                stored.Remove(name);
            }
        }

        computed.Apply(record.Type, stored);
        Uniques.Forget(record);
        record.Become(new HubSpotState(stored, now), now + options.SearchDelay);
        Uniques.Remember(record);
        foreach (string name in stored.Keys.Union(old.Keys).Where(name => stored.GetValueOrDefault(name) != old.GetValueOrDefault(name)).Order(StringComparer.Ordinal))
        {
            events.Changed(record, name, stored.GetValueOrDefault(name, string.Empty), source);
        }
    }

    public void Archive(HubSpotRecord record, string source)
    {
        if (!record.IsArchived)
        {
            record.ArchivedAt = clock.GetUtcNow();
            Uniques.Forget(record);
            events.Deleted(record, source);
        }
    }

    public void Restore(HubSpotRecord record, string source)
    {
        if (record.IsArchived)
        {
            record.ArchivedAt = null;
            Uniques.Remember(record);
            events.Restored(record, source);
        }
    }

    /// <summary>Two records become a new one, with the values of the first where both have one; both old ids lead to it.</summary>
    public HubSpotRecord Merge(HubSpotRecord primary, HubSpotRecord other, string source)
    {
        HubSpotType type = primary.Type;
        DateTimeOffset now = clock.GetUtcNow();
        Dictionary<string, string> values = new(primary.Current.Properties, StringComparer.Ordinal);
        string[] moved = [.. other.Current.Properties.Where(value => values.TryAdd(value.Key, value.Value)).Select(value => value.Key)];
        string[] ids = [.. values.GetValueOrDefault("hs_merged_object_ids", string.Empty).Split(';', StringSplitOptions.RemoveEmptyEntries), Text(primary.Id), Text(other.Id)];
        values["hs_merged_object_ids"] = string.Join(';', ids.Distinct());
        var survivor = new HubSpotRecord(type, FirstId + ++_created, primary.CreatedAt);
        survivor.Become(new HubSpotState(values, now), now + options.SearchDelay);
        foreach (HubSpotRecord old in (HubSpotRecord[])[primary, other])
        {
            Uniques.Forget(old);
            All(type).Remove(old.Id);
            _merged[(type.Name, old.Id)] = survivor.Id;
        }

        All(type)[survivor.Id] = survivor;
        Uniques.Remember(survivor);
        events.Merged(survivor, primary, other, moved.Length, source);
        return survivor;
    }

    private static string Text(long id) => id.ToString(CultureInfo.InvariantCulture);
}
