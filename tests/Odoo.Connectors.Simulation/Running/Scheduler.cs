namespace Odoo.Connectors.Simulation.Running;

/// <summary>
/// Hands one baton around. An actor gives it back at every step outside; the seed picks who gets it next. Continuations run
/// inside the resuming call, so that a run is one thread's work and repeats exactly.
/// </summary>
internal sealed class Scheduler(int seed, VirtualClock clock, Trace trace)
{
    private readonly Random _random = new(seed);

    // What an actor leaves in its flow of calls is nothing to those that it starts: a process that dies takes it along.
    private readonly ExecutionContext _nobody = ExecutionContext.Capture()!;
    private readonly List<Parked> _ready = [];
    private readonly List<Idle> _idle = [];
    private Actor? _holder;

    public List<Exception> Faults { get; } = [];

    public long Switches { get; private set; }

    public void Start(string name, IHost? host, Func<Task> body, bool isAtomic = false)
    {
        Actor actor = new(name, host) { IsAtomic = isAtomic };
        ExecutionContext.Run(_nobody, _ => { Actor.Current = actor; _ = RunAsync(actor, body); }, null);
    }

    /// <summary>Gives the baton back. Outside of actors nothing is scheduled; what is dead never gets it again.</summary>
    public Task ParkAsync(string at)
    {
        if (Actor.Current is not Actor actor)
        {
            return Task.CompletedTask;
        }

        Parked parked = new(actor, at);
        Ready(parked);
        Return();
        return parked.Source.Task;
    }

    /// <summary>Waits for another actor's answer.</summary>
    /// <param name="begin">Is given what to call once the answer is there.</param>
    /// <param name="at">What is waited for.</param>
    public Task AwaitAsync(string at, Action<Action> begin)
    {
        Parked parked = new(Actor.Current!, at);
        begin(() => Ready(parked));
        Return();
        return parked.Source.Task;
    }

    /// <summary>Sleeps by the virtual clock.</summary>
    public async Task SleepAsync(TimeSpan time, string at, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Actor actor = Actor.Current!;
        Parked parked = new(actor, at);
        clock.After(time, () => Ready(parked));
        await using CancellationTokenRegistration registration = cancellationToken.Register(() => Ready(parked));
        Return();
        await parked.Source.Task;
        cancellationToken.ThrowIfCancellationRequested();
    }

    /// <summary>Sleeps until there may be work, or the time is over.</summary>
    public Task IdleAsync(TimeSpan time)
    {
        Parked parked = new(Actor.Current!, "idle");
        _idle.Add(new Idle(parked));
        clock.After(time, () => Ready(parked));
        Return();
        return parked.Source.Task;
    }

    /// <summary>Wakes the sleeping loops of a process.</summary>
    public void Wake(IHost? host)
    {
        for (int i = _idle.Count - 1; i >= 0; i--)
        {
            Parked parked = _idle[i].Parked;
            if (parked.IsOver || parked.Actor.IsDead)
            {
                _idle.RemoveAt(i);
            }
            else if (host is null || parked.Actor.Host == host)
            {
                _idle.RemoveAt(i);
                Ready(parked);
            }
        }
    }

    /// <summary>One step: somebody gets the baton, or time moves.</summary>
    /// <returns>False when nothing will ever happen again.</returns>
    public bool Step()
    {
        _ready.RemoveAll(p => p.Actor.IsDead);
        DateTimeOffset now = clock.GetUtcNow();
        int free = 0;
        for (int i = 0; i < _ready.Count; i++)
        {
            free += IsFree(_ready[i], now) ? 1 : 0;
        }

        if (free == 0)
        {
            return clock.FireNext();
        }

        int pick = _random.Next(free);
        int at = 0;
        while (!IsFree(_ready[at], now) || pick-- > 0)
        {
            at++;
        }

        Parked chosen = _ready[at];
        _ready.RemoveAt(at);
        Resume(chosen);
        return true;
    }

    private static bool IsFree(Parked parked, DateTimeOffset now) => parked.Actor.Host is not { } host || host.FrozenUntil <= now;

    private void Ready(Parked parked)
    {
        if (!parked.IsOver && !parked.Actor.IsDead)
        {
            parked.IsOver = true;
            _ready.Add(parked);
            if (parked.Actor.Host?.FrozenUntil is { } until && until > clock.GetUtcNow())
            {
                // Time must pass for a frozen one to go on.
                clock.After(until - clock.GetUtcNow(), static () => { });
            }
        }
    }

    private void Resume(Parked parked)
    {
        Switches++;
        trace.Write($"{parked.Actor.Name} {parked.At}");
        long armed = clock.Armed;
        _holder = parked.Actor;
        parked.Source.TrySetResult();
        if (_holder is not null && armed == clock.Armed)
        {
            // A lock that another actor was parked with, or a wait for real time: the run would not repeat.
            throw new InvalidOperationException($"{parked.Actor.Name} waits after '{parked.At}' for something that the scheduler does not know of.");
        }

        _holder = null;
    }

    private void Return() => _holder = null;

    private async Task RunAsync(Actor actor, Func<Task> body)
    {
        try
        {
            await ParkAsync("starts");
            await body();
        }
        catch (Crash)
        {
            // It was told to.
        }
        catch (Exception) when (actor.IsDead)
        {
            // What is left of a killed process.
        }
        catch (Exception e)
        {
            Faults.Add(e);
        }
        finally
        {
            Return();
        }
    }

    private sealed class Parked(Actor actor, string at)
    {
        public Actor Actor => actor;

        public string At => at;

        public bool IsOver { get; set; }

        public TaskCompletionSource Source { get; } = new();
    }

    private sealed record Idle(Parked Parked);
}
