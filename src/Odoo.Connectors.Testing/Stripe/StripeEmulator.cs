using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http.Extensions;
using Odoo.Connectors.Testing.Stripe;
using Odoo.Connectors.Testing.Stripe.Calls;

namespace Odoo.Connectors.Testing;

/// <summary>
/// An account of Stripe for tests: subscriptions that renew by the clock, invoices, payments with retries, refunds, disputes, payouts, meters and
/// the events of what happens; or objects and events that were recorded elsewhere (<see cref="Put"/>, <see cref="Occur"/>).
/// </summary>
public sealed class StripeEmulator : IAsyncDisposable
{
    private readonly Lock _gate = new();
    private readonly StripeObjects _objects = new();
    private readonly StripeWorld _world;
    private readonly StripeWrites _writes;
    private readonly StripeService _service;
    private readonly VendorServer _server;

    /// <summary>Sets up an account without objects.</summary>
    /// <param name="options">What it stands for; the defaults when null.</param>
    /// <param name="timeProvider">The clock; the system's when null. What has fallen due by it is done before each call is answered.</param>
    public StripeEmulator(StripeEmulatorOptions? options = null, TimeProvider? timeProvider = null)
    {
        options ??= new StripeEmulatorOptions();
        TimeProvider clock = timeProvider ?? TimeProvider.System;
        _world = new StripeWorld(options, _objects, clock);
        _writes = new StripeWrites(_world);
        _service = new StripeService(options, _objects, _world, _writes, clock);
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

    /// <summary>Decides for each write whether it fails inside of Stripe.</summary>
    public Func<VendorCall, ExecutionFault>? OnExecution
    {
        get => _writes.OnExecution;
        set => _writes.OnExecution = value;
    }

    /// <summary>What the bank says to each payment and refund; success when null.</summary>
    public Func<StripePayment, StripePaymentAnswer>? OnPayment
    {
        get => _world.Payments.OnPayment;
        set => Locked(() =>
        {
            // What has fallen due was still answered as before.
            _world.Agenda.CatchUp();
            _world.Payments.OnPayment = value;
        });
    }

    /// <summary>The account's time: that of the clock, or later after <see cref="AdvanceTo"/>.</summary>
    public DateTimeOffset Now => Seen(() => _world.Agenda.Now);

    /// <summary>Copies of the events that happened by themselves or by calls and that no receiver has accepted yet.</summary>
    public IReadOnlyList<JsonObject> PendingEvents => Seen(() => _world.Events.Pending.Select(evt => evt.Copy()).ToArray());

    /// <summary>Every call so far, those that went wrong included.</summary>
    public IReadOnlyList<VendorCall> Calls => _server.Calls;

    /// <summary>Forgets the calls so far, so that a long run keeps its memory; places go on.</summary>
    public void ForgetCalls() => _server.ForgetCalls();

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
        return Seen(() => _objects.Find(id)?.Copy());
    }

    /// <summary>All objects of a kind, in the order in which they were made.</summary>
    /// <param name="kind">The <c>object</c>, for example <c>invoice</c> or <c>event</c>.</param>
    /// <returns>Copies.</returns>
    public IReadOnlyList<JsonObject> All(string kind) => Seen(() => _objects.All(kind).Reverse().Select(value => value.Copy()).ToArray());

    /// <summary>Does all that falls due until then, in order and each at its own time: renewals, retries, refunds that come back, payouts.</summary>
    /// <param name="instant">Until when; the account's time never goes back.</param>
    public void AdvanceTo(DateTimeOffset instant) => Locked(() => _world.Agenda.AdvanceTo(instant));

    /// <summary>Does what a person does in the dashboard, by the same rules as the API; it is not among <see cref="Calls"/>.</summary>
    /// <param name="path">The path below <c>/v1</c>, for example <c>invoices/in_1/void</c>.</param>
    /// <param name="fields">The parameters, for example <c>("items[0][price]", "price_1")</c>.</param>
    /// <returns>What the API would answer.</returns>
    /// <exception cref="ArgumentException">Stripe refuses it.</exception>
    public JsonObject Post(string path, params (string Name, string Value)[] fields)
    {
        ArgumentNullException.ThrowIfNull(path);
        string[] parts = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        string form = new QueryBuilder(fields.Select(field => KeyValuePair.Create(field.Name, field.Value))).ToString();
        return Locked(() =>
        {
            try
            {
                _world.Agenda.CatchUp();
                string route = StripeParameters.Route("POST", parts) ?? throw StripeRefusal.NotEmulated($"POST /v1/{path}");
                var given = VendorFields.Parse(form);
                StripeParameters.Check(route, given);
                return _writes.Do(route, parts, given, default).Copy();
            }
            catch (StripeRefusal refusal)
            {
                throw new ArgumentException(refusal.Message, nameof(path), refusal);
            }
        });
    }

    /// <summary>A customer asks its bank for its money: it is taken from the balance, with a fee, unless it is only an inquiry.</summary>
    /// <param name="chargeId">The charge.</param>
    /// <param name="amount">How much; all of it when null.</param>
    /// <param name="reason">Why, for example <c>fraudulent</c> or <c>product_not_received</c>.</param>
    /// <param name="isInquiry">Whether the bank only asks.</param>
    /// <returns>The id of the dispute.</returns>
    public string Dispute(string chargeId, long? amount = null, string reason = "fraudulent", bool isInquiry = false) => Locked(() =>
    {
        _world.Agenda.CatchUp();
        return _world.Disputes.Open(_world.Get("charge", chargeId), amount, reason, isInquiry).Text("id")!;
    });

    /// <summary>The bank decides a dispute; money that is won comes back.</summary>
    /// <param name="disputeId">The dispute.</param>
    /// <param name="won">Whether it is won.</param>
    public void CloseDispute(string disputeId, bool won) => Locked(() =>
    {
        _world.Agenda.CatchUp();
        _world.Disputes.Close(_world.Get("dispute", disputeId), won);
    });

    /// <summary>The bank does not take a payout, also after it seemed to have arrived: the money is back in the balance.</summary>
    /// <param name="payoutId">The payout.</param>
    public void FailPayout(string payoutId) => Locked(() =>
    {
        _world.Agenda.CatchUp();
        _world.Payouts.Fail(_world.Get("payout", payoutId));
    });

    /// <summary>Closes the socket.</summary>
    /// <returns>When it is closed.</returns>
    public ValueTask DisposeAsync() => _server.DisposeAsync();

    /// <summary>Does what another emulated system asks for at its own time.</summary>
    internal T At<T>(DateTimeOffset instant, Func<StripeWorld, T> what) => Locked(() =>
    {
        _world.Agenda.AdvanceTo(instant);
        return what(_world);
    });

    internal IReadOnlyList<JsonObject> TakeDue() => Seen(_world.Events.Due);

    internal void Settle(JsonObject evt, bool accepted) => Locked(() => _world.Events.Settle(evt, accepted));

    private VendorAnswer Serve(VendorCall call) => Locked(() => _service.Serve(call));

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
