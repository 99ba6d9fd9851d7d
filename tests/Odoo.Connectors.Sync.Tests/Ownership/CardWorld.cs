using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Odoo.Connectors.Sync.Tests.Ownership;

/// <summary>Two systems of cards with webhooks both ways. The CRM owns titles, the ERP stages; due dates are the ERP's and reviewed.</summary>
internal sealed class CardWorld : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("cards-").FullName;
    private readonly ServiceProvider _services;

    private CardWorld(Action<IConnectorsBuilder> own)
    {
        ServiceCollection services = new();
        services.AddLogging(l => l.SetMinimumLevel(LogLevel.None));
        services.AddSingleton<IConnectedSystem>(Crm);
        services.AddSingleton<IConnectedSystem>(Erp);
        IConnectorsBuilder builder = services.AddConnectorHub().UseSqlite(Path.Combine(_folder, "hub.db")).AddFlow<CardFlow>().ConfigureHub(o =>
        {
            o.WaitInterval = TimeSpan.FromMilliseconds(2);
            o.Idle = TimeSpan.FromMilliseconds(5);
        });
        own(builder);
        _services = services.BuildServiceProvider();
    }

    public CardSystem Crm { get; } = new("crm");

    public CardSystem Erp { get; } = new("erp");

    public Hub Hub => (Hub)_services.GetRequiredService<IConnectorOperations>();

    public IEnumerable<CardSystem> Both => [Crm, Erp];

    public static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static async Task<CardWorld> StartAsync(int cards = 1, Action<IConnectorsBuilder>? own = null)
    {
        CardWorld world = new(own ?? (b => b.Own<Card>("crm", o => o.Except(c => c.Stage, "erp").Except(c => c.Due, "erp", Conflict.Review))));
        await world.Hub.EnsureReadyAsync(Cancel);
        HubStore store = world._services.GetRequiredService<HubStore>();
        for (int i = 1; i <= cards; i++)
        {
            Guid record = Guid.NewGuid();
            (string crm, string erp) = ($"c{i}", $"e{i}");
            (world.Crm.Cards[crm], world.Erp.Cards[erp]) = (new Card(), new Card());
            await store.RunAsync(
                async t =>
                {
                    await t.Identity.CreateAsync(world.Crm.Ref(crm), record, Cancel);
                    await t.Identity.LinkAsync(world.Erp.Ref(erp), record, Cancel);
                },
                Cancel);
        }

        return world;
    }

    /// <summary>Delivers every webhook, those of our own writes too, until nobody has anything to say.</summary>
    public async Task SettleAsync()
    {
        for (int round = 0; round < 30; round++)
        {
            foreach (CardSystem system in Both)
            {
                Delivery[] told = [.. system.Outbox];
                system.Outbox.Clear();
                await Hub.AcceptAsync(told, Cancel);
            }

            Assert.True(await Hub.DrainAsync(TimeSpan.FromSeconds(20), Cancel), string.Join('\n', await Hub.EventsAsync(Cancel)));
            if (Both.All(s => s.Outbox.Count == 0))
            {
                return;
            }
        }

        Assert.Fail("The systems keep telling each other the same.");
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }
}
