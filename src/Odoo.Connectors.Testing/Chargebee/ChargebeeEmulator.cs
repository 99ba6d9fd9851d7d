using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http.Extensions;
using Odoo.Connectors.Testing.Chargebee;

namespace Odoo.Connectors.Testing;

/// <summary>
/// A site of Chargebee for tests: customers, catalogue, subscriptions that renew by the clock, invoices with taxes and discounts, credit notes,
/// payments with dunning, usages, and events of what happens.
/// </summary>
public sealed class ChargebeeEmulator : IAsyncDisposable
{
    private readonly Lock _gate = new();
    private readonly ChargebeeWorld _world;
    private readonly ChargebeeService _service;
    private readonly VendorServer _server;

    /// <summary>Sets up a site without records.</summary>
    /// <param name="options">What it stands for; the defaults when null.</param>
    /// <param name="timeProvider">The clock; the system's when null. What has fallen due by it is done before each call is answered.</param>
    public ChargebeeEmulator(ChargebeeEmulatorOptions? options = null, TimeProvider? timeProvider = null)
    {
        options ??= new ChargebeeEmulatorOptions();
        TimeProvider clock = timeProvider ?? TimeProvider.System;
        _world = new ChargebeeWorld(options, clock);
        _service = new ChargebeeService(_world, options, clock);
        _server = new VendorServer(clock, new Uri($"http://{options.Site}.chargebee.emulator.test"), call => Locked(() => _service.Serve(call)), ChargebeeRefusal.Of);
    }

    /// <summary>The address of the API, below which is <c>/api/v2</c>: that of the socket once <see cref="StartAsync"/> is done.</summary>
    public Uri Url => _server.Url;

    /// <summary>Decides for each call, before it is carried out, what goes wrong with it.</summary>
    public Func<VendorCall, EmulatorFault>? OnCall
    {
        get => _server.OnCall;
        set => _server.OnCall = value;
    }

    /// <summary>Decides for each write whether it fails inside of the site.</summary>
    public Func<VendorCall, ExecutionFault>? OnExecution
    {
        get => _service.OnExecution;
        set => _service.OnExecution = value;
    }

    /// <summary>What the gateway says to each payment and refund; success when null.</summary>
    public Func<ChargebeePayment, ChargebeeGatewayAnswer>? OnPayment
    {
        get => _world.Collection.OnPayment;
        set => Locked(() =>
        {
            // What has fallen due was still answered as before.
            _world.Agenda.CatchUp();
            _world.Collection.OnPayment = value;
        });
    }

    /// <summary>Every call so far, those that went wrong included.</summary>
    public IReadOnlyList<VendorCall> Calls => _server.Calls;

    /// <summary>The site's time: that of the clock, or later after <see cref="AdvanceTo"/>.</summary>
    public DateTimeOffset Now => Seen(() => _world.Agenda.Now);

    /// <summary>Copies of the events that no receiver has accepted yet.</summary>
    public IReadOnlyList<JsonObject> PendingEvents => Seen(() => _world.Events.Pending.Select(evt => evt.Copy()).ToArray());

    /// <summary>Listens on a free port of 127.0.0.1.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>When calls are answered.</returns>
    public Task StartAsync(CancellationToken cancellationToken = default) => _server.StartAsync(cancellationToken);

    /// <summary>A handler that answers without a socket, whatever host is called.</summary>
    /// <returns>The handler; it may be disposed of without harm to the emulator.</returns>
    public HttpMessageHandler CreateHandler() => new VendorHandler(_server);

    /// <summary>Does all that falls due until then, in order and each at its own time: renewals, dunning, bounced debits, scheduled changes.</summary>
    /// <param name="instant">Until when; the site's time never goes back.</param>
    public void AdvanceTo(DateTimeOffset instant) => Locked(() => _world.Agenda.AdvanceTo(instant));

    /// <summary>Makes a coupon known.</summary>
    /// <param name="coupon">The coupon.</param>
    public void AddCoupon(ChargebeeCoupon coupon)
    {
        ArgumentNullException.ThrowIfNull(coupon);
        Locked(() => _world.Coupons[coupon.Id] = coupon);
    }

