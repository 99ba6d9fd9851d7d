using System.Net;
using System.Net.Http.Headers;

namespace Odoo.Connectors.Client.Tests.Safety;

/// <summary>A server that asks for a pause gets it from all calls to the database, once limits are in force.</summary>
public sealed class RetryAfterTests
{
    [Theory]
    [InlineData(HttpStatusCode.TooManyRequests)]
    [InlineData(HttpStatusCode.ServiceUnavailable)]
    public async Task Read_RetryAfter_IsWaitedOutAndTriedAgain(HttpStatusCode status)
    {
        await using var rig = Busy(7, times: 1, status: status);

        await rig.Clock.RunAsync(rig.CallAsync(isRead: true));

        Assert.Equal([0, 7], rig.Seconds);
    }

    [Fact]
    public async Task Read_AlwaysRetryAfter_EndsAfterItsRetries()
    {
        await using var rig = Busy(7, times: 99);

        var e = await Assert.ThrowsAsync<OdooTransportException>(() => rig.Clock.RunAsync(rig.CallAsync(isRead: true)));

        Assert.Equal((ErrorKind.RateLimited, TimeSpan.FromSeconds(7)), (e.Kind, e.RetryAfter));
        Assert.Equal([0, 7, 14], rig.Seconds);
    }

    [Fact]
    public async Task Read_RetryAfterEndsAfterTheDeadline_FailsAtOnce()
    {
        await using var rig = Busy(20, times: 1);

        var e = await Assert.ThrowsAsync<OdooTransportException>(() => rig.CallAsync(isRead: true, TimeSpan.FromSeconds(20)));

        Assert.Equal((ErrorKind.RateLimited, 0d), (e.Kind, rig.Clock.Elapsed.TotalSeconds));
        Assert.Single(rig.Seconds);
    }

    [Theory]
    [InlineData(HttpStatusCode.TooManyRequests, ErrorKind.RateLimited)]
    [InlineData(HttpStatusCode.ServiceUnavailable, ErrorKind.Unknown)]
    public async Task Write_RetryAfter_IsNotRepeatedButLaterCallsWait(HttpStatusCode status, ErrorKind kind)
    {
        await using var rig = Busy(7, times: 1, status: status);

        var e = await Assert.ThrowsAsync<OdooTransportException>(() => rig.CallAsync(isRead: false));
        Assert.Equal((kind, TimeSpan.FromSeconds(7)), (e.Kind, e.RetryAfter));
        Assert.Single(rig.Seconds);
        await rig.Clock.RunAsync(rig.CallAsync(isRead: false));

        Assert.Equal([0, 7], rig.Seconds);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task LaterCall_PauseOutlastsItsDeadline_FailsAtOnceUnsent(bool isRead)
    {
        await using var rig = Busy(50, times: 1);
        await Assert.ThrowsAsync<OdooTransportException>(() => rig.CallAsync(isRead: false));
        rig.Clock.Advance(TimeSpan.FromSeconds(20));

        var e = await Assert.ThrowsAsync<OdooTransportException>(() => rig.CallAsync(isRead, TimeSpan.FromSeconds(29)));

        Assert.Equal((ErrorKind.RateLimited, TimeSpan.FromSeconds(30)), (e.Kind, e.RetryAfter)); // 50 - 20
        Assert.Contains("nothing was sent", e.Message, StringComparison.Ordinal);
        Assert.Single(rig.Seconds);
    }

    [Fact]
    public async Task LaterCall_AbsurdPause_EndsAfterAnHour()
    {
        await using var rig = Busy(999_999, times: 1);
        await Assert.ThrowsAsync<OdooTransportException>(() => rig.CallAsync(isRead: false));

        var e = await Assert.ThrowsAsync<OdooTransportException>(() => rig.CallAsync(isRead: false));
        Assert.Equal(TimeSpan.FromHours(1), e.RetryAfter);
        rig.Clock.Advance(TimeSpan.FromHours(1));
        await rig.CallAsync(isRead: false);

        Assert.Equal([0, 3600], rig.Seconds);
    }

    /// <summary>A limit that never holds anything back is enough to be polite.</summary>
    private static LimitRig Busy(int seconds, int times, HttpStatusCode status = HttpStatusCode.TooManyRequests) => new(
        o => o.Limits.MaxConcurrentRequests = 100,
        request =>
        {
            if (times-- <= 0)
            {
                return Task.FromResult(Answer.Result(request, 1));
            }

            var response = Answer.Html(status);
            response.Headers.RetryAfter = new RetryConditionHeaderValue(TimeSpan.FromSeconds(seconds));
            return Task.FromResult(response);
        });
}
