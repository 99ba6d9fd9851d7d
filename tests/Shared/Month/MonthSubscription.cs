using System.Globalization;

namespace Odoo.Connectors.Tests.Shared;

/// <summary>A subscription with what was agreed and what happened, in minor units.</summary>
internal sealed class MonthSubscription
{
    /// <summary>How many of fifty subscriptions have each fate; of fewer each has another.</summary>
    private static readonly (MonthFate Fate, int Of50)[] s_fates =
    [
        (MonthFate.Plain, 15), (MonthFate.UpgradedNow, 5), (MonthFate.UpgradedLater, 4), (MonthFate.Downgraded, 3), (MonthFate.FailsOnce, 3), (MonthFate.FailsTwice, 2),
        (MonthFate.FailsForGood, 2), (MonthFate.CreditedInPart, 2), (MonthFate.CreditedWhole, 1), (MonthFate.DisputeWon, 1), (MonthFate.DisputeLost, 1), (MonthFate.DisputeOpen, 1),
        (MonthFate.CancelledAtEnd, 2), (MonthFate.CancelledNow, 1), (MonthFate.Paused, 1), (MonthFate.ByInvoicePaid, 2), (MonthFate.ByInvoiceOpen, 1), (MonthFate.ByInvoiceCredited, 1),
        (MonthFate.ByInvoiceVoid, 1), (MonthFate.ByInvoiceGivenUp, 1),
    ];

    public required int Number { get; init; }

    public required MonthFate Fate { get; init; }

    public required string Currency { get; init; }

    public required int TaxPercent { get; init; }

    public required long Unit { get; init; }

    public required DateTimeOffset Start { get; init; }

    /// <summary>The subscription whose customer this one is, too.</summary>
    public MonthSubscription? Sibling { get; init; }

    public long Quantity { get; set; }

    public string Customer { get; set; } = "";

    public string Id { get; set; } = "";

    public string Item { get; set; } = "";

    /// <summary>The first invoice.</summary>
    public string Invoice { get; set; } = "";

    /// <summary>What is billed with the next invoice besides its own lines.</summary>
    public List<long> Waiting { get; } = [];

    public DateTimeOffset RenewsAt => Start.AddMonths(1);

    public bool IsByInvoice => Fate >= MonthFate.ByInvoicePaid;

    public bool Renews => Fate is not (MonthFate.CancelledAtEnd or MonthFate.CancelledNow);

    /// <summary>How often the payment of the renewal is declined.</summary>
    public int Failures => Fate switch
    {
        MonthFate.FailsOnce => 1,
        MonthFate.FailsTwice => 2,
        MonthFate.FailsForGood => int.MaxValue,
        _ => 0,
    };

    /// <summary>So many, from the second of a month on for 29 days, in three currencies and at two rates of tax.</summary>
    public static IReadOnlyList<MonthSubscription> Make(int count, int seed, DateTimeOffset from)
    {
        Random random = new(seed);
        MonthFate[] fates = [.. Enumerable.Range(0, count).Select(i => count < 50 ? s_fates[i % s_fates.Length].Fate : FateOf(i % 50))];
        random.Shuffle(fates);
        TimeSpan apart = TimeSpan.FromDays(28.5) / count;
        List<MonthSubscription> all = [];
        for (int i = 0; i < count; i++)
        {
            MonthSubscription? sibling = i > 0 && fates[i] == MonthFate.Plain && all[i - 1] is { Fate: MonthFate.Plain, Sibling: null } before ? before : null;
            string own = i % 20 == 3 ? "jpy" : i % 4 == 0 ? "usd" : "eur";
            all.Add(new MonthSubscription
            {
                Number = i, Fate = fates[i], Currency = sibling?.Currency ?? own, TaxPercent = random.Next(5) == 0 ? 6 : 21, Unit = random.Next(1_000, 60_000),
                Quantity = random.Next(2, 10), Sibling = sibling,
                Start = DateTimeOffset.FromUnixTimeSeconds((from + (apart * i)).ToUnixTimeSeconds() + random.Next(0, 40)),
            });
        }

        return all;
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Number} {Fate} {Currency}");

    private static MonthFate FateOf(int place)
    {
        foreach ((MonthFate fate, int of50) in s_fates)
        {
            if ((place -= of50) < 0)
            {
                return fate;
            }
        }

        return MonthFate.Plain;
    }
}
