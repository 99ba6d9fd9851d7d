using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;
using Odoo.Connectors.Testing;

namespace Odoo.Connectors.Stripe.Tests;

/// <summary>A hub with its store that writes to an emulated account whatever it is told to; its process may die and start again.</summary>
internal sealed class PortWorld : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("stripe-port-").FullName;
    private readonly Teller _crm = new();
    private ServiceProvider _hub;

    public PortWorld()
    {
        Account = new StripeEmulator();
        Account.Post("products", ("id", "SEAT"), ("name", "Seat"));
        Account.Post("prices", ("product", "SEAT"), ("currency", "eur"), ("unit_amount", "4000"), ("recurring[interval]", "month"));
        _hub = Build();
    }

    public StripeEmulator Account { get; }

    public int Deaths { get; private set; }

    public IConnectorOperations Hub => _hub.GetRequiredService<IConnectorOperations>();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>The process dies at the next hit of a point.</summary>
    public void DieOnceAt(string point) => _hub.GetRequiredService<Death>().At = point;

    /// <summary>Tells of intents, in one event that comes twice, and works until nothing is left to do.</summary>
    public async Task TellAsync(params Intent[] intents)
    {
        Delivery delivery = _crm.Deliver(intents);
        while (true)
        {
            Death death = _hub.GetRequiredService<Death>();
            using CancellationTokenSource process = CancellationTokenSource.CreateLinkedTokenSource(Cancel, death.Token);
            try
            {
                await Hub.AcceptAsync([delivery, delivery], process.Token);
                Assert.True(await Hub.DrainAsync(TimeSpan.FromSeconds(20), process.Token), string.Join('\n', await Hub.EventsAsync(Cancel)));
                Assert.Empty(await CasesAsync());
                return;
            }
            catch (OperationCanceledException) when (death.Happened)
            {
                Deaths++;
                await _hub.DisposeAsync();
                _hub = Build();
            }
        }
    }

    public async Task<IReadOnlyList<CaseInfo>> CasesAsync() => await Hub.Cases.ListAsync(cancellationToken: Cancel);

    public async Task<string?> LinkAsync(ExternalRef reference, string kind) => (await Hub.Identity.FindAsync(reference, Cancel))?.IdIn("stripe", kind);

    public async ValueTask DisposeAsync()
    {
        await _hub.DisposeAsync();
        SqliteConnection.ClearAllPools();
        await Account.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private ServiceProvider Build()
    {
        ServiceCollection services = new();
        services.AddLogging(l => l.SetMinimumLevel(LogLevel.None));
        services.AddConnectorHub().UseSqlite(Path.Combine(_folder, "hub.db"))
            .ConfigureHub(o =>
            {
                (o.RetryDelay, o.MaxRetryDelay, o.BreakerThreshold, o.NodeName) = (TimeSpan.FromMilliseconds(2), TimeSpan.FromMilliseconds(10), 100, "node");
                (o.WaitInterval, o.Idle) = (TimeSpan.FromMilliseconds(10), TimeSpan.FromMilliseconds(10));
            })
            .AddStripe(
                "stripe",
                o => (o.ApiKey, o.ApiBase, o.CrmSystem, o.DaysUntilDue, o.ReadRetries) = ("sk_test_emulator0000", Account.Url, PortBench.Crm, 30, 0),
                http => http.ConfigurePrimaryHttpMessageHandler(() => Account.CreateHandler()))
            .AddFlow<DoAsTold>();
        services.AddSingleton<IConnectedSystem>(_crm);
        Death death = new();
        services.AddSingleton(death).AddSingleton<IFaultPoints>(death);
        return services.BuildServiceProvider();
    }

    /// <summary>The process ends at the first hit of a point.</summary>
    internal sealed class Death : IFaultPoints, IDisposable
    {
        private readonly CancellationTokenSource _end = new();

        public string? At { get; set; }

        public CancellationToken Token => _end.Token;

        public bool Happened => _end.IsCancellationRequested;

        public void Reached(string point)
        {
            if (point == At && !Happened)
            {
                _end.Cancel();
                throw new OperationCanceledException(_end.Token);
            }
        }

        public void Dispose() => _end.Dispose();
    }

    private sealed class Teller : ISource
    {
        private readonly Dictionary<string, Intent[]> _told = [];

        public string Name => PortBench.Crm;

        public Task<SystemIdentity> IdentifyAsync(CancellationToken cancellationToken) => Task.FromResult(new SystemIdentity("org_1", false));

        public Task<byte[]?> ReadAsync(ExternalRef reference, CancellationToken cancellationToken) => Task.FromResult<byte[]?>(null);

        public object Decode(ExternalRef reference, ReadOnlyMemory<byte> answer) => throw new NotSupportedException();

        public Change DecodeChange(Delivery delivery) => new()
        {
            System = Name, Kind = "told", Subject = delivery.Subject, OccurredAt = delivery.OccurredAt, Record = _told[delivery.Subject.Id],
        };

        public Delivery Deliver(Intent[] intents)
        {
            string key = $"evt_{_told.Count + 1}";
            _told[key] = intents;
            return new Delivery
            {
                System = Name, Kind = "told", Lane = $"{Name}:1", Subject = new ExternalRef(Name, "told", key), DedupeKey = key, OccurredAt = DateTimeOffset.UnixEpoch.AddDays(20_000 + _told.Count), Payload = "{}"u8.ToArray(),
            };
        }
    }

    private sealed class DoAsTold : IFlow
    {
        public bool Handles(string changeKind) => changeKind == "told";

        public Decision Decide(Change change, Known known) => new Decision.Do([.. (Intent[])change.Record!]);
    }
}
