using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;

namespace Odoo.Connectors.Sync.Tests.Telemetry;

/// <summary>Everything that one node's meter measures.</summary>
internal sealed class MetricSink : IDisposable
{
    private readonly MeterListener _listener = new();
    private readonly Lock _gate = new();
    private readonly List<(string Name, double Value, string Tags)> _all = [];

    public MetricSink(IServiceProvider node)
    {
        Meter meter = node.GetRequiredService<HubTelemetry>().Meter;
        node.GetRequiredService<WorkGauges>();
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (ReferenceEquals(instrument.Meter, meter))
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>((i, value, tags, _) => Add(i, value, tags));
        _listener.SetMeasurementEventCallback<double>((i, value, tags, _) => Add(i, value, tags));
        _listener.Start();
    }

    /// <summary>Every measurement as text.</summary>
    public IReadOnlyList<string> Lines
    {
        get
        {
            lock (_gate)
            {
                return [.. _all.Select(m => $"{m.Name}{{{m.Tags}}} {m.Value}")];
            }
        }
    }

    /// <summary>The sum of a counter by its tags' values: <c>notes,Applied</c>.</summary>
    public Dictionary<string, double> Sums(string name)
    {
        lock (_gate)
        {
            return _all.Where(m => m.Name == name).GroupBy(m => m.Tags, m => m.Value).ToDictionary(g => g.Key, g => g.Sum(), StringComparer.Ordinal);
        }
    }

    /// <summary>What a histogram was given.</summary>
    public IReadOnlyList<double> Values(string name)
    {
        lock (_gate)
        {
            return [.. _all.Where(m => m.Name == name).Select(m => m.Value)];
        }
    }

    /// <summary>What the gauges show now.</summary>
    public Dictionary<string, double> Gauge(string name)
    {
        lock (_gate)
        {
            _all.RemoveAll(m => m.Name == name);
        }

        _listener.RecordObservableInstruments();
        return Sums(name);
    }

    public void Dispose() => _listener.Dispose();

    private void Add(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        List<string> values = [];
        foreach (KeyValuePair<string, object?> tag in tags)
        {
            values.Add($"{tag.Value}");
        }

        lock (_gate)
        {
            _all.Add((instrument.Name, value, string.Join(',', values)));
        }
    }
}
