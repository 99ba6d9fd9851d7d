using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;
using Odoo.Connectors.Testing;

namespace Odoo.Connectors.HubSpot.Tests;

/// <summary>A hub that keeps customers of billing in an emulated portal: each customer has a lane of its own.</summary>
internal sealed class MasteredWorld : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("mastered-").FullName;
    private readonly ServiceProvider _hub;

    public MasteredWorld(Action<HubSpotOptions>? configure = null, TimeSpan searchDelay = default)
    {
        Emulator = new HubSpotEmulator(new HubSpotEmulatorOptions { PortalId = Rig.Portal, TenSecondRequests = 1_000_000, SearchesPerSecond = 1_000_000, SearchDelay = searchDelay });
        ServiceCollection services = new();
        services.AddLogging(l => l.SetMinimumLevel(LogLevel.None));
        services.AddConnectorHub().UseSqlite(Path.Combine(_folder, "hub.db"))
            .ConfigureHub(o =>
            {
                (o.RetryDelay, o.MaxRetryDelay) = (TimeSpan.FromMilliseconds(2), TimeSpan.FromMilliseconds(20));
                (o.WaitInterval, o.WaitDeadline, o.Idle) = (TimeSpan.FromMilliseconds(10), TimeSpan.FromSeconds(5), TimeSpan.FromMilliseconds(20));
            })
            .AddHubSpot(
                "crm",
                options =>
                {
                    (options.PortalId, options.AccessToken, options.IsLive) = (Rig.Portal, "pat-eu1-emulator", false);
                    (options.ServerTimeLimit, options.ReadRetryDelay, options.SearchesPerSecond) = (TimeSpan.FromMilliseconds(20), TimeSpan.Zero, 100);
                    configure?.Invoke(options);
                },
                http => http.ConfigurePrimaryHttpMessageHandler(() => Emulator.CreateHandler()))
            .AddFlow<KeepInCrm>().Own<Customer>("billing");
        services.AddSingleton<IConnectedSystem>(Billing);
        _hub = services.BuildServiceProvider();
    }

    public HubSpotEmulator Emulator { get; }

    public BillingSource Billing { get; } = new();

    public IConnectorOperations Hub => _hub.GetRequiredService<IConnectorOperations>();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Tells of customers, all in one delivery.</summary>
    public async Task TellAsync(params Customer[] customers)
    {
        foreach (Customer customer in customers)
        {
            Billing.Customers[customer.Ref.Id] = customer;
        }

        await Hub.AcceptAsync([.. customers.Select(c => Billing.Delivery(c.Ref))], Cancel);
        Assert.True(await Hub.DrainAsync(TimeSpan.FromSeconds(20), Cancel), string.Join('\n', await CasesAsync()));
    }

    public async Task<IReadOnlyList<CaseInfo>> CasesAsync() => await Hub.Cases.ListAsync(cancellationToken: Cancel);

    /// <summary>The record's id in HubSpot.</summary>
    public async Task<string?> LinkAsync(ExternalRef reference, string kind) => (await Hub.Identity.FindAsync(reference, Cancel))?.IdIn("crm", kind);

    /// <summary>The company that a contact belongs to in HubSpot.</summary>
    public async Task<string?> CompanyOfAsync(string? contact)
    {
        ISource crm = _hub.GetServices<IConnectedSystem>().OfType<ISource>().Single(s => s.Name == "crm");
        ExternalRef reference = new("crm", RecordKinds.Contact, contact!);
        return ((Contact)crm.Decode(reference, await crm.ReadAsync(reference, Cancel))).Customer?.Id;
    }

    public Task SetUpAsync() => _hub.GetServices<IConnectedSystem>().OfType<ISetup>().Single().SetUpAsync(apply: true, Cancel);

    public async ValueTask DisposeAsync()
    {
        await _hub.DisposeAsync();
        SqliteConnection.ClearAllPools();
        await Emulator.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>Customers as they are now.</summary>
    internal sealed class BillingSource : ISource
    {
        private int _told;

        public Dictionary<string, Customer> Customers { get; } = new(StringComparer.Ordinal);

        public string Name => "billing";

        public Task<SystemIdentity> IdentifyAsync(CancellationToken cancellationToken) => Task.FromResult(new SystemIdentity("acct_1", false));

        public Task<byte[]?> ReadAsync(ExternalRef reference, CancellationToken cancellationToken) =>
            Task.FromResult<byte[]?>(Customers.ContainsKey(reference.Id) ? [.. "{}"u8] : null);

        public object Decode(ExternalRef reference, ReadOnlyMemory<byte> answer) => Customers[reference.Id];

        public Change DecodeChange(Delivery delivery) => new()
        {
            System = Name, Kind = ChangeKinds.CustomerSeen, Subject = delivery.Subject, Record = Customers[delivery.Subject.Id], OccurredAt = delivery.OccurredAt,
        };

        public Delivery Delivery(ExternalRef subject) => new()
        {
            System = Name, Kind = "customer", Lane = $"billing:{subject.Id}", Subject = subject, DedupeKey = $"evt_{++_told}",
            OccurredAt = new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero).AddSeconds(_told), Payload = "{}"u8.ToArray(),
        };
    }

    private sealed class KeepInCrm : IFlow
    {
        public bool Handles(string changeKind) => changeKind == ChangeKinds.CustomerSeen;

        public Decision Decide(Change change, Known known)
        {
            if (change.System == "crm")
            {
                return new Decision.Absorb("customers are billing's to say");
            }

            Customer customer = (Customer)change.Record!;
            List<Intent> intents = [Of(EffectKinds.Customer, EffectClass.Document), Of(EffectKinds.CustomerFields, EffectClass.State)];
            if (customer.Contact is not null || customer.Contacts.Count > 0)
            {
                intents.Add(Of(EffectKinds.Contacts, EffectClass.State));
            }

            return new Decision.Do(intents);

            Intent Of(string kind, EffectClass effect) => new() { Target = "crm", Kind = kind, Class = effect, Source = customer.Ref, Record = customer };
        }
    }
}
