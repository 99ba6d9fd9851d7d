using System.Text.Json.Nodes;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;
using Odoo.Connectors.Testing;

namespace Odoo.Connectors.Salesforce.Tests;

/// <summary>A hub that keeps customers of billing in an emulated organisation: each customer has a lane of its own.</summary>
internal sealed class MasteredWorld : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("mastered-").FullName;
    private readonly ServiceProvider _hub;

    /// <param name="configure">Sets options.</param>
    /// <param name="documents">Whether the flow makes customers, or only keeps their fields.</param>
    public MasteredWorld(Action<SalesforceOptions>? configure = null, bool documents = true)
    {
        Emulator.DeclareField("Account", "Connectors_Id__c", isUnique: true);
        Emulator.DeclareField("Contact", "Connectors_Id__c", isUnique: true);
        ServiceCollection services = new();
        services.AddLogging(l => l.SetMinimumLevel(LogLevel.None));
        services.AddConnectorHub().UseSqlite(Path.Combine(_folder, "hub.db"))
            .ConfigureHub(o =>
            {
                (o.RetryDelay, o.MaxRetryDelay) = (TimeSpan.FromMilliseconds(2), TimeSpan.FromMilliseconds(20));
                (o.WaitInterval, o.WaitDeadline, o.Idle) = (TimeSpan.FromMilliseconds(10), TimeSpan.FromSeconds(5), TimeSpan.FromMilliseconds(20));
            })
            .AddSalesforce(
                "crm",
                options =>
                {
                    (options.LoginUrl, options.ClientId, options.ClientSecret) = (Emulator.Url, "emulator-client", "emulator-secret");
                    (options.ServerTimeLimit, options.ReadRetryDelay) = (TimeSpan.FromMilliseconds(20), TimeSpan.Zero);
                    configure?.Invoke(options);
                },
                http => http.ConfigurePrimaryHttpMessageHandler(Emulator.CreateHandler))
            .AddFlow<KeepInCrm>().Own<Customer>("billing");
        services.AddSingleton(new Wanted(documents)).AddSingleton<IConnectedSystem>(Billing);
        _hub = services.BuildServiceProvider();
    }

    public SalesforceEmulator Emulator { get; } = new();

    public BillingSource Billing { get; } = new();

    public IConnectorOperations Hub => _hub.GetRequiredService<IConnectorOperations>();

    public SalesforceAdapter Adapter => _hub.GetServices<IConnectedSystem>().OfType<SalesforceAdapter>().Single();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Tells of customers, all in one delivery.</summary>
    public async Task TellAsync(params Customer[] customers)
    {
        foreach (Customer customer in customers)
        {
            Billing.Customers[customer.Ref.Id] = customer;
        }

        await Hub.AcceptAsync([.. customers.Select(c => Billing.Delivery(c.Ref))], Cancel);
        await DrainAsync();
    }

    public async Task RetryAsync(long caseId)
    {
        await Hub.Cases.RetryAsync(caseId, "anna", Cancel);
        await DrainAsync();
    }

    public async Task DrainAsync() => Assert.True(await Hub.DrainAsync(TimeSpan.FromSeconds(20), Cancel), string.Join('\n', await CasesAsync()));

    public async Task<IReadOnlyList<CaseInfo>> CasesAsync() => await Hub.Cases.ListAsync(cancellationToken: Cancel);

    /// <summary>The record's id in Salesforce.</summary>
    public async Task<string?> LinkAsync(ExternalRef reference, string kind) => (await Hub.Identity.FindAsync(reference, Cancel))?.IdIn("crm", kind);

    /// <summary>The record as the adapter reads it.</summary>
    public async Task<T> ReadAsync<T>(ExternalRef reference)
    {
        return (T)Adapter.Decode(reference, await Adapter.ReadAsync(reference, Cancel));
    }

    public JsonObject Only(string type) => Emulator.Find(type, Assert.Single(Emulator.Ids(type)))!;

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
        private static readonly DateTimeOffset Start = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
        private int _told;

        public Dictionary<string, Customer> Customers { get; } = new(StringComparer.Ordinal);

        public string Name => "billing";

        public Task<SystemIdentity> IdentifyAsync(CancellationToken cancellationToken) => Task.FromResult(new SystemIdentity("acct_1", false));

        public Task<byte[]?> ReadAsync(ExternalRef reference, CancellationToken cancellationToken) =>
            Task.FromResult<byte[]?>(Customers.ContainsKey(reference.Id) ? [.. "{}"u8] : null);

        public object Decode(ExternalRef reference, ReadOnlyMemory<byte> answer) => Customers[reference.Id];

        /// <summary>Sees the number of each event that is about to be decided.</summary>
        public Action<int>? OnDecode { get; set; }

        public Change DecodeChange(Delivery delivery)
        {
            OnDecode?.Invoke((int)(delivery.OccurredAt - Start).TotalSeconds);
            return new Change
            {
                System = Name, Kind = ChangeKinds.CustomerSeen, Subject = delivery.Subject, Record = Customers[delivery.Subject.Id], OccurredAt = delivery.OccurredAt,
            };
        }

        public Delivery Delivery(ExternalRef subject) => new()
        {
            System = Name, Kind = "customer", Lane = $"billing:{subject.Id}", Subject = subject, DedupeKey = $"evt_{++_told}",
            OccurredAt = Start.AddSeconds(_told), Payload = "{}"u8.ToArray(),
        };
    }

    private sealed record Wanted(bool Documents);

    private sealed class KeepInCrm(Wanted wanted) : IFlow
    {
        public bool Handles(string changeKind) => changeKind == ChangeKinds.CustomerSeen;

        public Decision Decide(Change change, Known known)
        {
            Customer customer = (Customer)change.Record!;
            List<Intent> intents = [Of(EffectKinds.CustomerFields, EffectClass.State)];
            if (wanted.Documents)
            {
                intents.Insert(0, Of(EffectKinds.Customer, EffectClass.Document));
            }

            if (customer.Contact is not null || customer.Contacts.Count > 0)
            {
                intents.Add(Of(EffectKinds.Contacts, EffectClass.State));
            }

            return new Decision.Do(intents);

            Intent Of(string kind, EffectClass effect) => new() { Target = "crm", Kind = kind, Class = effect, Source = customer.Ref, Record = customer };
        }
    }
}
