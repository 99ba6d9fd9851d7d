using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Benchmarks;

/// <summary>What the store costs beside its own SQL: the abstraction tax of accepting deliveries.</summary>
internal static class InboxInserts
{
    public static async Task RunAsync(int rounds)
    {
        using StoreFile ours = new(), kept = new(), afresh = new();
        await using ServiceProvider hub = Hub(ours.FilePath);
        await MigrateAsync(kept.FilePath);
        await MigrateAsync(afresh.FilePath);
        hub.GetRequiredService<HubStore>().Migrate();
        using RawInbox rawKept = RawInbox.OnFile(kept.FilePath), rawAfresh = RawInbox.OnFile(afresh.FilePath);
        Intake intake = hub.GetRequiredService<Intake>();

        foreach ((int count, int perCommit) in new[] { (200, 1), (4000, 100) })
        {
            Interleaved.Compare(
                $"Store: accepting deliveries, {(perCommit == 1 ? "one commit each" : $"{perCommit} per commit")}; SQLite file, WAL, synchronous FULL; × is against raw SQL",
                count, "delivery", rounds, warmups: 5, baseline: 0,
                Work("raw prepared SQL, one open connection", count, perCommit, rawKept.Add),
                Work("raw SQL, connection, pragmas and statements afresh per commit", count, perCommit, rawAfresh.AddAfresh),
                Work("**Intake over HubStore**", count, perCommit, d => Accept(intake, d)));
        }
    }

    private static Variant Work(string name, int count, int perCommit, Func<IReadOnlyList<Delivery>, int> add)
    {
        Delivery[][] commits = [];
        int next = perCommit * 1_000_000;
        return new Variant(name, () =>
        {
            int stored = commits.Sum(add);
            return stored == count ? commits : throw new InvalidOperationException($"{name} stored {stored} of {count}.");
        })
        {
            Prepare = () =>
            {
                commits = [.. Notes.Make(next, count, lanes: 50).Chunk(perCommit)];
                next += count;
            },
        };
    }

    private static int Accept(Intake intake, IReadOnlyList<Delivery> deliveries)
    {
        Task<int> call = intake.AcceptAsync(deliveries, CancellationToken.None);
        return call.IsCompleted
            ? call.GetAwaiter().GetResult()
            : throw new InvalidOperationException("The call left this thread, whose time is measured.");
    }

    private static async Task MigrateAsync(string path)
    {
        await using ServiceProvider hub = Hub(path);
        hub.GetRequiredService<HubStore>().Migrate();
    }

    private static ServiceProvider Hub(string path)
    {
        ServiceCollection services = new();
        services.AddLogging(l => l.SetMinimumLevel(LogLevel.None));
        services.AddConnectorHub().UseSqlite(path);
        return services.BuildServiceProvider();
    }
}
