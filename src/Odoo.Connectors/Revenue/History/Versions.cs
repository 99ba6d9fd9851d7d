using Odoo.Connectors.Erp;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Revenue;

/// <summary>The versions of one record by age, whatever order they came in, and which of them holds on a day.</summary>
/// <typeparam name="T">What a version tells; null says that the record is gone.</typeparam>
internal sealed class Versions<T>
    where T : class
{
    private readonly List<(DateOnly From, T? Fact)> _oldestFirst = [];

    /// <param name="rows">The versions.</param>
    /// <param name="calendar">The company's.</param>
    /// <param name="read">Reads a version's body.</param>
    /// <param name="startOf">The day from which the oldest version holds already; null for the day that it was told of.</param>
    /// <param name="isAfter">Whether the first of two that were told at one instant comes after the second.</param>
    public Versions(IReadOnlyList<HistoryRow> rows, CompanyCalendar calendar, Func<string, T?> read, Func<T, DateOnly>? startOf = null, Func<T?, T?, bool>? isAfter = null)
    {
        foreach (IGrouping<long, HistoryRow> same in rows.OrderBy(r => r.Ordering).ThenBy(r => r.Content, StringComparer.Ordinal).GroupBy(r => r.Ordering))
        {
            List<(DateOnly From, T? Fact)> left = [.. same.Select(r => (calendar.DayOf(r.EffectiveAt), read(r.Body)))];
            while (left.Count > 0)
            {
                int next = Math.Max(0, left.FindIndex(l => isAfter is null || !left.Exists(o => o != l && isAfter(l.Fact, o.Fact))));
                _oldestFirst.Add(left[next]);
                left.RemoveAt(next);
            }
        }

        if (_oldestFirst is [(var told, { } first), ..] && startOf?.Invoke(first) is { } start && start < told)
        {
            _oldestFirst[0] = (start, first);
        }
    }

    /// <summary>The days from which versions hold.</summary>
    public IEnumerable<DateOnly> Days => _oldestFirst.Select(v => v.From);

    public IEnumerable<T> Facts => _oldestFirst.Select(v => v.Fact).OfType<T>();

    /// <summary>The newest, and the day from which it holds.</summary>
    public (DateOnly From, T? Fact) Newest => _oldestFirst[^1];

    /// <summary>The newest of those that hold by the end of a day; null before the first.</summary>
    public T? At(DateOnly day) => _oldestFirst.FindLast(v => v.From <= day).Fact;
}
