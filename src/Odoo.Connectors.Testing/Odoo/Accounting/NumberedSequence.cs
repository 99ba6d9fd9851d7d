using Odoo.Connectors.Testing.Store;

namespace Odoo.Connectors.Testing.Accounting;

/// <summary>The numbered moves of one journal and kind, in the orders that the next number is found by.</summary>
internal sealed class NumberedSequence
{
    private static readonly Comparer<(string Date, long Id)> s_byDate =
        Comparer<(string Date, long Id)>.Create((a, b) => string.CompareOrdinal(a.Date, b.Date) is not 0 and var order ? order : a.Id.CompareTo(b.Id));

    private readonly SortedSet<(string Date, long Id)> _byDate = new(s_byDate);
    private readonly Dictionary<string, SortedSet<long>> _byPeriod = [];
    private readonly Dictionary<string, SortedSet<(decimal Number, long Id)>> _byPrefix = [];

    /// <summary>The latest up to a day; where there is none, the earliest of all.</summary>
    public long? UpTo(string date) => _byDate.Count == 0 ? null
        : s_byDate.Compare(_byDate.Min, (date, long.MaxValue)) > 0 ? _byDate.Min.Id
        : _byDate.GetViewBetween(_byDate.Min, (date, long.MaxValue)).Max.Id;

    /// <summary>The newest whose date begins so: with a year, a month, or nothing.</summary>
    public long? NewestIn(string period) => _byPeriod.TryGetValue(period, out var ids) ? ids.Max : null;

    /// <summary>The highest number after a prefix; 0 where there is none.</summary>
    public decimal Highest(string prefix) => _byPrefix.TryGetValue(prefix, out var numbers) ? numbers.Max.Number : 0m;

    public void Add(Row row)
    {
        _byDate.Add((row.Text("date") ?? "", row.Id));
        foreach (var period in Periods(row))
        {
            Of(_byPeriod, period).Add(row.Id);
        }

        Of(_byPrefix, row.Text("sequence_prefix")!).Add((row.Number("sequence_number"), row.Id));
    }

    public void Remove(Row row)
    {
        _byDate.Remove((row.Text("date") ?? "", row.Id));
        foreach (var period in Periods(row))
        {
            Drop(_byPeriod, period, row.Id);
        }

        Drop(_byPrefix, row.Text("sequence_prefix")!, (row.Number("sequence_number"), row.Id));
    }

    private static string[] Periods(Row row) => row.Text("date") is { } date ? ["", date[..4], date[..7]] : [""];

    private static SortedSet<T> Of<T>(Dictionary<string, SortedSet<T>> sets, string key)
    {
        if (!sets.TryGetValue(key, out var set))
        {
            sets[key] = set = [];
        }

        return set;
    }

    private static void Drop<T>(Dictionary<string, SortedSet<T>> sets, string key, T one)
    {
        if (sets.TryGetValue(key, out var set) && set.Remove(one) && set.Count == 0)
        {
            sets.Remove(key);
        }
    }
}
