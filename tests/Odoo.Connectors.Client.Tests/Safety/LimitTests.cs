namespace Odoo.Connectors.Client.Tests.Safety;

/// <summary>Rate and concurrency per database. All moments are worked out by hand from the rate.</summary>
public sealed class LimitTests
{
    [Fact]
    public async Task Preset_HostOfOdooOnline_IsOneRequestASecond()
    {
        await using var rig = new LimitRig(o => o.Url = new Uri("https://Acme.Odoo.com"));

        await rig.Clock.RunAsync(rig.ManyAsync(5));

        Assert.Equal([0, 1, 2, 3, 4], rig.Seconds);
    }

    [Fact]
    public async Task Preset_Login_IsARequestToo()
    {
        await using var rig = new LimitRig(o => (o.Url, o.Transport) = (new Uri("https://acme.odoo.com"), OdooTransport.JsonRpc));

        await rig.Clock.RunAsync(rig.ManyAsync(2));

        Assert.Equal([0, 1, 2], rig.Seconds);
        Assert.Equal(["authenticate", "execute_kw", "execute_kw"], rig.Models);
    }

    [Theory]
    [InlineData("https://odoo.example.com")]
    [InlineData("https://notodoo.com")]
    [InlineData("https://acme.odoo.com.example")]
    public async Task Preset_OtherHost_LimitsNothing(string url)
    {
        var all = new TaskCompletionSource();
        await using var rig = new LimitRig(o => o.Url = new Uri(url), async request =>
        {
            await all.Task;
            return Answer.Result(request, 1);
        });

        var calls = rig.ManyAsync(20);
        await rig.SeenAsync(20); // all at once, while the clock stands still
        all.SetResult();
        await calls;
    }

    [Fact]
    public async Task Preset_LimitsSetToZero_LimitsNothingOnOdooOnlineEither()
    {
        await using var rig = new LimitRig(o =>
            (o.Url, o.Limits.RequestsPerSecond, o.Limits.MaxConcurrentRequests) = (new Uri("https://acme.odoo.com"), 0, 0));

        await rig.ManyAsync(5);

        Assert.Equal([0, 0, 0, 0, 0], rig.Seconds);
    }

    /// <summary>3 a second is a request every 333.3 ms, which is no whole number of milliseconds; timers are 30 ms late, as on a busy machine.</summary>
    [Theory]
    [InlineData(3, 0)]
    [InlineData(3, 30)]
    [InlineData(0.5, 30)]
    public async Task RequestsPerSecond_HundredRequests_AreSentAtTheRateWithinFivePercent(double rate, int late)
    {
        await using var rig = new LimitRig(o => o.Limits.RequestsPerSecond = (decimal)rate);

        await rig.Clock.RunAsync(rig.ManyAsync(100), TimeSpan.FromMilliseconds(late));

        Assert.Equal(100, rig.Seconds.Count);
        Assert.InRange(99 / rig.Seconds[^1], rate * 0.95, rate * 1.05);
    }

    [Fact]
    public async Task Burst_AfterIdling_IsGrantedOnceAndNoMore()
    {
        await using var rig = new LimitRig(o => (o.Limits.RequestsPerSecond, o.Limits.Burst) = (2, 3));

        await rig.Clock.RunAsync(rig.ManyAsync(5));
        rig.Clock.Advance(TimeSpan.FromSeconds(99)); // from 1 to 100: enough for 198 requests, but 3 are kept
        await rig.Clock.RunAsync(rig.ManyAsync(5));

        Assert.Equal([0, 0, 0, 0.5, 1, 100, 100, 100, 100.5, 101], rig.Seconds);
    }

    [Fact]
    public async Task RequestsPerSecond_ManyWait_AreServedInTheirOrder()
    {
        await using var rig = new LimitRig(o => o.Limits.RequestsPerSecond = 1);
        var calls = new List<Task>();
        for (var i = 0; i < 10; i++)
        {
            calls.Add(rig.CountAsync($"m{i}"));
        }

        await rig.Clock.RunAsync(Task.WhenAll(calls));

        Assert.Equal(Enumerable.Range(0, 10).Select(i => $"m{i}"), rig.Models);
    }

