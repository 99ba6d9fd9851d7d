using System.Diagnostics;
using System.Globalization;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;
using Odoo.Connectors.Testing;
using Odoo.Connectors.Tests.Shared;

namespace Odoo.Connectors.Benchmarks;

/// <summary>A source and two companies of Odoo, alike but for what was seeded: whether all of it is found and nothing else.</summary>
internal static class Reconciling
{
    private const int OfEach = 5;
    private const int InFlight = 50;
    private const double Mebibyte = 1024.0 * 1024.0;

    public static async Task<IReadOnlyList<Bar>> MeasureAsync()
    {
        int documents = Setting("RECONCILE_DOCUMENTS", 100_000);
        SeededBooks books = new(documents, OfEach, Setting("RECONCILE_SEED", 1));
        Position[] underWay = [.. new SeededBooks(documents + InFlight, 0, 0).Expected().Take(InFlight)];
        SeededShop shop = new(books.Expected().Concat(underWay));
        ILookup<string, Position> booked = books.Booked().ToLookup(b => b.Ref.System);
        await using OdooEmulator odoo = new();
        string folder = Directory.CreateTempSubdirectory("reconcile-").FullName;
        BookServer[] servers = [new(odoo.CreateHandler(), [.. booked["odoo-be"]]), new(odoo.CreateHandler(), [.. booked["odoo-de"]])];
        ServiceProvider services = Services(odoo, shop, servers, Path.Combine(folder, "hub.db"));
        try
        {
            IConnectorOperations hub = services.GetRequiredService<IConnectorOperations>();
            foreach ((ExternalRef customer, ExternalRef[] ledgers) in SeededBooks.Customers())
            {
                foreach (ExternalRef partner in ledgers)
                {
                    await hub.Identity.LinkAsync(partner, customer, "gate");
                }
            }

            await hub.AcceptAsync([.. underWay.Select(shop.Delivery)]);
            GC.Collect();
            long before = GC.GetTotalMemory(forceFullCollection: true), started = Stopwatch.GetTimestamp();
            using HeapWatch heap = new();
            ReconciliationReport report = await services.GetRequiredService<IReconciliation>().RunAsync(
                new ReconciliationScope { Source = SeededBooks.Source, Kinds = [RecordKinds.Invoice, RecordKinds.CreditNote, RecordKinds.Payment] }, "gate");
            double seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
            string[] found = [.. report.Discrepancies.Select(d => $"{d.Kind} {d.Subject}")];
            return
            [
                Bar.Floor($"reconciliation of {documents:N0} documents: found of {books.Seeds.Count} discrepancies", books.Seeds.Intersect(found).Count(), books.Seeds.Count),
                Bar.Ceiling("found that are none", found.Except(books.Seeds).Count() + (found.Length - found.Distinct().Count()), 0),
                Bar.Floor($"in flight of {InFlight}", report.InFlight.Count, InFlight),
                Bar.Ceiling("seconds", seconds, 60),
                Bar.Told("calls of Odoo", servers.Sum(s => s.Calls)),
                Bar.Told("most on the heap meanwhile, MiB more", (heap.Most - before) / Mebibyte),
            ];
        }
        finally
        {
            await services.DisposeAsync();
            SqliteConnection.ClearAllPools();
            Directory.Delete(folder, recursive: true);
        }
    }

    private static ServiceProvider Services(OdooEmulator odoo, SeededShop shop, BookServer[] servers, string store)
    {
        ServiceCollection services = new();
        services.AddLogging(l => l.SetMinimumLevel(LogLevel.Warning));
        IConnectorsBuilder hub = services.AddOdooConnectors().UseSqlite(store);
        foreach ((string name, string company, BookServer server) in (ReadOnlySpan<(string, string, BookServer)>)[("odoo-be", "Contract BE", servers[0]), ("odoo-de", "My Company", servers[1])])
        {
            hub.AddOdoo(
                name,
                o => (o.Url, o.Database, o.Login, o.Secret, o.Company, o.Effects) = (new Uri("http://odoo.test"), odoo.Database, odoo.AdminLogin, odoo.AdminPassword, company, Erp.OdooEffects.Steps),
                client => client.ConfigurePrimaryHttpMessageHandler(_ => server));
        }

        services.AddSingleton<IConnectedSystem>(shop);
        hub.AddReconciliation(o => o.LedgerOf = record => SeededBooks.LedgerOf(record switch { Invoice i => i.Ref, CreditNote c => c.Ref, _ => ((Payment)record).Ref }));
        return services.BuildServiceProvider();
    }

    private static int Setting(string name, int otherwise) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;

    /// <summary>The most that was on the heap at any of many looks.</summary>
    private sealed class HeapWatch : IDisposable
    {
        private readonly Timer _timer;
        private long _most;

        public HeapWatch() => _timer = new Timer(_ => _most = Math.Max(_most, GC.GetTotalMemory(forceFullCollection: false)), null, 0, 20);

        public long Most => _most;

        public void Dispose() => _timer.Dispose();
    }
}
