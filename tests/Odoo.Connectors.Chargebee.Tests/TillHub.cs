using System.Text;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;
using Odoo.Connectors.Testing;

namespace Odoo.Connectors.Chargebee.Tests;

/// <summary>A hub that does at an emulated site what others want of it, and may die, or lose its store.</summary>
internal sealed class TillHub : IAsyncDisposable, IFaultPoints
{
    private readonly List<Intent[]> _wanted = [];
    private string _folder = NewFolder();
    private CancellationTokenSource _end = new();
    private ServiceProvider _hub;
    private (string Point, int Hit) _death;

    public TillHub()
    {
        Site = new ChargebeeEmulator();
        TillSite.Stock(Site);
        _hub = Build();
    }

    public ChargebeeEmulator Site { get; }

    public bool Died => _end.IsCancellationRequested;

    private IConnectorOperations Hub => _hub.GetRequiredService<IConnectorOperations>();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>All that a deal, a ledger and a meter want of billing, in the order in which it makes sense.</summary>
    public IEnumerable<Intent[]> Story()
    {
        Customer known = Till.NorthPeak with { Ref = new ExternalRef("crm", RecordKinds.Customer, "001"), Name = "North SE", VatNumber = null };
        Deal won = Till.Won with { StartsOn = null };
        CreditNote note = Till.IssuedNote() with { Invoice = Till.Issued.Ref };
        Invoice taken = Till.Issued with { Ref = new ExternalRef("odoo", RecordKinds.Invoice, "19") };
        DateTimeOffset now = Site.Now;
        UsageTotal used = Till.Used with { Quantity = 42m, Period = new UsagePeriod(now, now.AddHours(2)) };
        return
        [
            [Till.Intent(Till.NorthPeak), Till.Intent(EffectKinds.CustomerFields, Till.NorthPeak.Ref, Till.NorthPeak, EffectClass.State), Till.Intent(won)],
            [Till.Intent(known), Till.Intent(EffectKinds.CustomerFields, known.Ref, known, EffectClass.State)],
            [Till.Intent(Till.Payment(119m)), Till.Intent(Till.Credit(25.5m)), Till.Intent(used)],
            [Till.Intent(Till.Issued), Till.Intent(note)],
            [Till.Intent(taken), Till.Intent(EffectKinds.Void, taken.Ref, Till.IssuedVoid with { Invoice = taken })],
            [Till.Intent(Till.Pause()), Till.Intent(Till.Resumption), Till.Intent(Till.Cancellation(atPeriodEnd: true))],
        ];
    }

    /// <summary>Lets the process end at a hit of a fault point.</summary>
    public void DieAt(string point, int hit) => _death = (point, hit);

    public void Reached(string point)
    {
        if (point == _death.Point && --_death.Hit == 0)
        {
            _end.Cancel();
            throw new OperationCanceledException(_end.Token);
        }
    }

    /// <summary>Tells of what is wanted and does it; a process that dies on the way is followed by another on the same store, which is told again.</summary>
    public async Task DoAsync()
    {
        Delivery[] deliveries = [.. Story().Select(Deliver)];
        try
        {
            await Hub.AcceptAsync(deliveries, _end.Token);
            Assert.True(await Hub.DrainAsync(TimeSpan.FromSeconds(20), _end.Token), string.Join('\n', await Hub.EventsAsync(Cancel)));
        }
        catch (OperationCanceledException) when (Died)
        {
            await _hub.DisposeAsync();
            _hub = Build();
            await Hub.AcceptAsync(deliveries, Cancel);
            Assert.True(await Hub.DrainAsync(TimeSpan.FromSeconds(20), Cancel), string.Join('\n', await Hub.EventsAsync(Cancel)));
        }

        Assert.Empty(await Hub.Cases.ListAsync(cancellationToken: Cancel));
    }

    /// <summary>The database is gone; there is an empty one.</summary>
    public async Task LoseStoreAsync()
    {
        await _hub.DisposeAsync();
        _folder = NewFolder();
        _hub = Build();
    }

    public async Task<string?> LinkAsync(ExternalRef reference, string kind) => (await Hub.Identity.FindAsync(reference, Cancel))?.IdIn("billing", kind);

    public async ValueTask DisposeAsync()
    {
        await _hub.DisposeAsync();
        SqliteConnection.ClearAllPools();
        _end.Dispose();
        await Site.DisposeAsync();
    }

    private static string NewFolder() => Directory.CreateTempSubdirectory("till-").FullName;

    private ServiceProvider Build()
    {
        ServiceCollection services = new();
        services.AddLogging(l => l.SetMinimumLevel(LogLevel.None));
        services.AddSingleton<IFaultPoints>(this);
        services.AddConnectorHub().UseSqlite(Path.Combine(_folder, "hub.db"))
            .ConfigureHub(o =>
            {
                (o.NodeName, o.RetryDelay, o.MaxRetryDelay) = ("node-1", TimeSpan.FromMilliseconds(2), TimeSpan.FromMilliseconds(20));
                (o.WaitInterval, o.WaitDeadline, o.Idle) = (TimeSpan.FromMilliseconds(10), TimeSpan.FromSeconds(5), TimeSpan.FromMilliseconds(20));
            })
            .AddChargebee(
                "billing",
                o =>
                {
                    (o.Site, o.ApiKey, o.CrmSystem, o.AutoCollection) = ("emulator-test", "test_emulator0000", "crm", false);
                    (o.ServerTimeLimit, o.ReadRetryDelay) = (TimeSpan.FromMilliseconds(5), TimeSpan.Zero);
                },
                http => http.ConfigurePrimaryHttpMessageHandler(() => Site.CreateHandler()))
            .Map<Customer>("billing", to => to.Set("cf_segment", c => c.Name.Length > 8 ? "large" : "small").Unset("phone"))
            .Map<Deal>("billing", to => to.Set("po_number", d => d.Name))
            .AddFlow<Wants>();
        foreach (string name in (string[])["crm", "odoo", "usage"])
        {
            services.AddSingleton<IConnectedSystem>(new Wanting(name, _wanted));
        }

        return services.BuildServiceProvider();
    }

    private Delivery Deliver(Intent[] intents)
    {
        _wanted.Add(intents);
        string number = $"{_wanted.Count - 1}";
        return new Delivery
        {
            System = "crm", Kind = "wanted", Lane = $"crm:{intents[0].Source.Id}", Subject = new ExternalRef("crm", "order", number), DedupeKey = number,
            OccurredAt = Site.Now, Payload = Encoding.UTF8.GetBytes(number),
        };
    }

    private sealed class Wanting(string name, List<Intent[]> wanted) : ISource
    {
        public string Name => name;

        public Task<SystemIdentity> IdentifyAsync(CancellationToken cancellationToken) => Task.FromResult(new SystemIdentity($"{name}-account", false));

        public Task<byte[]?> ReadAsync(ExternalRef reference, CancellationToken cancellationToken) => Task.FromResult<byte[]?>(null);

        public object Decode(ExternalRef reference, ReadOnlyMemory<byte> answer) => answer;

        public Change DecodeChange(Delivery delivery) => new()
        {
            System = name, Kind = "wanted", Subject = delivery.Subject, OccurredAt = delivery.OccurredAt, Record = wanted[int.Parse(Encoding.UTF8.GetString(delivery.Payload.Span), null)],
        };
    }

    private sealed class Wants : IFlow
    {
        public bool Handles(string changeKind) => changeKind == "wanted";

        public Decision Decide(Change change, Known known) => new Decision.Do((Intent[])change.Record!);
    }
}
