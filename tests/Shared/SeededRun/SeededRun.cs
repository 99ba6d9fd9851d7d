using System.Diagnostics;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;
using Odoo.Connectors.Testing;

namespace Odoo.Connectors.Tests.Shared;

/// <summary>
/// Seeded books are reconciled by the real reading of Odoo, with three sorts of documents in flight: told and not decided, booked after they were
/// listed, and paid after they were listed.
/// </summary>
internal sealed class SeededRun(int documents, int ofEach, int seed, int inFlight)
{
    private readonly SeededBooks _books = new(documents, ofEach, seed);

    /// <summary>What was seeded.</summary>
    public IReadOnlyList<string> Seeds => _books.Seeds;

    /// <summary>What was found, as it is seeded.</summary>
    public IReadOnlyList<string> Found { get; private set; } = [];

    /// <summary>The report.</summary>
    public ReconciliationReport Report { get; private set; } = null!;

    /// <summary>Called when everything is set up.</summary>
    public Action? Started { get; set; }

    /// <summary>How long it took.</summary>
    public TimeSpan Took { get; private set; }

    /// <summary>How many calls of Odoo there were.</summary>
    public int Calls { get; private set; }

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        // Numbers after those of the books: nothing of them is booked.
        Position[] underWay =
        [
            .. new SeededBooks(documents + (2 * inFlight), 0, 0).Expected().Where(p => p.Ref.Kind != RecordKinds.Customer).Take(inFlight),
        ];
        ExternalRef[] bookedLater = [.. _books.Alike(RecordKinds.Payment).Take(inFlight).Select(p => p.Ref)], paidLater = [.. _books.Alike(RecordKinds.Invoice).Take(inFlight).Select(p => p.Ref)];
        SeededShop shop = new(_books.Expected().Concat(underWay), paidLater);
        ILookup<string, Position> booked = _books.Booked().ToLookup(b => b.Ref.System);
        OdooEmulator odoo = new();
        await using System.Runtime.CompilerServices.ConfiguredAsyncDisposable _ = odoo.ConfigureAwait(false);
        DirectoryInfo folder = Directory.CreateTempSubdirectory("seeded-");
        BookServer[] servers = [.. booked.OrderBy(b => b.Key, StringComparer.Ordinal).Select(b => new BookServer(odoo.CreateHandler(), [.. b], bookedLater))];
        ServiceProvider services = Services(odoo, shop, servers, Path.Combine(folder.FullName, "hub.db"));
        try
        {
            await LinkAsync(services, cancellationToken).ConfigureAwait(false);
            await services.GetRequiredService<IConnectorOperations>().AcceptAsync([.. underWay.Select(shop.Delivery)], cancellationToken).ConfigureAwait(false);
            int before = servers.Sum(s => s.Calls);
            Started?.Invoke();
            long started = Stopwatch.GetTimestamp();
            Report = await services.GetRequiredService<IReconciliation>().RunAsync(new ReconciliationScope { Source = SeededBooks.Source }, "gate", cancellationToken).ConfigureAwait(false);
            Took = Stopwatch.GetElapsedTime(started);
            Calls = servers.Sum(s => s.Calls) - before;
            Found = [.. Report.Discrepancies.Select(d => $"{d.Kind} {d.Subject}").Order(StringComparer.Ordinal)];
        }
        finally
        {
            await services.DisposeAsync().ConfigureAwait(false);
            SqliteConnection.ClearAllPools();
            folder.Delete(recursive: true);
        }
    }

    /// <summary>Customers are known to be who they are, in one commit.</summary>
    private Task LinkAsync(ServiceProvider services, CancellationToken cancellationToken)
    {
        HubStore store = services.GetRequiredService<HubStore>();
        store.Migrate();
        return store.RunAsync(
            async t =>
            {
                foreach ((ExternalRef customer, ExternalRef[] partners) in _books.Customers)
                {
                    Guid record = Guid.NewGuid();
                    await t.Identity.CreateAsync(customer, record, cancellationToken).ConfigureAwait(false);
                    foreach (ExternalRef partner in partners)
                    {
                        await t.Identity.LinkAsync(partner, record, cancellationToken).ConfigureAwait(false);
                    }
                }
            },
            cancellationToken);
    }

    private static ServiceProvider Services(OdooEmulator odoo, SeededShop shop, BookServer[] servers, string store)
    {
        ServiceCollection services = new();
        services.AddLogging(l => l.SetMinimumLevel(LogLevel.None));
        IConnectorsBuilder hub = services.AddOdooConnectors().UseSqlite(store);
        Connect("odoo-be", "Contract BE", servers[0]);
        Connect("odoo-de", "My Company", servers[1]);
        services.AddSingleton<IConnectedSystem>(shop);
        hub.AddReconciliation(o => o.LedgerOf = record => SeededBooks.LedgerOf(record switch
        {
            Invoice i => i.Ref,
            CreditNote c => c.Ref,
            Contract c => c.Ref,
            Payout p => p.Ref,
            Customer c => c.Ref,
            _ => ((Payment)record).Ref,
        }));
        return services.BuildServiceProvider();

        void Connect(string name, string company, BookServer server) => hub.AddOdoo(
            name,
            o =>
            {
                (o.Url, o.Database, o.Login, o.Secret, o.Company) = (new Uri("http://odoo.invalid"), odoo.Database, odoo.AdminLogin, odoo.AdminPassword, company);
                o.EffectActionId = odoo.EffectActionId;
            },
            client => client.ConfigurePrimaryHttpMessageHandler(_ => server));
    }
}
