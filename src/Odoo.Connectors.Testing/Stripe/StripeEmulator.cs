using System.Text.Json.Nodes;

namespace Odoo.Connectors.Testing;

/// <summary>An account of Stripe for tests: single objects and lists for reading, with the state that events leave behind.</summary>
public sealed class StripeEmulator : IAsyncDisposable
{
    private readonly Lock _gate = new();
    private readonly StripeObjects _objects = new();
    private readonly StripeService _service;
    private readonly VendorServer _server;

    /// <summary>Sets up an account without objects.</summary>
    /// <param name="options">What it stands for; the defaults when null.</param>
    /// <param name="timeProvider">The clock; the system's when null.</param>
    public StripeEmulator(StripeEmulatorOptions? options = null, TimeProvider? timeProvider = null)
    {
        TimeProvider clock = timeProvider ?? TimeProvider.System;
        _service = new StripeService(options ?? new StripeEmulatorOptions(), _objects, clock);
        _server = new VendorServer(clock, new Uri("http://stripe.emulator.test"), Serve, StripeRefusal.Of);
    }

    /// <summary>The address of the API: that of the socket once <see cref="StartAsync"/> is done.</summary>
    public Uri Url => _server.Url;

    /// <summary>Decides for each call, before it is carried out, what goes wrong with it.</summary>
    public Func<VendorCall, EmulatorFault>? OnCall
    {
        get => _server.OnCall;
        set => _server.OnCall = value;
    }

    /// <summary>Every call so far, those that went wrong included.</summary>
    public IReadOnlyList<VendorCall> Calls => _server.Calls;

    /// <summary>Listens on a free port of 127.0.0.1.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>When calls are answered.</returns>
    public Task StartAsync(CancellationToken cancellationToken = default) => _server.StartAsync(cancellationToken);

    /// <summary>A handler that answers without a socket, whatever host is called.</summary>
    /// <returns>The handler; it may be disposed of without harm to the emulator.</returns>
    public HttpMessageHandler CreateHandler() => new VendorHandler(_server);

    /// <summary>Stores an object, or replaces the one with its id.</summary>
    /// <param name="value">Any object with its <c>id</c> and <c>object</c>.</param>
    public void Put(JsonObject value)
    {
        ArgumentNullException.ThrowIfNull(value);
        lock (_gate)
        {
            _objects.Put(value);
        }
    }

    /// <summary>
    /// Stores an event, and what its <c>data.object</c> says as the object's current state. An event that is older by its
    /// <c>created</c> than one that already occurred on the object leaves the state alone, as a late delivery does.
    /// </summary>
    /// <param name="evt">The event.</param>
    public void Occur(JsonObject evt)
    {
        ArgumentNullException.ThrowIfNull(evt);
        lock (_gate)
        {
            _objects.Occur(evt);
        }
    }

    /// <summary>The current state of an object, without a call.</summary>
    /// <param name="id">The id.</param>
    /// <returns>A copy, or null when there is none.</returns>
    public JsonObject? Find(string id)
    {
        ArgumentNullException.ThrowIfNull(id);
        lock (_gate)
        {
            return (JsonObject?)_objects.Find(id)?.DeepClone();
        }
    }

    /// <summary>Closes the socket.</summary>
    /// <returns>When it is closed.</returns>
    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private VendorAnswer Serve(VendorCall call)
    {
        lock (_gate)
        {
            return _service.Serve(call);
        }
    }
}
