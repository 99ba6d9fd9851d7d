using Microsoft.Extensions.DependencyInjection;
using Odoo.Connectors.Simulation.Running;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Simulation.Worlds;

/// <summary>A process of the hub with the loops that its host would run.</summary>
internal sealed class SimNode : IHost
{
    private readonly World _world;
    private readonly ServiceProvider _services;
    private readonly List<Action> _ends = [];

    public SimNode(World world, string name, string hubName)
    {
        _world = world;
        Name = name;
        _services = Wiring.Build(world, this, hubName);
        Node = _services.GetRequiredService<HubNode>();
        Hub = _services.GetRequiredService<Hub>();
    }

    public string Name { get; }

    public bool IsDead { get; private set; }

    public bool IsReady { get; private set; }

    public DateTimeOffset FrozenUntil { get; set; }

    /// <summary>Known once it is built: the dialect asks before.</summary>
    public HubNode? Node { get; private set; }

    public Hub Hub { get; }

    public IServiceProvider Services => _services;

    public void Start() => _world.Scheduler.Start($"{Name}", this, RunAsync);

    /// <summary>Everything in the process is gone; who waited for its answer gets none.</summary>
    public void Kill()
    {
        IsDead = true;
        foreach (Action end in _ends)
        {
            end();
        }

        _ends.Clear();
    }

    /// <summary>Takes in a webhook, as a request to this process would.</summary>
    /// <returns>The HTTP status; 0 when the connection broke.</returns>
    public async Task<int> ReceiveAsync(string name, string signature, byte[] body)
    {
        int answer = 0;
        await _world.Scheduler.AwaitAsync("is answered", answered => Receive(name, signature, body, answered, status => answer = status));
        return answer;
    }

    private void Receive(string name, string signature, byte[] body, Action answered, Action<int> told)
    {
        _ends.Add(answered);
        _world.Scheduler.Start($"{Name}/{name}", this, async () =>
        {
            int status = 503;
            try
            {
                IWebhookIntake intake = _services.GetRequiredService<IWebhookIntake>();
                status = (await intake.ReceiveAsync("stripe", h => h == "Stripe-Signature" ? signature : null, body, CancellationToken.None)).Status;
            }
            catch (Exception e) when (e is not Crash)
            {
                _world.Trace.Write($"{Name}/{name} {e.GetType().Name}");
            }

            await _world.Scheduler.ParkAsync($"answers {status}");
            _ends.Remove(answered);
            told(status);
            answered();
        }, isAtomic: true);
    }

    private async Task RunAsync()
    {
        while (!await TryAsync("start", async () => { await Hub.EnsureReadyAsync(CancellationToken.None); return true; }))
        {
            await _world.Scheduler.SleepAsync(TimeSpan.FromSeconds(2), "start again");
        }

        IsReady = true;
        Loop("heartbeat", () => Wiring.Heartbeat / 2, async () => { await Hub.EnsureReadyAsync(CancellationToken.None); return false; }, wakes: false);
        Loop("worker", () => Wiring.Idle, () => Hub.WorkAsync(CancellationToken.None), wakes: true);
        foreach (IPort port in Hub.Systems.Ports)
        {
            Loop($"to-{port.Name}", () => Idle(port), () => Hub.DispatchAsync(port, CancellationToken.None), wakes: true);
        }

        foreach (IPollFeed feed in Hub.Systems.Polls.Where(f => f.Streams.Count > 0))
        {
            TimeSpan pause = Wiring.Idle;
            Loop($"poll-{feed.Name}", () => pause, async () => { pause = Wiring.Idle; pause = await Hub.PollDueAsync(feed, CancellationToken.None); return false; }, wakes: false);
        }

        Loop("seal", () => Wiring.Seal, async () => { await Hub.Audit.SealAsync(CancellationToken.None); return false; }, wakes: false);
    }

    private static TimeSpan Idle(TimeSpan wait) => wait > TimeSpan.Zero && wait < Wiring.Idle ? wait : Wiring.Idle;

    private TimeSpan Idle(IPort port) => Idle(Hub.Wait(port));

    private void Loop(string name, Func<TimeSpan> pause, Func<Task<bool>> step, bool wakes) => _world.Scheduler.Start($"{Name}/{name}", this, async () =>
    {
        while (true)
        {
            if (!await TryAsync(name, step))
            {
                await (wakes ? _world.Scheduler.IdleAsync(pause()) : _world.Scheduler.SleepAsync(pause(), "wakes"));
            }
        }
    });

    private async Task<bool> TryAsync(string name, Func<Task<bool>> step)
    {
        try
        {
            return await step();
        }
        catch (Exception e) when (e is not Crash && !IsDead)
        {
            _world.Trace.Write($"{Name}/{name} failed: {e.GetType().Name} {(e is ConnectorException { InnerException: StoreDown } ? "" : e.Message)}");
            if (e is NullReferenceException or MissingFieldException or ObjectDisposedException or InvalidCastException)
            {
                _world.Violated("broken", e.ToString());
            }

            return false;
        }
    }
}
