using Microsoft.Extensions.DependencyInjection;
using Odoo.Connectors.Model;
using Odoo.Connectors.Tests.Shared;
using static Odoo.Connectors.Stores.Tests.Usage.UsageRig;

namespace Odoo.Connectors.Stores.Tests.Usage;

/// <summary>The same events give the same totals, in whatever order, batches and repetitions, by whichever node, after whatever death.</summary>
public sealed class UsageTruthTests
{
    private static readonly string[] Meters = ["calls", "peak", "level", "seats"];

    public static TheoryData<StoreKind> Kinds => TestStore.Kinds;

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Accept_ShuffledRepeatedAndByTwoNodes_MatchesArithmetic(StoreKind kind)
    {
        await using UsageRig rig = new(kind);
        Random random = new(11);
        UsageEvent[] events = Made(random, 400);
        IUsageIntake two = rig.Open().GetRequiredService<IUsageIntake>();
        await Task.WhenAll(FeedAsync(rig.Intake, Shuffled(events, 1)), FeedAsync(two, Shuffled(events, 2)));
        await CheckAsync(rig, events);
        Assert.Empty(await rig.Operations.RejectedAsync(cancellationToken: Cancel));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Accept_DeadAtAnyBoundary_HandedInAgain_MatchesArithmetic(StoreKind kind)
    {
        await using UsageRig rig = new(kind);
        Random random = new(5);
        UsageEvent[] events = Made(random, 150);
        foreach (string point in new[] { UsageFaultPoint.BeforeStored, UsageFaultPoint.Stored })
        {
            await using ServiceProvider dying = rig.Open(s => s.AddSingleton<IFaultPoints>(new DieAt(point, 3 + random.Next(10))));
            await Assert.ThrowsAsync<DiedException>(() => FeedAsync(dying.GetRequiredService<IUsageIntake>(), events));
        }

        await FeedAsync(rig.Intake, events);
        await CheckAsync(rig, events);
    }

    private static Task<UsageReceipt> FeedAsync(IUsageIntake intake, UsageEvent[] events) => intake.AcceptBatchAsync("metering", events, Cancel);

    private static UsageEvent[] Shuffled(UsageEvent[] events, int seed)
    {
        UsageEvent[] copy = [.. events, .. events[..(events.Length / 4)]];
        new Random(seed).Shuffle(copy);
        return copy;
    }

    private static UsageEvent[] Made(Random random, int count)
    {
        List<UsageEvent> events = [];
        for (int i = 0; i < count; i++)
        {
            string? corrected = i > 10 && random.Next(6) == 0 ? events[random.Next(i)].Id : null;
            bool cancels = corrected is not null && random.Next(2) == 0;
            string meter = Meters[random.Next(Meters.Length)];
            events.Add(new UsageEvent
            {
                Id = $"e{i}", Meter = meter, Subscription = Subscription($"sub_{random.Next(3)}"),
                Quantity = cancels ? 0 : random.Next(-50, 1000) / 8m,
                At = At("2026-10-01T00:00:00Z") + TimeSpan.FromMilliseconds(random.NextInt64(50L * 86_400_000)),
                UniqueValue = meter == "seats" && !cancels ? $"v{random.Next(9)}" : null,
                Replaces = cancels ? null : corrected, Cancels = cancels ? corrected : null,
            });
        }

        return [.. events];
    }

    /// <summary>What a period holds, told by looking at the events alone.</summary>
    private static async Task CheckAsync(UsageRig rig, UsageEvent[] events)
    {
        HashSet<string> gone = [.. events.Select(e => e.Replaces ?? e.Cancels).OfType<string>()];
        UsageEvent[] live = [.. events.Where(e => e.Cancels is null && !gone.Contains(e.Id))];
        int periods = 0;
        foreach (string subscription in new[] { "sub_0", "sub_1", "sub_2" })
        {
            foreach (UsageTotal total in await rig.Operations.TotalsAsync(Subscription(subscription), cancellationToken: Cancel))
            {
                UsageEvent[] mine = [.. live.Where(e => e.Subscription.Id == subscription && e.Meter == total.Meter && e.At >= total.Period.Start && e.At < total.Period.End)];
                decimal expected = total.Meter switch
                {
                    _ when mine.Length == 0 => 0,
                    "calls" => mine.Sum(e => e.Quantity),
                    "peak" => mine.Max(e => e.Quantity),
                    "level" => mine.OrderBy(e => e.At.ToUnixTimeMilliseconds()).ThenBy(e => e.Quantity).Last().Quantity,
                    _ => mine.Select(e => e.UniqueValue).Distinct().Count(),
                };
                Assert.Equal((expected, mine.LongLength), (total.Quantity, total.Events));
                periods += mine.Length > 0 ? 1 : 0;
            }
        }

        Assert.Equal(live.Select(e => (e.Subscription.Id, e.Meter, e.At.Month)).Distinct().Count(), periods);
    }

    private sealed class DiedException : Exception;

    private sealed class DieAt(string point, int times) : IFaultPoints
    {
        private int _left = times;

        public void Reached(string reached)
        {
            if (reached == point && --_left == 0)
            {
                throw new DiedException();
            }
        }
    }
}
