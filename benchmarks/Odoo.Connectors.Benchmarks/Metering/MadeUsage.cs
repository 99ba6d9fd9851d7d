using System.Globalization;
using Odoo.Connectors.Model;

namespace Odoo.Connectors.Benchmarks;

/// <summary>
/// A made-up stream of usage, each event a function of its place: one in twenty is an earlier one again, one in a hundred takes another one back
/// or replaces it, one in fifty belongs to the month that is closed. What the totals must be is told here by arithmetic alone.
/// </summary>
internal sealed class MadeUsage(int count, int seed)
{
    public const int Subscriptions = 1000;
    public static readonly string[] Meters = ["calls", "peak", "level", "seats"];
    private const int Repeated = 20, Corrected = 100, Late = 50;
    private static readonly DateTimeOffset October = new(2026, 10, 1, 0, 0, 0, TimeSpan.Zero), November = October.AddMonths(1);

    public int Count => count;

    /// <summary>One event of each subscription and meter in October, which is then closed.</summary>
    public static IEnumerable<UsageEvent> First() =>
        from subscription in Enumerable.Range(0, Subscriptions)
        from meter in Meters
        select Event(Name("first", subscription, meter), subscription, meter, 10, October.AddDays(14), "first");

    /// <summary>What one of several senders tells: every so-manieth event.</summary>
    public IEnumerable<UsageEvent> Stream(int sender, int senders)
    {
        for (int i = sender; i < count; i += senders)
        {
            yield return At(Origin(i));
        }
    }

    /// <summary>Quantity and events of each subscription, meter and month; the first events are among them.</summary>
    public Dictionary<(string Subscription, string Meter, DateTimeOffset Month), (decimal Quantity, long Events)> Expected()
    {
        HashSet<int> gone = [.. Enumerable.Range(0, count).Where(IsItself).Select(Target).Where(t => t >= 0)];
        Dictionary<(string, string, DateTimeOffset), (decimal Quantity, long Events, DateTimeOffset At, HashSet<string>? Values)> totals = [];
        IEnumerable<UsageEvent> live = Enumerable.Range(0, count).Where(i => IsItself(i) && !gone.Contains(i)).Select(At).Where(e => e.Cancels is null);
        foreach (UsageEvent one in First().Concat(live))
        {
            DateTimeOffset month = one.At < November ? October : November;
            bool isThere = totals.TryGetValue((one.Subscription.Id, one.Meter, month), out var total);
            total = one.Meter switch
            {
                "calls" => total with { Quantity = total.Quantity + one.Quantity },
                "peak" => total with { Quantity = isThere ? Math.Max(total.Quantity, one.Quantity) : one.Quantity },
                "level" => !isThere || one.At > total.At || (one.At == total.At && one.Quantity > total.Quantity) ? total with { Quantity = one.Quantity, At = one.At } : total,
                _ => total with { Values = [.. total.Values ?? [], one.UniqueValue!] },
            };
            totals[(one.Subscription.Id, one.Meter, month)] = total with { Events = total.Events + 1 };
        }

        return totals.ToDictionary(t => t.Key, t => (t.Value.Values?.Count ?? t.Value.Quantity, t.Value.Events));
    }

    /// <summary>The place of the event that comes at a place: its own, or the one that is repeated.</summary>
    private int Origin(int place) => place > 0 && Lot(place, 1) % Repeated == 0 ? Origin((int)(Lot(place, 2) % (uint)place)) : place;

    private bool IsItself(int place) => Origin(place) == place;

    /// <summary>The place of the event that is corrected, or -1.</summary>
    private int Target(int place) => place > 0 && Lot(place, 3) % Corrected == 0 ? Origin((int)(Lot(place, 4) % (uint)place)) : -1;

    private UsageEvent At(int place)
    {
        uint lot = Lot(place, 5);
        int subscription = (int)(lot % Subscriptions);
        string meter = (lot >> 10) % 20 is var kind && kind < 3 ? Meters[kind + 1] : Meters[0];
        DateTimeOffset month = Lot(place, 6) % Late == 0 ? October : November;
        UsageEvent one = Event(
            Name("e", place, ""), subscription, meter, Lot(place, 7) % 100_000 / 8m, month.AddMilliseconds(Lot(place, 8) % 2_500_000_000L),
            Name("v", (int)(Lot(place, 9) % 40), ""));
        int target = Target(place);
        return target < 0 ? one
            : place % 2 == 0 ? one with { Replaces = Name("e", target, "") }
            : one with { Cancels = Name("e", target, ""), Quantity = 0, UniqueValue = null };
    }

    private static UsageEvent Event(string id, int subscription, string meter, decimal quantity, DateTimeOffset at, string value) => new()
    {
        Id = id, Subscription = new ExternalRef("billing", RecordKinds.Contract, Name("sub_", subscription, "")), Meter = meter, Quantity = quantity, At = at,
        UniqueValue = meter == "seats" ? value : null,
    };

    private static string Name(string prefix, int number, string suffix) => string.Create(CultureInfo.InvariantCulture, $"{prefix}{number}{suffix}");

    /// <summary>The same number for the same place and question, spread well.</summary>
    private uint Lot(int place, int question)
    {
        ulong mixed = ((ulong)(uint)place << 32 | (uint)(question * 31 + seed)) * 0x9E3779B97F4A7C15UL;
        mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9UL;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EBUL;
        return (uint)(mixed >> 32);
    }
}
