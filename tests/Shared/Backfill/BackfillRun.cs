using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Odoo.Connectors.Client;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;
using Odoo.Connectors.Testing;

namespace Odoo.Connectors.Tests.Shared;

/// <summary>
/// The accounts of an emulated CRM are taken to an emulated Odoo by one backfill, in a process that dies again and again: at a boundary
/// between two steps that is drawn by lot, with everything it had under way. The store is all that the next one has.
/// </summary>
internal sealed class BackfillRun(BackfilledCrm crm, int accounts, int deaths, int seed, string store) : IAsyncDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(30);
    private readonly OdooEmulator _odoo = new();
    private readonly TimedHandler.Watch _odooWatch = new();
    private readonly Stopwatch _elapsed = new();
    private DateTimeOffset _began;
    private Death? _living;
    private long? _pass;

    /// <summary>Whether a process also ends at each quarter of the way, and what it held is weighed then.</summary>
    public bool Weighs { get; init; }

    /// <summary>Where the processes died, in their order.</summary>
    public List<string> Deaths { get; } = [];

    /// <summary>What was weighed.</summary>
    public List<BackfillQuarter> Quarters { get; } = [];

    /// <summary>How many calls of each system were answered, and how long that took.</summary>
    public (int Crm, TimeSpan InCrm, int Odoo, TimeSpan InOdoo) Calls => (crm.Calls, crm.Watch.Elapsed, _odoo.Calls.Count, _odooWatch.Elapsed);

    public static string NameOf(int account) => string.Create(CultureInfo.InvariantCulture, $"Account {account:000000}");

    /// <summary>Runs until nothing is left.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        crm.Fill(accounts);
        crm.End = where => _living?.Now(where) ?? false;
        _began = TimeProvider.System.GetUtcNow();
        using Death never = new(long.MaxValue, cancellationToken);
        ServiceProvider before = Start(never);
        await using (before.ConfigureAwait(false))
        {
            await before.GetServices<IConnectedSystem>().OfType<ISetup>().Single().SetUpAsync(apply: true, cancellationToken).ConfigureAwait(false);
        }

        // An account meets some three boundaries until it is decided, and counts once more when it is sent: the deaths are spread over all of it but
        // the very end.
        Random lot = new(seed);
        long way = accounts * 21L / 5;
        Queue<long> ends = new(Enumerable.Range(0, deaths).Select(_ => lot.NextInt64(1, way)).Order());
        Queue<long> quarters = new(Weighs ? [way / 4, way / 2, way * 3 / 4] : []);
        _elapsed.Start();
        for (long gone = 0; ;)
        {
            long end = Math.Min(ends.TryPeek(out long lotted) ? lotted : long.MaxValue, quarters.TryPeek(out long quarter) ? quarter : long.MaxValue);
            using Death death = new(end == long.MaxValue ? end : Math.Max(1, end - gone), cancellationToken);
            (bool done, int customers, long with) = await LiveAsync(death).ConfigureAwait(false);
            gone += death.At;
            bool isQuarter = quarters.Count > 0 && gone >= quarter;
            if (Weighs && (done || isQuarter))
            {
                Quarters.Add(new BackfillQuarter(25 * (Quarters.Count + 1), customers, _elapsed.Elapsed, (int)Math.Min(accounts, death.At * 5 / 21), with - Heap()));
            }

            if (done)
            {
                return;
            }

            if (isQuarter)
            {
                quarters.Dequeue();
            }
            else
            {
                Deaths.Add(death.Where!);
                _ = ends.Count > 0 && gone >= lotted && ends.Dequeue() > 0;
            }
        }
    }

    /// <summary>What Odoo and the hub have now, against what the CRM has.</summary>
    public async Task<BackfillResult> CompareAsync(CancellationToken cancellationToken)
    {
        using Death never = new(long.MaxValue, cancellationToken);
        ServiceProvider node = Start(never);
        await using (node.ConfigureAwait(false))
        {
            IOdooClient client = node.GetRequiredService<IOdooClientFactory>().Get("odoo");
            HashSet<(string, string?)> found = [];
            int partners = 0;
            await foreach (OdooRecord record in client.StreamAsync("res.partner", AllAccounts, ["name", "email"], cancellationToken: cancellationToken).ConfigureAwait(false))
            {
                partners++;
                found.Add((record.GetString("name")!, record.GetString("email")));
            }

            IConnectorOperations hub = node.GetRequiredService<IConnectorOperations>();
            IReadOnlyList<CaseInfo> cases = await hub.Cases.ListAsync(cancellationToken: cancellationToken).ConfigureAwait(false);
            FeedStatus feed = (await hub.Feeds.StatusAsync(cancellationToken).ConfigureAwait(false)).Single(f => f.System == BackfilledCrm.System && f.Stream == crm.Stream);
            FeedPass? pass = await hub.Feeds.PassAsync(1, cancellationToken).ConfigureAwait(false);
            int missing = Enumerable.Range(0, accounts).Count(i => !found.Contains(crm.Expected(i)));
            return new BackfillResult(missing, partners - (accounts - missing), cases.Count, pass?.Seen ?? 0, feed.LastPageAt is not null);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await crm.DisposeAsync().ConfigureAwait(false);
        await _odoo.DisposeAsync().ConfigureAwait(false);
    }

    private static OdooDomain AllAccounts => OdooDomain.Where("name", "like", "Account ");

    private static long Heap()
    {
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: true);
        GC.WaitForPendingFinalizers();
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: true);
        return GC.GetTotalMemory(forceFullCollection: false);
    }

    /// <summary>The life of one process, and the heap at its end. A method of its own, so that nothing of it is held afterwards.</summary>
    private async Task<(bool Done, int Customers, long Heap)> LiveAsync(Death death)
    {
        ServiceProvider node = Start(death);
        await using (node.ConfigureAwait(false))
        {
            bool done = false;
            _living = death;
            try
            {
                await WorkAsync(node, death.Token).ConfigureAwait(false);
                done = true;
            }
            catch (OperationCanceledException) when (death.Where is not null)
            {
            }

            _living = null;
            return Weighs
                ? (done, (int)await node.GetRequiredService<IOdooClientFactory>().Get("odoo").SearchCountAsync("res.partner", AllAccounts).ConfigureAwait(false), Heap())
                : (done, 0, 0);
        }
    }

    /// <summary>Works until the pass is through and nothing is open.</summary>
    private async Task WorkAsync(ServiceProvider node, CancellationToken cancellationToken)
    {
        IConnectorOperations hub = node.GetRequiredService<IConnectorOperations>();
        long id = _pass ??= await hub.Feeds.BackfillAsync(BackfilledCrm.System, crm.Stream, null, "the run", cancellationToken).ConfigureAwait(false);
        do
        {
            // A drain reads as far as the room for open work allows.
            bool rests = await hub.DrainAsync(s_patience, cancellationToken).ConfigureAwait(false);
            IReadOnlyList<CaseInfo> cases = await hub.Cases.ListAsync(cancellationToken: cancellationToken).ConfigureAwait(false);
            if (!rests || cases.Count > 0)
            {
                throw new InvalidOperationException($"The hub did not come to rest. {(cases.Count > 0 ? cases[0].Reason.Message : "")}");
            }
        }
        while (!(await hub.Feeds.PassAsync(id, cancellationToken).ConfigureAwait(false))!.IsSettled);
    }

    private ServiceProvider Start(Death death)
    {
        ServiceCollection services = new();
        services.AddLogging(l => l.SetMinimumLevel(LogLevel.None));
        services.AddSingleton<IFaultPoints>(death);
        IConnectorsBuilder builder = services.AddOdooConnectors().UseSqlite(store).ConfigureHub(o => o.NodeName = "node-1");
        crm.Connect(builder, _began);
        builder
            .AddOdoo(
                "odoo",
                o =>
                {
                    (o.Url, o.Database, o.Login, o.Secret) = (new Uri("http://odoo.invalid"), _odoo.Database, _odoo.IntegrationLogin, _odoo.IntegrationPassword);
                    (o.Company, o.TimeZone, o.EffectActionId, o.ReferenceLifetime) = ("Contract BE", "Europe/Brussels", _odoo.EffectActionId, TimeSpan.FromHours(1));
                },
                client => client.ConfigurePrimaryHttpMessageHandler(_ => new TimedHandler(_odooWatch, _odoo.CreateHandler())))
            .AddFlow<TakeAccounts>().Own<Customer>(BackfilledCrm.System);
        return services.BuildServiceProvider();
    }
}
