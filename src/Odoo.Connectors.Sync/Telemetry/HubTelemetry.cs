using System.Diagnostics.Metrics;

namespace Odoo.Connectors.Sync;

/// <summary>The instruments. Where nobody listens they cost a comparison.</summary>
internal sealed class HubTelemetry : IDisposable
{
    private static readonly InstrumentAdvice<double> Short = new() { HistogramBucketBoundaries = [.005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10, 30, 60] };
    private static readonly InstrumentAdvice<double> Long = new() { HistogramBucketBoundaries = [.01, .05, .1, .5, 1, 5, 15, 60, 300, 900, 3600, 14400, 86400] };

    private readonly TimeProvider _clock;
    private readonly Meter? _own;

    public HubTelemetry(IMeterFactory? meters = null, TimeProvider? clock = null)
    {
        _clock = clock ?? TimeProvider.System;
        Meter = meters?.Create(new MeterOptions(ConnectorTelemetry.MeterName) { Version = ConnectorTelemetry.Version })
            ?? (_own = new Meter(ConnectorTelemetry.MeterName, ConnectorTelemetry.Version));
        Accepted = Count("connectors.events.accepted", "{event}", "Events stored.");
        Duplicates = Count("connectors.events.duplicates", "{event}", "Events that were stored before and came again.");
        Ended = Count("connectors.events.ended", "{event}", "Events that were applied, absorbed or parked.");
        Decisions = Count("connectors.decisions", "{decision}", "Decisions committed.");
        Outcomes = Count("connectors.effects.outcomes", "{effect}", "Outcomes of sending effects.");
        Retries = Count("connectors.effects.retries", "{attempt}", "Effects that were sent again.");
        Cases = Count("connectors.cases.opened", "{case}", "Cases opened.");
        Conflicts = Count("connectors.store.conflicts", "{conflict}", "Steps that the store gave up for another one's sake and that ran again.");
        Fenced = Count("connectors.steps.fenced", "{step}", "Steps that were not committed because another node holds their lane.");
        Reads = Count("connectors.reads", "{read}", "Objects read from their system for a decision.");
        DecideDelay = Time("connectors.event.decide.delay", Long, "From an event's storing to its decision.");
        EventDuration = Time("connectors.event.duration", Long, "From an event's storing to its end.");
        SendDelay = Time("connectors.effect.send.delay", Long, "From an effect's decision to its first sending.");
        DispatchDuration = Time("connectors.dispatch.duration", Short, "One call that sends effects.");
        ReadDuration = Time("connectors.read.duration", Short, "One read of an object.");
    }

    public DateTimeOffset Now => _clock.GetUtcNow();

    public Meter Meter { get; }

    public Counter<long> Accepted { get; }

    public Counter<long> Duplicates { get; }

    public Counter<long> Ended { get; }

    public Counter<long> Decisions { get; }

    public Counter<long> Outcomes { get; }

    public Counter<long> Retries { get; }

    public Counter<long> Cases { get; }

    public Counter<long> Conflicts { get; }

    public Counter<long> Fenced { get; }

    public Counter<long> Reads { get; }

    public Histogram<double> DecideDelay { get; }

    public Histogram<double> EventDuration { get; }

    public Histogram<double> SendDelay { get; }

    public Histogram<double> DispatchDuration { get; }

    public Histogram<double> ReadDuration { get; }

    /// <summary>A step was not committed.</summary>
    /// <param name="step">Which loop took it: <c>decide</c> or <c>dispatch</c>.</param>
    public void StepFenced(string step) => Fenced.Add(1, new KeyValuePair<string, object?>(TagNames.Step, step));

    public void Dispose() => _own?.Dispose();

    private Counter<long> Count(string name, string unit, string description) => Meter.CreateCounter<long>(name, unit, description);

    private Histogram<double> Time(string name, InstrumentAdvice<double> advice, string description) =>
        Meter.CreateHistogram(name, "s", description, tags: null, advice);
}
