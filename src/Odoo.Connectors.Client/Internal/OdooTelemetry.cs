using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Odoo.Connectors.Client.Internal;

/// <summary>One span and one measurement per call: names and outcome, never data. Where nobody listens, nothing is allocated.</summary>
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

    public CallTrace Start(string client, OdooClientOptions options, string model, string method)
    {
        long started = _time.GetTimestamp();
        Activity? activity = null;
        if (_source.HasListeners())
        {
            activity = _source.StartActivity($"{model}.{method}", ActivityKind.Client);
            activity?.SetTag("odoo.client", client).SetTag("odoo.model", model).SetTag("odoo.method", method)
                .SetTag("server.address", options.Url!.Host).SetTag("server.port", options.Url.Port);
        }

        return new CallTrace(activity, started, client, model, method);
    }

    /// <returns>The duration.</returns>
    public TimeSpan Stop(in CallTrace trace, string? error)
    {
        TimeSpan elapsed = _time.GetElapsedTime(trace.Started);
        if (trace.Activity is { } activity)
        {
            Finish(activity, trace.Transport, error);
        }

        if (_duration.Enabled)
        {
            TagList tags = new() { { "odoo.client", trace.Client }, { "odoo.model", trace.Model }, { "odoo.method", trace.Method } };
            Add(ref tags, "odoo.transport", trace.Transport);
            Add(ref tags, "error.type", error);
            _duration.Record(elapsed.TotalSeconds, tags);
        }

        return elapsed;
    }

    public void Dispose() => _source.Dispose();

    private static void Finish(Activity activity, string? transport, string? error)
    {
        if (transport is not null)
        {
            activity.SetTag("odoo.transport", transport);
        }

        if (error is not null)
        {
            activity.SetTag("error.type", error).SetStatus(ActivityStatusCode.Error);
        }

        activity.Dispose();
    }

    private static void Add(ref TagList tags, string key, string? value)
    {
        if (value is not null)
        {
            tags.Add(key, value);
        }
    }
}
