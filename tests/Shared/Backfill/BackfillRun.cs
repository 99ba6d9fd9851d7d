using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Odoo.Connectors.Client;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;
using Odoo.Connectors.Testing;

namespace Odoo.Connectors.Tests.Shared;

/// <summary>
/// The accounts of an emulated HubSpot portal are taken to an emulated Odoo by one backfill, in a process that dies again and again: at a boundary
/// between two steps that is drawn by lot, with everything it had under way. The store is all that the next one has.
/// </summary>
internal sealed class BackfillRun(int accounts, int deaths, int seed, string store) : IAsyncDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(30);
    private readonly HubSpotEmulator _portal = new(new HubSpotEmulatorOptions { TenSecondRequests = int.MaxValue });
    private readonly OdooEmulator _odoo = new();
    private readonly DateTimeOffset _began = TimeProvider.System.GetUtcNow();

    /// <summary>Where the processes died, in their order.</summary>
    public List<string> Deaths { get; } = [];

    /// <summary>How many calls of each system were answered.</summary>
    public (int HubSpot, int Odoo) Calls => (_portal.Calls.Count, _odoo.Calls.Count);

    /// <summary>Runs until nothing is left.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        for (int i = 0; i < accounts; i++)
        {
            _portal.Create("companies", ("name", NameOf(i)), ("domain", string.Create(CultureInfo.InvariantCulture, $"account-{i}.example")));
        }

        using Death never = new(long.MaxValue, cancellationToken);
        ServiceProvider before = Start(never);
        await using (before.ConfigureAwait(false))
        {
            await before.GetServices<IConnectedSystem>().OfType<ISetup>().Single().SetUpAsync(apply: true, cancellationToken).ConfigureAwait(false);
        }

        // Each account counts when it is claimed, decided and sent: the deaths are spread over all of it but the very end.
        Random lot = new(seed);
        long[] ends = [0, .. Enumerable.Range(0, deaths).Select(_ => lot.NextInt64(1, accounts * 14L / 5)).Order()];
        long? pass = null;
        for (int process = 1; ; process++)
        {
            using Death death = new(process < ends.Length ? Math.Max(1, ends[process] - ends[process - 1]) : long.MaxValue, cancellationToken);
            ServiceProvider node = Start(death);
            await using (node.ConfigureAwait(false))
            {
                try
                {
                    if (await LiveAsync(node, pass, p => pass = p, death.Token).ConfigureAwait(false))
                    {
                        return;
                    }
                }
                catch (OperationCanceledException) when (death.Where is not null)
                {
                    Deaths.Add(death.Where);
                }
            }
        }
    }

    /// <summary>Accounts that Odoo lacks, customers that it has twice or that nobody asked for, open cases, and what the pass says it saw.</summary>
    public async Task<(int Missing, int Duplicates, int Cases, long Seen)> CompareAsync(CancellationToken cancellationToken)
    {
        using Death never = new(long.MaxValue, cancellationToken);
        ServiceProvider node = Start(never);
        await using (node.ConfigureAwait(false))
        {
            IOdooClient client = node.GetRequiredService<IOdooClientFactory>().Get("odoo");
            HashSet<string> found = new(StringComparer.Ordinal);
            int partners = 0;
            await foreach (OdooRecord record in client.StreamAsync("res.partner", OdooDomain.Where("name", "like", "Account "), ["name"], cancellationToken: cancellationToken).ConfigureAwait(false))
            {
                partners++;
                found.Add(record.GetString("name")!);
            }

            IConnectorOperations hub = node.GetRequiredService<IConnectorOperations>();
            IReadOnlyList<CaseInfo> cases = await hub.Cases.ListAsync(cancellationToken: cancellationToken).ConfigureAwait(false);
            FeedPass? pass = await hub.Feeds.PassAsync(1, cancellationToken).ConfigureAwait(false);
            int missing = Enumerable.Range(0, accounts).Count(i => !found.Contains(NameOf(i)));
            return (missing, partners - (accounts - missing), cases.Count, pass?.Seen ?? 0);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _portal.DisposeAsync().ConfigureAwait(false);
        await _odoo.DisposeAsync().ConfigureAwait(false);
    }

    /// <summary>Works until the pass is through and nothing is open.</summary>
    private static async Task<bool> LiveAsync(ServiceProvider node, long? pass, Action<long> asked, CancellationToken cancellationToken)
    {
        IConnectorOperations hub = node.GetRequiredService<IConnectorOperations>();
        long id = pass ?? await hub.Feeds.BackfillAsync("crm", "companies", null, "the run", cancellationToken).ConfigureAwait(false);
        asked(id);
        while (true)
        {
            // A drain reads as far as the room for open work allows.
            bool rests = await hub.DrainAsync(s_patience, cancellationToken).ConfigureAwait(false);
            IReadOnlyList<CaseInfo> cases = await hub.Cases.ListAsync(cancellationToken: cancellationToken).ConfigureAwait(false);
            if (!rests || cases.Count > 0)
            {
                throw new InvalidOperationException($"The hub did not come to rest. {(cases.Count > 0 ? cases[0].Reason.Message : "")}");
            }

            if ((await hub.Feeds.PassAsync(id, cancellationToken).ConfigureAwait(false))!.IsSettled)
            {
                return true;
            }
        }
    }

    private static string NameOf(int account) => string.Create(CultureInfo.InvariantCulture, $"Account {account:000000}");

    private ServiceProvider Start(Death death)
    {
        ServiceCollection services = new();
        services.AddLogging(l => l.SetMinimumLevel(LogLevel.None));
        services.AddSingleton<IFaultPoints>(death);
        services.AddOdooConnectors().UseSqlite(store)
            .ConfigureHub(o => o.NodeName = "node-1")
            .AddHubSpot(
                "crm",
                o => (o.PortalId, o.AccessToken, o.StartAt, o.IsLive) = (new HubSpotEmulatorOptions().PortalId, new HubSpotEmulatorOptions().PrivateAppToken, _began, false),
                http => http.ConfigurePrimaryHttpMessageHandler(_portal.CreateHandler))
            .AddOdoo(
                "odoo",
                o =>
                {
                    (o.Url, o.Database, o.Login, o.Secret) = (new Uri("http://odoo.invalid"), _odoo.Database, _odoo.IntegrationLogin, _odoo.IntegrationPassword);
                    (o.Company, o.TimeZone, o.EffectActionId, o.ReferenceLifetime) = ("Contract BE", "Europe/Brussels", _odoo.EffectActionId, TimeSpan.FromHours(1));
                },
                client => client.ConfigurePrimaryHttpMessageHandler(_ => _odoo.CreateHandler()))
            .AddFlow<TakeAccounts>().Own<Customer>("crm");
        return services.BuildServiceProvider();
    }

    /// <summary>Every account is a customer of Odoo.</summary>
    private sealed class TakeAccounts : IFlow
    {
        public IReadOnlyList<Type> Requires => [typeof(Customer)];

        public bool Handles(string changeKind) => changeKind == ChangeKinds.CustomerSeen;

        public Decision Decide(Change change, Known known)
        {
            Customer customer = (Customer)change.Record!;
            return new Decision.Do(
            [
                new Intent { Target = "odoo", Kind = EffectKinds.Customer, Class = EffectClass.Document, Source = customer.Ref, Record = customer, Customer = customer },
            ]);
        }
    }

    /// <summary>The end of a process at the boundary that was drawn: nobody on the way gets to handle it, and whoever still runs goes no further.</summary>
    private sealed class Death(long at, CancellationToken cancellationToken = default) : IFaultPoints, IDisposable
    {
        private readonly CancellationTokenSource _end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        private long _reached;

        public CancellationToken Token => _end.Token;

        /// <summary>Where it was; null while it lives.</summary>
        public string? Where { get; private set; }

        public void Reached(string point)
        {
            // A send is up to five hundred accounts that meet three boundaries; a page is a hundred, and each start looks at all streams first.
            int weight = point switch
            {
                FaultPoint.Polled => 10,
                FaultPoint.Sending or FaultPoint.Answered or FaultPoint.Settled => 166,
                _ => 1,
            };
            if (Interlocked.Add(ref _reached, weight) < at)
            {
                return;
            }

            Where ??= string.Create(CultureInfo.InvariantCulture, $"{point} ({at})");
            _end.Cancel();
            throw new OperationCanceledException(_end.Token);
        }

        public void Dispose() => _end.Dispose();
    }
}
