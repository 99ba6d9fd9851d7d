using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;
using Odoo.Connectors.Tests.Shared;

namespace Odoo.Connectors.Benchmarks;

/// <summary>
/// A million events of metered usage into either store: how many in a second, what stays on the heap, and whether the totals are those that
/// arithmetic tells; and fewer of them through a process that dies at boundaries of batches drawn by lot.
/// </summary>
internal static class Usage
{
    private const int Deaths = 10;
    private static readonly DateTimeOffset November = new(2026, 11, 30, 12, 0, 0, TimeSpan.Zero), December = new(2026, 12, 1, 12, 0, 0, TimeSpan.Zero);

    public static async Task<IReadOnlyList<Bar>> MeasureAsync()
    {
        int count = Number("USAGE_EVENTS", 1_000_000), seed = Number("USAGE_SEED", 7);
        List<Bar> bars = [];
        if (Environment.GetEnvironmentVariable("USAGE_STORE") is null or "sqlite")
        {
            using StoreFile file = new(), other = new(), plain = new();
            bars.AddRange(await OnAsync(
                "SQLite", b => b.UseSqlite(file.FilePath), b => b.UseSqlite(other.FilePath), u => PlainUsage.OnFile(plain.FilePath, u), count, seed, 100_000));
        }

        if (Environment.GetEnvironmentVariable("USAGE_STORE") is null or "postgresql")
        {
            string one = PostgreSqlCluster.Shared.NewDatabase(), two = PostgreSqlCluster.Shared.NewDatabase(), three = PostgreSqlCluster.Shared.NewDatabase();
            bars.AddRange(await OnAsync(
                "PostgreSQL", b => b.UsePostgreSql(one), b => b.UsePostgreSql(two), u => PlainUsage.OnServer(three, u), count, seed, 30_000));
        }

        return bars;
    }

    private static async Task<IReadOnlyList<Bar>> OnAsync(
        string name, Func<IConnectorsBuilder, IConnectorsBuilder> store, Func<IConnectorsBuilder, IConnectorsBuilder> another, Func<MadeUsage, double> plain, int count, int seed,
        double floor)
    {
        string what = string.Create(CultureInfo.InvariantCulture, $"{name}, {count:N0} events");
        MadeUsage usage = new(count, seed), fewer = new(count / 2, seed + 1);

        // The deaths first: what is measured after them is compiled by then.
        await PrepareAsync(another);
        int deaths = await DieAsync(another, fewer, seed);
        (int wrongAfter, _) = await CompareAsync(another, fewer);
        await PrepareAsync(store);
        (double perSecond, double cpu, long growth, UsageReceipt receipt) = await StreamAsync(store, usage);
        (int wrong, int closed) = await CompareAsync(store, usage);
        double rows = plain(usage);
        return
        [
            Bar.Floor($"{what}: deduplicated and aggregated in a second", perSecond, floor),
            Bar.Told($"{what}: plain INSERT OR IGNORE, one transaction, in a second", rows),
            Bar.Told($"{what}: the hub's speed against that", perSecond / rows),
            Bar.Told($"{what}: microseconds of this process's CPU for each", cpu),
            Bar.Ceiling($"{what}: heap after a full collection, MiB more in the course of them, batches under way with it", growth / (1024.0 * 1024.0), 24),
            Bar.Told($"{what}: duplicates", receipt.Duplicates),
            Bar.Told($"{what}: taken back or replaced", receipt.Withdrawn),
            Bar.Told($"{what}: late, into the closed month", receipt.Late),
            Bar.Ceiling($"{what}: not taken", receipt.Rejected, 0),
            Bar.Ceiling($"{what}: totals that are not what arithmetic tells, of {closed}", wrong, 0),
            Bar.Floor($"{name}, {fewer.Count:N0} events handed in again after each death: deaths", deaths, Deaths),
            Bar.Ceiling($"{name}, {fewer.Count:N0} events handed in again after each death: totals that are wrong", wrongAfter, 0),
        ];
    }

    /// <summary>October is there and closed.</summary>
    private static async Task PrepareAsync(Func<IConnectorsBuilder, IConnectorsBuilder> store)
    {
        await using ServiceProvider node = UsageNode.Open(store, November);
        await node.GetRequiredService<IUsageIntake>().AcceptBatchAsync("metering", MadeUsage.First());
        await node.GetRequiredService<IUsageOperations>().CloseDueAsync();
    }

