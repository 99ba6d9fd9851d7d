using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Odoo.Connectors.Samples.LeadToCash;
using Odoo.Connectors.Sync;
using Odoo.Connectors.Testing;

namespace Odoo.Connectors.Tests;

/// <summary>The sample's world in one process: emulators with state, a hub on a file, no sockets between them.</summary>
internal sealed class StoryWorld : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("story-").FullName;
    private readonly Action<IServiceCollection>? _more;
    private ServiceProvider? _hub;

    private StoryWorld(Story story, bool effectAction, Action<IServiceCollection>? more)
    {
        Story = story;
        Emulators = new Emulators([story]);
        EffectAction = effectAction;
        _more = more;
    }

    public Story Story { get; }

    public Emulators Emulators { get; }

    public bool EffectAction { get; }

    public HubSettings Settings { get; private set; } = null!;

    public ServiceProvider Services => _hub!;

    public IConnectorOperations Hub => Services.GetRequiredService<IConnectorOperations>();

    public IReadOnlyList<StoryStep> Events => [.. Story.Steps.Where(s => s.IsEvent)];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Starts a world; its Odoo listens on a socket too, so that the books are read from outside.</summary>
    public static async Task<StoryWorld> StartAsync(string story, bool effectAction, Func<HubSettings, HubSettings>? change = null, Action<IServiceCollection>? more = null)
    {
        StoryWorld world = new(Story.Read(Story.Find(story)), effectAction, more);
        await world.Emulators.StartAsync(Cancel);
        HubSettings settings = world.Emulators.Settings(world.Story, Path.Combine(world._folder, "hub.db"), effectAction) with
        {
            NodeName = "node-1", WaitDeadline = TimeSpan.FromMilliseconds(400),
        };
        world.Settings = change?.Invoke(settings) ?? settings;
        world._hub = world.NewHub(world.Settings);
        return world;
    }

    public ServiceProvider NewHub(HubSettings settings)
    {
        ServiceCollection services = new();
        services.AddLogging(l => l.SetMinimumLevel(LogLevel.None));
        HubHost.AddHub(services, settings, Emulators);
        services.AddConnectorHub().ConfigureHub(o =>
        {
            o.RetryDelay = TimeSpan.FromMilliseconds(2);
            o.MaxRetryDelay = TimeSpan.FromMilliseconds(50);
            o.WaitInterval = TimeSpan.FromMilliseconds(10);
            o.Idle = TimeSpan.FromMilliseconds(50);
        });
        _more?.Invoke(services);
        return services.BuildServiceProvider();
    }

    /// <summary>Everything happens at the vendors; nobody is told yet.</summary>
    public void HappenAll()
    {
        foreach (StoryStep step in Story.Steps)
        {
            Emulators.Happen(step);
        }
    }

    /// <summary>Plays the story in its own order.</summary>
    public async Task PlayAsync()
    {
        foreach (StoryStep step in Story.Steps)
        {
            Emulators.Happen(step);
            if (step.IsEvent)
            {
                Assert.Equal(HttpStatusCode.OK, await DeliverAsync(step.Json));
            }

            await DrainAsync();
        }
    }

    /// <summary>Delivers an event, signed, through the hub's webhook intake.</summary>
    public async Task<HttpStatusCode> DeliverAsync(JsonObject evt) => await DeliverAsync(Encoding.UTF8.GetBytes(evt.ToJsonString()));

    public async Task<HttpStatusCode> DeliverAsync(byte[] body, string? secret = null)
    {
        string signature = StripeSignature.Create(body, (Services.GetService<TimeProvider>() ?? TimeProvider.System).GetUtcNow(), secret ?? Settings.WebhookSecret);
        WebhookResult result = await Services.GetRequiredService<IWebhookIntake>()
            .ReceiveAsync("stripe", name => name == "Stripe-Signature" ? signature : null, body, Cancel);
        return (HttpStatusCode)result.Status;
    }

    public async Task DrainAsync() => Assert.True(await Hub.DrainAsync(TimeSpan.FromSeconds(20), Cancel), await ExplainAsync());

    public async Task<IReadOnlyList<CaseInfo>> CasesAsync() => await Hub.Cases.ListAsync(cancellationToken: Cancel);

    /// <summary>The story's expectations, worked out by hand, against what the systems hold; and no case is open.</summary>
    public async Task AssertBooksAsync(string because = "")
    {
        IReadOnlyList<Check> checks = await Samples.LeadToCash.Program.CompareAsync(Story, Settings, Cancel);
        string differences = string.Join('\n', checks.Where(c => !c.Holds));
        IReadOnlyList<CaseInfo> cases = await CasesAsync();
        Assert.True(differences.Length == 0 && cases.Count == 0, $"{because}\n{differences}\n{string.Join('\n', cases)}\n{await ExplainAsync()}");
    }

    /// <summary>Forgets everything the hub knew.</summary>
    public async Task LoseStoreAsync(Func<HubSettings, HubSettings>? change = null)
    {
        await Services.DisposeAsync();
        SqliteConnection.ClearAllPools();
        foreach (string file in Directory.EnumerateFiles(_folder))
        {
            File.Delete(file);
        }

        Settings = change?.Invoke(Settings) ?? Settings;
        _hub = NewHub(Settings);
    }

    /// <summary>A new process on the same store.</summary>
    public async Task RestartAsync()
    {
        await Services.DisposeAsync();
        _hub = NewHub(Settings);
    }

    public async Task<string> ExplainAsync() => string.Join('\n', await Hub.EventsAsync(Cancel));

    public JsonRpc OpenOdoo() => new(Settings.OdooUrl, Settings.OdooDatabase, Settings.OdooLogin, Settings.OdooPassword);

    /// <summary>How many records of a model there are, archived ones too.</summary>
    public async Task<int> CountAsync(string model, params JsonArray[] domain)
    {
        using JsonRpc odoo = OpenOdoo();
        return (int)(await odoo.CallAsync(model, "search_count", [new JsonArray([.. domain])], new JsonObject { ["context"] = new JsonObject { ["active_test"] = false } }))!;
    }

    public async ValueTask DisposeAsync()
    {
        await Services.DisposeAsync();
        await Emulators.DisposeAsync();
        SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }
}