    /// <summary>Gives a customer a card that can be charged, or takes it away.</summary>
    /// <param name="customerId">The customer.</param>
    /// <param name="isValid">Whether there is one from now on.</param>
    public void SetCard(string customerId, bool isValid = true) => Locked(() =>
    {
        JsonObject customer = _world.Store.Find("customer", customerId) ?? throw new ArgumentException($"There is no customer {customerId}.", nameof(customerId));
        customer["card_status"] = isValid ? "valid" : "no_card";
        _world.Stamp(customer);
    });

    /// <summary>Does what a person does in the console, by the same rules as the API; it is not among <see cref="Calls"/>.</summary>
    /// <param name="path">The path below <c>/api/v2</c>, for example <c>invoices/INV-1/void</c>.</param>
    /// <param name="fields">The parameters, for example <c>("subscription_items[quantity][0]", "5")</c>.</param>
    /// <returns>What the API would answer.</returns>
    /// <exception cref="ArgumentException">The site refuses it.</exception>
    public JsonObject Post(string path, params (string Name, string Value)[] fields)
    {
        ArgumentNullException.ThrowIfNull(path);
        string form = new QueryBuilder(fields.Select(field => KeyValuePair.Create(field.Name, field.Value))).ToString();
        return Locked(() =>
        {
            try
            {
                _world.Agenda.CatchUp();
                return _service.Do(path.Split('/', StringSplitOptions.RemoveEmptyEntries), form, "admin_console");
            }
            catch (ChargebeeRefusal refusal)
            {
                throw new ArgumentException(refusal.Message, nameof(path), refusal);
            }
        });
    }

    /// <summary>Stores a resource as Chargebee answers it, in place of one with its id; nothing is told of it.</summary>
    /// <param name="kind">The kind, for example <c>invoice</c>.</param>
    /// <param name="resource">The resource, without the wrapper of its name.</param>
    public void Load(string kind, JsonObject resource)
    {
        ArgumentNullException.ThrowIfNull(resource);
        Locked(() => _world.Store.Replace(ChargebeeKind.Named(kind).Name, resource.Copy()));
    }

    /// <summary>The current state of a resource, without a call.</summary>
    /// <param name="kind">The kind, for example <c>invoice</c>.</param>
    /// <param name="id">The id.</param>
    /// <returns>A copy as it is answered, deleted or not; null when there is none.</returns>
    public JsonObject? Find(string kind, string id) => Seen(() =>
        _world.Store.Find(ChargebeeKind.Named(kind).Name, id) is { } found ? _world.Views.Of(kind, found) : null);

    /// <summary>All resources of a kind, in the order in which they were made.</summary>
    /// <param name="kind">The kind, for example <c>invoice</c> or <c>event</c>.</param>
    /// <returns>Copies as they are answered.</returns>
    public IReadOnlyList<JsonObject> All(string kind) => Seen(() => _world.Store.All(ChargebeeKind.Named(kind).Name).Select(value => _world.Views.Of(kind, value)).ToArray());

    /// <summary>Closes the socket.</summary>
    /// <returns>When it is closed.</returns>
    public ValueTask DisposeAsync() => _server.DisposeAsync();

    internal void Connect(IChargebeeGateway gateway) => Locked(() => _world.Gateway = gateway);

    internal IReadOnlyList<JsonObject> TakeDue() => Seen(_world.Events.Due);

    internal void Settle(JsonObject evt, bool accepted) => Locked(() => _world.Events.Settle(evt, accepted));

    /// <summary>Looks at the state, with all done that has fallen due.</summary>
    private T Seen<T>(Func<T> what) => Locked(() =>
    {
        _world.Agenda.CatchUp();
        return what();
    });

    private void Locked(Action what)
    {
        lock (_gate)
        {
            what();
        }
    }

    private T Locked<T>(Func<T> what)
    {
        lock (_gate)
        {
            return what();
        }
    }
}
