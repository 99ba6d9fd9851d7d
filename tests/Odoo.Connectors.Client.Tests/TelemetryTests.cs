using System.Diagnostics.Metrics;
using System.Net;

namespace Odoo.Connectors.Client.Tests;

public sealed class TelemetryTests
{
    [Fact]
    public async Task Duration_OneSuccessAndOneFailure_AreMeasuredByNameAndOutcome()
    {
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
            if (text.Contains("telemetry.test", StringComparison.Ordinal))
            {
                lock (measured)
                {
                    measured.Add(text);
                }
            }
        });
        listener.Start();
        var fail = false;
        using var rig = new Rig(request => fail ? Answer.Html(HttpStatusCode.BadGateway) : Answer.Result(request, true));
        var call = new OdooCall { Model = "telemetry.test", Method = "x" };

        await rig.Client.CallAsync(call, Rig.Token);
        fail = true;
        await Assert.ThrowsAsync<OdooTransportException>(() => rig.Client.CallAsync(call, Rig.Token));

        Assert.Equal(
            ["odoo.client=main odoo.model=telemetry.test odoo.method=x", "odoo.client=main odoo.model=telemetry.test odoo.method=x error.type=Unknown"],
            measured);
    }
}