    [Fact]
    public async Task MaxConcurrentRequests_MoreCalls_WaitUntilOneIsAnswered()
    {
        var answers = new SemaphoreSlim(0);
        int running = 0, most = 0;
        await using var rig = new LimitRig(o => o.Limits.MaxConcurrentRequests = 2, async request =>
        {
            most = Math.Max(most, Interlocked.Increment(ref running));
            await answers.WaitAsync(Rig.Token);
            Interlocked.Decrement(ref running);
            return Answer.Result(request, 1);
        });

        var calls = rig.ManyAsync(20);
        await rig.SeenAsync(2);
        for (var done = 1; done <= 18; done++)
        {
            answers.Release();
            await rig.SeenAsync(2 + done);
        }

        answers.Release(2);
        await calls;
        Assert.Equal(2, most);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task MaxConcurrentRequests_CallFails_GivesItsPlaceBack(bool isRead)
    {
        var first = true;
        await using var rig = new LimitRig(o => (o.Limits.MaxConcurrentRequests, o.ReadRetries) = (1, 0), request => first
            ? throw new HttpRequestException(HttpRequestError.ResponseEnded, "closed") : Task.FromResult(Answer.Result(request, 1)));

        await Assert.ThrowsAsync<OdooTransportException>(() => rig.CallAsync(isRead));
        first = false;
        await rig.CallAsync(isRead);

        Assert.Equal(2, rig.Seconds.Count);
    }

    [Theory]
    [InlineData("db#1", "db#2", new double[] { 0, 1, 2, 3 })]
    [InlineData("one", "two", new double[] { 0, 0, 1, 1 })]
    public async Task RequestsPerSecond_TwoClients_ShareThePaceOfOneDatabaseOnly(string one, string two, double[] seconds)
    {
        await using var rig = new LimitRig(o => o.Limits.RequestsPerSecond = 1, databases: [one, two]);

        await rig.Clock.RunAsync(Task.WhenAll(rig.CountAsync("m", one), rig.CountAsync("m", two), rig.CountAsync("m", one), rig.CountAsync("m", two)));

        Assert.Equal(seconds, rig.Seconds);
    }

    [Fact]
    public async Task RequestsPerSecond_RetriesOfAStruggler_QueueLikeAnyRequest()
    {
        await using var rig = new LimitRig(o => o.Limits.RequestsPerSecond = 1, _ => Task.FromResult(Answer.Html(System.Net.HttpStatusCode.BadGateway)));

        await Assert.ThrowsAsync<OdooTransportException>(() => rig.Clock.RunAsync(rig.CountAsync()));

        Assert.Equal([0, 1, 2], rig.Seconds);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Waiting_DeadlinePasses_NothingWasSent(bool isRead)
    {
        await using var rig = new LimitRig(o => o.Limits.RequestsPerSecond = 0.1m);
        await rig.CountAsync();

        var call = rig.CallAsync(isRead, TimeSpan.FromSeconds(9));
        await rig.Clock.WaitingAsync();
        rig.Clock.Advance(TimeSpan.FromSeconds(9));
        var e = await Assert.ThrowsAsync<OdooTransportException>(() => call);

        Assert.Equal(ErrorKind.Transient, e.Kind);
        Assert.Contains("before anything was sent", e.Message, StringComparison.Ordinal);
        Assert.Single(rig.Seconds);
    }

    [Fact]
    public async Task Waiting_FirstInQueueCancels_NextTakesItsTurn()
    {
        await using var rig = new LimitRig(o => o.Limits.RequestsPerSecond = 1);
        await rig.CountAsync("sent");
        using var cancel = new CancellationTokenSource();

        var head = rig.CountAsync("head", cancellation: cancel.Token);
        await rig.Clock.WaitingAsync();
        var middle = rig.CountAsync("middle", cancellation: cancel.Token);
        var next = rig.CountAsync("next");
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => head);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => middle);
        await rig.Clock.RunAsync(next);

        Assert.Equal(["sent", "next"], rig.Models);
        Assert.Equal([0, 1], rig.Seconds);
    }
}