    /// <summary>Several senders at a time, as a metering platform tells its partitions: while one's batch is written, another's is made ready.</summary>
    private static async Task<(double PerSecond, double Cpu, long Growth, UsageReceipt Receipt)> StreamAsync(
        Func<IConnectorsBuilder, IConnectorsBuilder> store, MadeUsage usage)
    {
        await using ServiceProvider node = UsageNode.Open(store, November);
        IUsageIntake intake = node.GetRequiredService<IUsageIntake>();
        int senders = Number("USAGE_SENDERS", 2);
        long before = Heap(), most = before;
        TimeSpan apart = TimeSpan.Zero, cpuApart = TimeSpan.Zero;
        TimeSpan cpu = Environment.CpuUsage.TotalTime;
        long started = Stopwatch.GetTimestamp();
        UsageReceipt[] receipts = await Task.WhenAll(
            Enumerable.Range(0, senders).Select(s => Task.Run(() => intake.AcceptBatchAsync("metering", s == 0 ? Watched() : usage.Stream(s, senders)))));
        TimeSpan took = Stopwatch.GetElapsedTime(started) - apart, used = Environment.CpuUsage.TotalTime - cpu - cpuApart;
        long read = receipts.Sum(r => r.Read);
        UsageReceipt all = new()
        {
            Read = read, Duplicates = receipts.Sum(r => r.Duplicates), Withdrawn = receipts.Sum(r => r.Withdrawn), Late = receipts.Sum(r => r.Late), Rejected = receipts.Sum(r => r.Rejected),
        };
        return (read / took.TotalSeconds, used.TotalMicroseconds / read, most - before, all);

        // Looking at the heap stops everybody and is no work of theirs. Making events up is in the time.
        IEnumerable<UsageEvent> Watched()
        {
            int seen = 0;
            foreach (UsageEvent one in usage.Stream(0, senders))
            {
                yield return one;
                if (++seen % (usage.Count / senders / 10) == 0)
                {
                    long look = Stopwatch.GetTimestamp();
                    TimeSpan busy = Environment.CpuUsage.TotalTime;
                    most = Math.Max(most, Heap());
                    apart += Stopwatch.GetElapsedTime(look);
                    cpuApart += Environment.CpuUsage.TotalTime - busy;
                }
            }
        }
    }

    private static async Task<int> DieAsync(Func<IConnectorsBuilder, IConnectorsBuilder> store, MadeUsage usage, int seed)
    {
        Random lot = new(seed);
        int boundaries = 2 * usage.Count / new UsageOptions().BatchSize;
        int deaths = 0;
        while (true)
        {
            Lot death = new(deaths < Deaths ? 1 + lot.Next(boundaries) : int.MaxValue);
            await using ServiceProvider node = UsageNode.Open(store, November, death);
            try
            {
                await node.GetRequiredService<IUsageIntake>().AcceptBatchAsync("metering", usage.Stream(0, 1));
                return deaths;
            }
            catch (OperationCanceledException)
            {
                deaths++;
            }
        }
    }

    /// <summary>Closes November too: what it bills and what was told of October are together what happened.</summary>
    private static async Task<(int Wrong, int Of)> CompareAsync(Func<IConnectorsBuilder, IConnectorsBuilder> store, MadeUsage usage)
    {
        await using ServiceProvider node = UsageNode.Open(store, December);
        IUsageOperations operations = node.GetRequiredService<IUsageOperations>();
        await operations.CloseDueAsync();
        var expected = usage.Expected();
        int wrong = 0, all = 0;
        for (int i = 0; i < MadeUsage.Subscriptions; i++)
        {
            ExternalRef subscription = new("billing", RecordKinds.Contract, string.Create(CultureInfo.InvariantCulture, $"sub_{i}"));
            IReadOnlyList<UsageTotal> totals = await operations.TotalsAsync(subscription);
            all += totals.Count;
            foreach (string meter in MadeUsage.Meters)
            {
                UsageTotal[] mine = [.. totals.Where(t => t.Meter == meter)];
                foreach (UsageTotal total in mine)
                {
                    (decimal quantity, long events) = expected.GetValueOrDefault((subscription.Id, meter, total.Period.Start));
                    decimal known = total.Quantity + mine.SelectMany(t => t.Corrections).Where(c => c.Of == total.Period).Sum(c => c.Quantity) + total.Late;
                    wrong += known == quantity && total.Events == events && total.IsClosed && total.Late == 0 ? 0 : 1;
                    expected.Remove((subscription.Id, meter, total.Period.Start));
                }
            }
        }

        return (wrong + expected.Count, all);
    }

    private static long Heap()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        return GC.GetTotalMemory(forceFullCollection: true);
    }

    private static int Number(string variable, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : otherwise;

    private sealed class Lot(int boundary) : IFaultPoints
    {
        private int _left = boundary;

        public void Reached(string point)
        {
            if (point is UsageFaultPoint.BeforeStored or UsageFaultPoint.Stored && --_left == 0)
            {
                throw new OperationCanceledException();
            }
        }
    }
}
