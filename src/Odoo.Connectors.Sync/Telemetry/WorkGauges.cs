using System.Diagnostics.Metrics;
using Microsoft.Extensions.Options;

namespace Odoo.Connectors.Sync;

/// <summary>
/// The gauges over the last snapshot. Each node shows the whole store, so they are gauges and no counters to sum: take the
/// maximum over nodes. What is empty is shown as zero for every connected system.
/// </summary>
internal sealed class WorkGauges
{
    private static readonly EventState[] OpenEventStates = [EventState.Pending, EventState.Waiting, EventState.Decided, EventState.Parked];
    private static readonly EffectState[] OpenEffectStates = [EffectState.Planned, EffectState.Sending, EffectState.InDoubt, EffectState.Held];

    private readonly WorkMonitor _monitor;
    private readonly HubSystems _systems;
    private readonly Outlets _outlets;
    private readonly TimeProvider _clock;
    private readonly IDictionary<string, BusinessSignal> _signals;
    private readonly Instrument[] _all;

    public WorkGauges(
        HubTelemetry telemetry, WorkMonitor monitor, HubSystems systems, Outlets outlets, TimeProvider clock, IOptions<ConnectorHealthOptions> options)
    {
        (_monitor, _systems, _outlets, _clock, _signals) = (monitor, systems, outlets, clock, options.Value.Signals);
        Meter meter = telemetry.Meter;
        _all =
        [
            meter.CreateObservableGauge("connectors.events.open", () => Each(Events), "{event}", "Events that are not at their end."),
            meter.CreateObservableGauge("connectors.lane.age", () => Each(LaneAges), "s", "Age of a system's oldest event that waits to be decided."),
            meter.CreateObservableGauge("connectors.queue.age", () => Each(QueueAge), "s", "Age of the oldest event that waits to be decided."),
            meter.CreateObservableGauge("connectors.effects.open", () => Each(Effects), "{effect}", "Effects that are not at their end."),
            meter.CreateObservableGauge("connectors.effects.age", () => Each(EffectAges), "s", "Age of a target's oldest effect that is neither at its end nor held."),
            meter.CreateObservableGauge("connectors.cases.open", () => Each(Cases), "{case}", "Open cases."),
            meter.CreateObservableGauge("connectors.signal.open", () => Each(SignalCounts), "{item}", "What a business signal counts."),
            meter.CreateObservableGauge("connectors.signal.age", () => Each(SignalAges), "s", "Age of the oldest thing that a business signal counts."),
        ];

        // Known without the store, and of this node only: whoever sends to the target knows.
        meter.CreateObservableGauge("connectors.breaker.open", Breakers, "1", "1 while this node stops sending to a target that fails as a whole, else 0.");
    }

    /// <summary>Whether somebody listens.</summary>
    public bool Enabled => Array.Exists(_all, i => i.Enabled);

    private IEnumerable<string> Sources => _systems.All.Values.OfType<ISource>().Select(s => s.Name);

    private IEnumerable<Measurement<T>> Each<T>(Func<WorkSnapshot, IEnumerable<Measurement<T>>> read)
        where T : struct =>
        _monitor.Latest is WorkSnapshot latest ? read(latest) : [];

    private IEnumerable<Measurement<long>> Events(WorkSnapshot work) =>
        from system in Sources.Union(work.Events.Select(e => e.System))
        from state in OpenEventStates
        select new Measurement<long>(
            work.Events.Where(e => e.System == system && e.State == state).Sum(e => e.Count),
            Tag(TagNames.System, TagNames.Word(system)), Tag(TagNames.State, state.ToString()));

    private IEnumerable<Measurement<double>> LaneAges(WorkSnapshot work) =>
        from system in Sources.Union(work.Queue.Select(e => e.System))
        select new Measurement<double>(Age(work.Queue.Where(e => e.System == system).Select(e => e.Oldest)), Tag(TagNames.System, TagNames.Word(system)));

    private IEnumerable<Measurement<double>> QueueAge(WorkSnapshot work) => [new(Age(work.Queue.Select(e => e.Oldest)))];

    private IEnumerable<Measurement<long>> Effects(WorkSnapshot work) =>
        from port in _systems.Ports
        from state in OpenEffectStates
        select new Measurement<long>(
            work.Effects.Where(e => e.Target == port.Name && e.State == state).Sum(e => e.Count),
            Tag(TagNames.Target, port.Name), Tag(TagNames.State, state.ToString()));

    private IEnumerable<Measurement<double>> EffectAges(WorkSnapshot work) =>
        from port in _systems.Ports
        select new Measurement<double>(Age(work.Outgoing.Where(e => e.Target == port.Name).Select(e => e.Oldest)), Tag(TagNames.Target, port.Name));

    private IEnumerable<Measurement<long>> Breakers() =>
        from port in _systems.Ports
        select new Measurement<long>(_outlets.Of(port).Breaker.IsOpen ? 1 : 0, Tag(TagNames.Target, port.Name));

    private IEnumerable<Measurement<long>> Cases(WorkSnapshot work) =>
        from trouble in work.Troubles
        where trouble.Kind == TroubleKind.Case
        group trouble by TagNames.Word(trouble.Cause!) into cause
        select new Measurement<long>(cause.Sum(t => t.Count), Tag(TagNames.Cause, cause.Key));

    private IEnumerable<Measurement<long>> SignalCounts(WorkSnapshot work) =>
        from signal in _signals
        select new Measurement<long>(signal.Value.Sum(work.Troubles).Count, Tag(TagNames.Signal, signal.Key));

    private IEnumerable<Measurement<double>> SignalAges(WorkSnapshot work) =>
        from signal in _signals
        let since = signal.Value.Sum(work.Troubles).Since
        select new Measurement<double>(Age(since is null ? [] : [since.Value]), Tag(TagNames.Signal, signal.Key));

    private double Age(IEnumerable<DateTimeOffset> since)
    {
        DateTimeOffset now = _clock.GetUtcNow();
        return Math.Max(0, (now - since.DefaultIfEmpty(now).Min()).TotalSeconds);
    }

    private static KeyValuePair<string, object?> Tag(string name, string value) => new(name, value);
}
