using Microsoft.AspNetCore.Builder;
using Odoo.Connectors.Testing.Automation;
using Odoo.Connectors.Testing.Orm;
using Odoo.Connectors.Testing.Rpc;
using Odoo.Connectors.Testing.Scenarios;
using Odoo.Connectors.Testing.Store;

namespace Odoo.Connectors.Testing;

/// <summary>
/// An Odoo 19 that lives in this process: JSON-RPC and JSON-2 over a socket or an <see cref="HttpMessageHandler"/>, two companies
/// (My Company in USD, Contract BE in EUR with Belgian taxes), transactions, and faults on demand.
/// </summary>
public sealed class OdooEmulator : IAsyncDisposable
{
    private readonly OdooEmulatorOptions _options;
    private readonly World _world;
    private readonly RpcServer _server;
    private readonly Sites _sites;
    private readonly CallGate _gate;
    private readonly WebhookSender _webhooks;
    private readonly List<EmulatorCall> _calls = [];
    private int _numbered;
    private WebApplication? _app;
    private Uri? _url;

    /// <summary>Makes a fresh database.</summary>
    /// <param name="options">The set-up; the defaults when absent.</param>
    public OdooEmulator(OdooEmulatorOptions? options = null)
    {
        _options = options ?? new OdooEmulatorOptions();
        _world = new World(_options);
        new Seed(_world).Plant(_options, AdminPassword, IntegrationPassword);
        AdminApiKey = KeyOf(AdminLogin, "0000000000000000000000000000000000000001");
        IntegrationApiKey = KeyOf(IntegrationLogin, "0000000000000000000000000000000000000002");
        _webhooks = new WebhookSender(_options);
        _gate = new CallGate(_world, _options, Record, this, _webhooks);
        AddApiKey(AdminLogin, AdminApiKey);
        AddApiKey(IntegrationLogin, IntegrationApiKey);
        var credentials = new Credentials(_world);
        _sites = new Sites(new Site(
            Database,
            new RpcServices(_world, Database, credentials, _gate),
            new Json2Endpoint(_world, credentials, _gate),
            new DocEndpoint(_world, credentials, _gate),
            new WebSessionEndpoint(_world, Database, credentials, _gate)));
        _server = new RpcServer(_sites);
    }

    /// <summary>Adds a custom text field to a model, as an administrator does.</summary>
    /// <param name="model">The model, for example <c>account.move</c>.</param>
    /// <param name="field">The field, for example <c>x_cost_center</c>.</param>
    public void DeclareField(string model, string field) => DeclareField(model, field, "char");

    /// <summary>Adds a custom field to a model, as an administrator does.</summary>
    /// <param name="model">The model, for example <c>account.move</c>.</param>
    /// <param name="field">The field, for example <c>x_due</c>.</param>
    /// <param name="type">Odoo's name of the type, such as <c>date</c>, <c>monetary</c>, <c>many2one</c>.</param>
    /// <param name="relation">The model that a many2one or many2many field refers to.</param>
    /// <exception cref="ArgumentException">There is no such type, or it is one2many or selection, which need more than that.</exception>
    public void DeclareField(string model, string field, string type, string relation = "") =>
        _gate.Change(() => _world.Declare(model, new Schema.Field
        {
            Name = field,
            Type = Enum.TryParse(type, ignoreCase: true, out Schema.FieldType known) && known is not (Schema.FieldType.One2Many or Schema.FieldType.Selection)
                ? known : throw new ArgumentException($"A field of the type '{type}' cannot be declared.", nameof(type)),
            Label = field,
            Relation = relation,
        }));

    /// <summary>Gives a user one more API key, as when a key is rotated.</summary>
    /// <param name="login">The user's login.</param>
    /// <param name="key">The key.</param>
    /// <param name="expires">When the key ends, on the emulator's clock; never when absent.</param>
    /// <exception cref="InvalidOperationException">There is no such user.</exception>
    public void AddApiKey(string login, string key, DateTimeOffset? expires = null) => _gate.Change(() => _world.Keys.Add(
        _world["res.users"].Rows.Single(u => u.Text("login") == login).Id, "emulator", expires is { } end ? Clock.Text(end) : null, key));

    /// <summary>
    /// Takes an API key away. JSON-2 and logging in refuse it at once; <c>execute_kw</c> of JSON-RPC goes on accepting a key
    /// that it has accepted before, as a real Odoo does.
    /// </summary>
    /// <param name="key">The key.</param>
    public void RemoveApiKey(string key) => _gate.Change(() => _world.Keys.Remove(key));

