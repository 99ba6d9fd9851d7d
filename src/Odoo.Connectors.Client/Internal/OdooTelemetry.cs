using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Odoo.Connectors.Client.Internal;

/// <summary>One span and one measurement per call: names and outcome, never data.</summary>
internal sealed class OdooTelemetry : IDisposable
{
    public const string SourceName = "Odoo.Connectors.Client";

    private readonly ActivitySource _source = new(SourceName);
    private readonly Histogram<double> _duration;
    private readonly TimeProvider _time;

    public OdooTelemetry(IMeterFactory meters, TimeProvider time)
    {
        _time = time;
        _duration = meters.Create(SourceName).CreateHistogram<double>("odoo.client.call.duration", "s", "How long a call to Odoo took.");
    }

    public long Now => _time.GetTimestamp();

    public Activity? Start(string client, string model, string method)
    {
        var activity = _source.StartActivity($"{model}.{method}", ActivityKind.Client);
        activity?.SetTag("odoo.client", client).SetTag("odoo.model", model).SetTag("odoo.method", method);
        return activity;
    }

    /// <returns>The duration.</returns>
    public TimeSpan Stop(Activity? activity, long started, string client, string model, string method, string? error)
    {
        var elapsed = _time.GetElapsedTime(started);
        if (error is not null)
        {
            activity?.SetTag("error.type", error).SetStatus(ActivityStatusCode.Error);
        }

        if (_duration.Enabled)
        {
            var tags = new TagList { { "odoo.client", client }, { "odoo.model", model }, { "odoo.method", method } };
            if (error is not null)
            {
                tags.Add("error.type", error);
            }

            _duration.Record(elapsed.TotalSeconds, tags);
        }

        return elapsed;
    }

    public void Dispose() => _source.Dispose();
}
