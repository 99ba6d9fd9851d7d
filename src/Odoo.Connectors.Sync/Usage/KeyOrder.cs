namespace Odoo.Connectors.Sync;

/// <summary>Events in the order of their keys, those of one key in the order of their lines.</summary>
internal static class KeyOrder
{
    public static (MeteredEvent Event, long Total)[] Of(List<(MeteredEvent Event, long Total)> events)
    {
        (MeteredEvent Event, long Total)[] sorted = [.. events];
        long[] first = Array.ConvertAll(sorted, e => e.Event.Key.H1);

        // By half of the key first: plain numbers are sorted several times as fast, and hardly any two are the same.
        Array.Sort(first, sorted);
        for (int from = 0; from < first.Length;)
        {
            int to = from + 1;
            while (to < first.Length && first[to] == first[from])
            {
                to++;
            }

            if (to - from > 1)
            {
                sorted.AsSpan(from, to - from).Sort(static (a, b) => (a.Event.Key.H2, a.Event.Line).CompareTo((b.Event.Key.H2, b.Event.Line)));
            }

            from = to;
        }

        return sorted;
    }
}