    /// <summary>Begins a story that people play in this Odoo, to test what a flow makes of it.</summary>
    /// <returns>An empty scenario.</returns>
    public OdooScenario Scenario() => new(new ScenarioCalls(_world, _gate, CompanyId));

    /// <summary>Root of the socket server.</summary>
    /// <exception cref="InvalidOperationException">The emulator is not started.</exception>
    public Uri Url => _url ?? throw new InvalidOperationException("Call StartAsync first.");

    /// <summary>Name of the database.</summary>
    public string Database => _options.Database;

    /// <summary>Login of the administrator.</summary>
    public string AdminLogin { get; } = "admin";

    /// <summary>Password of the administrator.</summary>
    public string AdminPassword { get; } = "admin";

    /// <summary>API key of the administrator: a bearer key of JSON-2, accepted as a password by JSON-RPC.</summary>
    public string AdminApiKey { get; }

    /// <summary>Login of the least-privilege user, who works in Contract BE only.</summary>
    public string IntegrationLogin { get; } = Seed.IntegrationLogin;

    /// <summary>Password of the least-privilege user.</summary>
    public string IntegrationPassword { get; } = "integration-contract-1";

    /// <summary>API key of the least-privilege user: a bearer key of JSON-2, accepted as a password by JSON-RPC.</summary>
    public string IntegrationApiKey { get; }

    /// <summary>Database id of the effect action; null when it is not installed.</summary>
    public long? EffectActionId => _world.EffectActionId;

    /// <summary>Database id of Contract BE.</summary>
    public long CompanyId => _world["res.company"].Rows.Single(c => c.Text("name") == "Contract BE").Id;

    /// <summary>Every call received so far, oldest first.</summary>
    public IReadOnlyList<EmulatorCall> Calls
    {
        get
        {
            lock (_calls)
            {
                return [.. _calls];
            }
        }
    }

    /// <summary>Every webhook sent so far, oldest first. Odoo sends them when a call has committed and answers the call after them.</summary>
    public IReadOnlyList<OdooWebhook> Webhooks => _webhooks.Sent;

    /// <summary>Decides what goes wrong with a call. Called before it is carried out; <see cref="EmulatorFaults"/> has plans.</summary>
    public Func<EmulatorCall, EmulatorFault>? OnCall { get; set; }

    /// <summary>
    /// How long a call takes, on the clock of <see cref="OdooEmulatorOptions.TimeProvider"/>; no time when absent. The call commits at the end,
    /// but its <c>write_date</c> is the time at which it began, as in Odoo; calls that overlap run in the order in which they end. A caller who
    /// stops waiting does not stop Odoo. A call as long as <see cref="OdooEmulatorOptions.LimitTimeReal"/> is cut off and undone.
    /// </summary>
    public Func<EmulatorCall, TimeSpan>? Latency { get; set; }

    /// <summary>Opens a socket on 127.0.0.1.</summary>
    /// <param name="ct">Cancels the start.</param>
    /// <returns>A task that ends when the socket accepts connections.</returns>
    public async Task StartAsync(CancellationToken ct = default)
    {
        if (_app is null)
        {
            (_app, _url) = await RpcHost.StartAsync(_server, _options.Port, ct).ConfigureAwait(false);
        }
    }

    /// <summary>
    /// Serves the database of another emulator too, on this one's <see cref="Url"/> and handlers: JSON-RPC names the database in its arguments,
    /// JSON-2 needs the header <c>X-Odoo-Database</c> from then on. Calls are recorded by the emulator whose database they are for.
    /// </summary>
    /// <param name="other">The other emulator; it stays the caller's to dispose.</param>
    /// <exception cref="ArgumentException">A database of this name is served already.</exception>
    public void Serve(OdooEmulator other) => _sites.Add(other._sites.First);

    /// <summary>A handler that talks to this emulator without a socket.</summary>
    /// <returns>A new handler.</returns>
    public HttpMessageHandler CreateHandler() => new RpcMessageHandler(_server);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _webhooks.Dispose();
        if (_app is not null)
        {
            await _app.DisposeAsync().ConfigureAwait(false);
            _app = null;
        }
    }

    /// <summary>Forgets the calls so far, so that a long run keeps its memory; numbers go on.</summary>
    public void ForgetCalls()
    {
        lock (_calls)
        {
            _calls.Clear();
        }
    }

    private string KeyOf(string login, string otherwise) => _options.ApiKeys.TryGetValue(login, out var key) ? key : otherwise;

    private EmulatorCall Record(string model, string method, string arguments)
    {
        lock (_calls)
        {
            var call = new EmulatorCall(++_numbered, model, method, arguments);
            _calls.Add(call);
            return call;
        }
    }
}
