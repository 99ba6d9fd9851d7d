using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Net;
using Odoo.Connectors.Client.Internal;

namespace Odoo.Connectors.Client.Tests;

/// <summary>Names and outcomes, never data. Listeners are the process's, so each test has a model of its own.</summary>
public sealed class TelemetryTests
{
    [Theory]
    [InlineData(OdooTransport.JsonRpc, "jsonrpc")]
    [InlineData(OdooTransport.Json2, "json2")]
    public async Task Duration_OneSuccessAndOneFailure_AreMeasuredByNameAndOutcome(OdooTransport transport, string word)
    {
        var model = $"measured.{word}";
        var measured = new List<string>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, self) =>
            {
                if (instrument.Name == "odoo.client.call.duration")
                {
                    self.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<double>((_, _, tags, _) =>
        {
            var text = string.Join(' ', tags.ToArray().Select(tag => $"{tag.Key}={tag.Value}"));
            if (text.Contains(model, StringComparison.Ordinal))
            {
                lock (measured)
                {
                    measured.Add(text);
                }
            }
        });
        listener.Start();

        await SucceedAndFailAsync(model, transport);

        var names = $"odoo.client=main odoo.model={model} odoo.method=x odoo.transport={word}";
        Assert.Equal([names, $"{names} error.type=Unknown"], measured);
    }

    [Theory]
    [InlineData(OdooTransport.JsonRpc, "jsonrpc")]
    [InlineData(OdooTransport.Json2, "json2")]
    public async Task Span_OneSuccessAndOneFailure_HaveNamesAndOutcomeOnly(OdooTransport transport, string word)
    {
        var model = $"traced.{word}";
        var spans = new List<string>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "Odoo.Connectors.Client",
            Sample = (ref _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = activity =>
            {
                if (activity.OperationName == $"{model}.x")
                {
                    lock (spans)
                    {
                        spans.Add($"{activity.Kind} {activity.Status} {string.Join(' ', activity.TagObjects.Select(t => $"{t.Key}={t.Value}"))}");
                    }
                }
            },
        };
        ActivitySource.AddActivityListener(listener);

        await SucceedAndFailAsync(model, transport);

        var names = $"odoo.client=main odoo.model={model} odoo.method=x server.address=odoo.test server.port=80 odoo.transport={word}";
        Assert.Equal([$"Client Unset {names}", $"Client Error {names} error.type=Unknown"], spans);
    }

    [Fact]
    public async Task Span_LoginAndWaitForIt_HaveSpansOfTheirOwn()
    {
        var started = new List<string>();
        using var root = new Activity("login-span-test").Start();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "Odoo.Connectors.Client",
            Sample = (ref _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = activity =>
            {
                if (activity.TraceId == root.TraceId)
                {
                    lock (started)
                    {
                        started.Add(activity.OperationName);
                    }
                }
            },
        };
        ActivitySource.AddActivityListener(listener);
        using var rig = new Rig(request => Answer.Result(request, 1));

        await rig.Client.CallAsync(new OdooCall { Model = "m", Method = "x", IsRead = true }, Rig.Token);
        await rig.Client.CallAsync(new OdooCall { Model = "m", Method = "x", IsRead = true }, Rig.Token);

        Assert.Equal(["common.authenticate", "m.x", "m.x"], started);
    }

    /// <summary>The meter is one that nobody enables; another test may listen to the source for a moment, hence several rounds.</summary>
    [Fact]
    public void Trace_NobodyListens_AllocatesNothing()
    {
        using var telemetry = new OdooTelemetry(new UnheardMeters(), TimeProvider.System);
        var options = new OdooClientOptions { Url = new Uri("http://odoo.test") };
        long least = long.MaxValue;
        for (var round = 0; round < 200; round++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            for (var i = 0; i < 100; i++)
            {
                CallTrace trace = telemetry.Start("main", options, "res.partner", "read");
                trace.Transport = "json2";
                telemetry.Stop(trace, i % 2 == 0 ? null : "Unknown");
            }

            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        Assert.Equal(0, least);
    }

    private static async Task SucceedAndFailAsync(string model, OdooTransport transport)
    {
        var fail = false;
        using var rig = new Rig(request => fail ? Answer.Html(HttpStatusCode.BadGateway) : Answer.Result(request, true), o => o.Transport = transport);
        var call = new OdooCall { Model = model, Method = "x" };

        await rig.Client.CallAsync(call, Rig.Token);
        fail = true;
        await Assert.ThrowsAsync<OdooTransportException>(() => rig.Client.CallAsync(call, Rig.Token));
    }

    private sealed class UnheardMeters : IMeterFactory
    {
        private readonly Meter _meter = new("Unheard");

        public Meter Create(MeterOptions options) => _meter;

        public void Dispose() => _meter.Dispose();
    }
}
