using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Odoo.Connectors.Model;
using Odoo.Connectors.Tests.Shared;

namespace Odoo.Connectors.Stores.Tests;

/// <summary>Two processes' views of one store, without an engine.</summary>
internal sealed class StoreRig : IAsyncDisposable
{
    private readonly List<ServiceProvider> _providers = [];

    public StoreRig(StoreKind kind, bool isMigrated = true)
    {
        Store = new TestStore(kind, isMigrated);
        One = Open();
        Two = Open();
    }

    public TestStore Store { get; }

    public HubStore One { get; }

    public HubStore Two { get; }

    public static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static DateTimeOffset Noon { get; } = new(2026, 5, 4, 12, 0, 0, TimeSpan.Zero);

    public HubStore Open(Action<IServiceCollection>? more = null)
    {
        ServiceCollection services = new();
        more?.Invoke(services);
        services.AddLogging(l => l.SetMinimumLevel(LogLevel.None));
        Store.Use(services.AddConnectorHub());
        ServiceProvider provider = services.BuildServiceProvider();
        _providers.Add(provider);
        return provider.GetRequiredService<HubStore>();
    }

    public static Delivery Delivery(string id, string? dedupe = null, string lane = "lane", string kind = "note") => new()
    {
        System = "notes", Kind = kind, Lane = lane, Subject = new ExternalRef("notes", "note", id), DedupeKey = dedupe,
        OccurredAt = Noon, Payload = new byte[] { 1, 0, 255 },
    };

    public static LedgerEffect Effect(string key, EffectClass of = EffectClass.Document, string? subject = null, string kind = "pin") => new()
    {
        Key = key, Target = "wall", Kind = kind, Class = of, Subject = subject ?? key,
        Source = new ExternalRef("notes", "note", key), Payload = "{}", Way = "way", PlannedAt = Noon,
    };

    public Task RunAsync(Func<HubTransaction, Task> step) => One.RunAsync(step, Cancel);

    public Task<T> RunAsync<T>(Func<HubTransaction, Task<T>> step) => One.RunAsync(step, Cancel);

    /// <summary>Stores a delivery, in the queue by the time it came.</summary>
    public static Task<bool> AddAsync(HubTransaction transaction, Delivery delivery) =>
        transaction.Inbox.AddAsync(delivery, Noon.ToUnixTimeMilliseconds(), Noon, Cancel);

    /// <summary>What may be decided next, as a node of that epoch sees it.</summary>
    public static async Task<InboxEvent?> NextAsync(HubTransaction transaction, long epoch = 0, params string[] except) =>
        (await transaction.Inbox.NextAsync(epoch, except, 10, Cancel)).FirstOrDefault(n => !n.Blocked).Event;

    /// <summary>Stores deliveries and tells their numbers, in the order given.</summary>
    public async Task<long[]> AcceptAsync(params Delivery[] deliveries)
    {
        int before = (await One.ReadAsync(t => t.Inbox.ReportAsync(Cancel), Cancel)).Count;
        await RunAsync(async t =>
        {
            foreach (Delivery delivery in deliveries)
            {
                await t.Lanes.EnsureAsync(delivery.Lane, Cancel);
                await AddAsync(t, delivery);
            }
        });
        return [.. (await One.ReadAsync(t => t.Inbox.ReportAsync(Cancel), Cancel)).Skip(before).Select(e => e.Id)];
    }

    public async ValueTask DisposeAsync()
    {
        foreach (ServiceProvider provider in _providers)
        {
            await provider.DisposeAsync();
        }

        Store.Dispose();
    }
}
