using System.Text.Json.Nodes;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Odoo.Connectors.Erp;
using Odoo.Connectors.Model;
using Odoo.Connectors.Samples.LeadToCash;
using Odoo.Connectors.Sync;
using Odoo.Connectors.Testing;

namespace Odoo.Connectors.Tests.Port;

/// <summary>
/// A hub that sends given intents to one company of an Odoo: of an emulator of its own, or of the real one that the environment names.
/// What Odoo holds afterwards is read by <see cref="Odoo"/>, which owes nothing to the packages that wrote it.
/// </summary>
internal sealed class PortBench : IAsyncDisposable
{
    /// <summary>The ways of writing, for <c>MemberData</c>: on the emulator, and on a real Odoo where one is given.</summary>
    public static TheoryData<string> Ways => [.. PortTarget.Ways];

    private readonly string _folder = Directory.CreateTempSubdirectory("port-").FullName;
    private readonly PostSource _source = new();
    private readonly PortTarget _target;
    private readonly System.Collections.Concurrent.ConcurrentQueue<string> _withoutCompany = [];
    private readonly Func<ServiceProvider> _build;
    private ServiceProvider _hub;

    private PortBench(PortTarget target, Action<OdooErpOptions>? erp, Action<IConnectorsBuilder>? more)
    {
        _target = target;
        _build = () => Build(target, erp, more);
        _hub = _build();
        Odoo = target.Open();
    }

    private ServiceProvider Build(PortTarget target, Action<OdooErpOptions>? erp, Action<IConnectorsBuilder>? more)
    {
        ServiceCollection services = new();
        services.AddLogging(l => l.SetMinimumLevel(LogLevel.None));
        IConnectorsBuilder hub = services.AddOdooConnectors().UseSqlite(Path.Combine(_folder, "hub.db"))
            .ConfigureHub(o =>
            {
                o.NodeName = "node-1";
                o.RetryDelay = TimeSpan.FromMilliseconds(2);
                o.MaxRetryDelay = TimeSpan.FromMilliseconds(50);
                o.WaitInterval = TimeSpan.FromMilliseconds(10);
                o.WaitDeadline = TimeSpan.FromMilliseconds(400);
                o.Idle = TimeSpan.FromMilliseconds(50);
            })
            .AddOdoo(
                "odoo",
                o =>
                {
                    target.Configure(o);
                    erp?.Invoke(o);
                },
                client => _ = target.Emulator is OdooEmulator inside ? client.ConfigurePrimaryHttpMessageHandler(_ => new CompanyGuard(inside.CreateHandler(), _withoutCompany)) : client)
            .AddFlow<PostFlow>()
            .Own<Customer>(PostSource.System).Own<Contract>(PostSource.System).Own<Invoice>(PostSource.System).Own<Payment>(PostSource.System);
        hub.Services.AddSingleton<IConnectedSystem>(_source);
        more?.Invoke(hub);
        return services.BuildServiceProvider();
    }

    /// <summary>The emulator, for faults and its calls; a test that needs it does not run on a real Odoo.</summary>
    public OdooEmulator Emulator => _target.Emulator ?? throw new InvalidOperationException("This test is for the emulator; use PortTarget.Emulated.");

    /// <summary>Odoo as an administrator sees it, asked by hand.</summary>
    public JsonRpc Odoo { get; }

    /// <summary>The system that the intents come from.</summary>
    public PostSource Source => _source;

    public IServiceProvider Services => _hub;

    public IConnectorOperations Hub => _hub.GetRequiredService<IConnectorOperations>();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Starts a bench.</summary>
    /// <param name="way">One of <see cref="Ways"/>.</param>
    /// <param name="erp">Changes how Odoo is connected.</param>
    /// <param name="odoo">Changes the emulator.</param>
    /// <param name="more">Adds to the hub.</param>
    public static async Task<PortBench> StartAsync(
        string way, Action<OdooErpOptions>? erp = null, Action<OdooEmulatorOptions>? odoo = null, Action<IConnectorsBuilder>? more = null) =>
        new(await PortTarget.StartAsync(way, odoo, Cancel), erp, more);

    /// <summary>A reference of the test's source that no other run has used.</summary>
    public ExternalRef Ref(string kind, string id) => new(PostSource.System, kind, _target.Own(id));

    /// <summary>An intent for Odoo. State effects are given as such; everything else makes a document.</summary>
    public static Intent Intent(string kind, ExternalRef source, object record, Customer? customer, string? discriminator = null, bool isState = false) => new()
    {
        Target = "odoo", Kind = kind, Class = isState ? EffectClass.State : EffectClass.Document, Source = source, Record = record, Customer = customer, Discriminator = discriminator,
    };

    /// <summary>One event with these intents, each after the one before; worked on to its end.</summary>
    public Task PostAsync(params Intent[] intents) => PostEachAsync([intents]);

    /// <summary>One event for each list of intents, all stored before any is worked on.</summary>
    public async Task PostEachAsync(IReadOnlyList<IReadOnlyList<Intent>> events, TimeSpan? patience = null)
    {
        await Hub.AcceptAsync([.. events.Select(_source.Deliver)], Cancel);
        await DrainAsync(patience);
    }

    /// <summary>One event with these intents, worked on until the process ends; then there is a new one on the same store.</summary>
    public async Task CrashAsync(Crash crash, params Intent[] intents)
    {
        Delivery delivery = _source.Deliver(intents);
        try
        {
            await Hub.AcceptAsync([delivery], crash.Token);
            await Hub.DrainAsync(TimeSpan.FromSeconds(20), crash.Token);
        }
        catch (OperationCanceledException) when (crash.Happened)
        {
            await _hub.DisposeAsync();
            _hub = _build();

            // Its sender did not hear that it was stored, and sends it again.
            await Hub.AcceptAsync([delivery], Cancel);
        }
    }

    /// <summary>One event with these intents, stored and not worked on.</summary>
    public Task AcceptAsync(params Intent[] intents) => Hub.AcceptAsync([_source.Deliver(intents)], Cancel);

    public async Task DrainAsync(TimeSpan? patience = null) =>
        Assert.True(await Hub.DrainAsync(patience ?? TimeSpan.FromSeconds(20), Cancel), string.Join('\n', await Hub.EventsAsync(Cancel)));

    public async Task<IReadOnlyList<CaseInfo>> CasesAsync() => await Hub.Cases.ListAsync(cancellationToken: Cancel);

    /// <summary>Fails with every open case in words.</summary>
    public async Task AssertNoCasesAsync()
    {
        IReadOnlyList<CaseInfo> cases = await CasesAsync();
        Assert.True(cases.Count == 0, string.Join('\n', cases));
    }

    /// <summary>What Odoo holds under the external id of a document of the source; null when there is none.</summary>
    public Task<JsonObject?> FindAsync(string effectKind, ExternalRef source, params string[] fields) =>
        Odoo.FindAsync($"oc_{source.System.Replace('-', '_')}.{effectKind}_{source.Id}", fields);

    /// <summary>What was asked so far was about the user and not about one company's books.</summary>
    public void AllowWithoutCompany() => _withoutCompany.Clear();

    public async ValueTask DisposeAsync()
    {
        Odoo.Dispose();
        await _hub.DisposeAsync();
        await _target.DisposeAsync();
        SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
        Assert.Empty(_withoutCompany);
    }
}
