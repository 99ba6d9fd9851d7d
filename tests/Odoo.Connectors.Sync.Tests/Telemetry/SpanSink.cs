using System.Collections.Concurrent;
using System.Diagnostics;

namespace Odoo.Connectors.Sync.Tests.Telemetry;

/// <summary>The spans of one trace; those of other tests are left out.</summary>
internal sealed class SpanSink : IDisposable
{
    private readonly ActivityListener _listener;
    private readonly ConcurrentQueue<Activity> _all = [];

    public SpanSink()
    {
        Request = new Activity("webhook request").SetIdFormat(ActivityIdFormat.W3C).SetParentId("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
        _listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == ConnectorTelemetry.ActivitySourceName,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = _all.Enqueue,
        };
        ActivitySource.AddActivityListener(_listener);
    }

    /// <summary>The request that a webhook comes with; start it to be inside.</summary>
    public Activity Request { get; }

    public IReadOnlyList<Activity> All => [.. _all];

    public IReadOnlyList<Activity> Named(string name) => [.. _all.Where(a => a.OperationName == name && a.TraceId == Request.TraceId)];

    /// <summary>Everything that would be exported, as text.</summary>
    public string Text() => string.Join('\n', _all.Select(a =>
        $"{a.OperationName} {a.DisplayName} {a.StatusDescription} {a.TraceStateString} {string.Join(' ', a.TagObjects)} {string.Join(' ', a.Baggage)} "
        + string.Join(' ', a.Events.Select(e => $"{e.Name} {string.Join(' ', e.Tags)}"))));

    public void Dispose() => _listener.Dispose();
}
