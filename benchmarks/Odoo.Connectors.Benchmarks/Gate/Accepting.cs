using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Odoo.Connectors.Sync;
using Odoo.Connectors.Tests.Shared;

namespace Odoo.Connectors.Benchmarks;

/// <summary>What accepting costs beside its own SQL, one delivery a commit, in turns so that a busy neighbour meets both.</summary>
internal static class Accepting
{
    private const int Rounds = 41;
    private const int PerRound = 50;
    private const int PerSecond = 200;
    private const int Seconds = 4;
    private const int Runs = 3;

    /// <summary>Each on new files, several times: where a file lies on the disk decides as much as what is written. The median counts.</summary>
    public static async Task<IReadOnlyList<Bar>> MeasureAsync()
    {
        List<IReadOnlyList<Bar>> runs = [];
        for (int run = 0; run < Runs; run++)
        {
            using StoreFile ours = new(), raw = new();
            string ourDatabase = PostgreSqlCluster.Shared.NewDatabase(), rawDatabase = PostgreSqlCluster.Shared.NewDatabase();
            runs.Add(
            [
                .. await MeasureAsync("SQLite", b => b.UseSqlite(ours.FilePath), b => b.UseSqlite(raw.FilePath), () => RawInbox.OnFile(raw.FilePath)),
                .. await MeasureAsync("PostgreSQL", b => b.UsePostgreSql(ourDatabase), b => b.UsePostgreSql(rawDatabase), () => RawInbox.OnServer(rawDatabase)),
            ]);
        }

        return [.. runs[0].Select((_, i) => runs.Select(r => r[i]).OrderBy(b => b.Measured).ElementAt(Runs / 2))];
    }

    private static async Task<IReadOnlyList<Bar>> MeasureAsync(string store, Action<IConnectorsBuilder> ours, Action<IConnectorsBuilder> raw, Func<RawInbox> open)
    {
        await using ServiceProvider hub = Hub(ours);
        hub.GetRequiredService<HubStore>().Migrate();
        await using (ServiceProvider other = Hub(raw))
        {
            other.GetRequiredService<HubStore>().Migrate();
        }

        using RawInbox inbox = open();
        Intake intake = hub.GetRequiredService<Intake>();
        int next = 0;
        Samples wall = new(3);
        for (int round = -5; round < Rounds; round++)
        {
            List<Delivery> fresh = Notes.Make(next, PerRound, 50);
            next += PerRound;
            double rawTook = await TakeAsync(fresh, d => Task.FromResult(inbox.Add([d])));
            double took = await TakeAsync(fresh, d => intake.AcceptAsync([d], CancellationToken.None));
            double again = await TakeAsync(fresh, d => intake.AcceptAsync([d], CancellationToken.None));
            if (round >= 0)
            {
                wall.Add(0, rawTook);
                wall.Add(1, took);
                wall.Add(2, again);
            }
        }

        (double rawSlowest, double slowest) = await PacedAsync(inbox, intake, next);
        return
        [
            Bar.Ceiling($"{store}: accepting one by one, × the same raw prepared SQL", wall.Ratio(1, 0), 1.15),
            Bar.Floor($"{store}: a first accept, × a duplicate", 1 / wall.Ratio(2, 1), 3),
            Bar.Ceiling($"{store}: p99 of accepting at {PerSecond}/s, × the raw insert's p99", slowest / rawSlowest, 3),
        ];
    }

    private static async Task<double> TakeAsync(List<Delivery> deliveries, Func<Delivery, Task<int>> add)
    {
        double started = Machine.WallMilliseconds();
        foreach (Delivery delivery in deliveries)
        {
            await add(delivery);
        }

        return Machine.WallMilliseconds() - started;
    }

    /// <summary>A delivery every 5 ms, raw and ours in turn.</summary>
    private static async Task<(double Raw, double Ours)> PacedAsync(RawInbox inbox, Intake intake, int next)
    {
        List<double> raw = [], ours = [];
        long started = Stopwatch.GetTimestamp();
        List<Delivery> deliveries = Notes.Make(next, PerSecond * Seconds * 2, 50);
        for (int i = 0; i < deliveries.Count; i++)
        {
            TimeSpan wait = TimeSpan.FromSeconds(i / (double)PerSecond) - Stopwatch.GetElapsedTime(started);
            if (wait > TimeSpan.Zero)
            {
                await Task.Delay(wait, TimeProvider.System);
            }

            double begun = Machine.WallMilliseconds();
            if (i % 2 == 0)
            {
                inbox.Add([deliveries[i]]);
                raw.Add(Machine.WallMilliseconds() - begun);
            }
            else
            {
                await intake.AcceptAsync([deliveries[i]], CancellationToken.None);
                ours.Add(Machine.WallMilliseconds() - begun);
            }
        }

        return (Percentile(raw), Percentile(ours));
    }

    private static double Percentile(List<double> values) => values.Order().ElementAt((int)(values.Count * 0.99));

    private static ServiceProvider Hub(Action<IConnectorsBuilder> use)
    {
        ServiceCollection services = new();
        services.AddLogging(l => l.SetMinimumLevel(LogLevel.None));
        use(services.AddConnectorHub());
        return services.BuildServiceProvider();
    }
}
