using System.Net;
using Microsoft.Extensions.DependencyInjection;

namespace Odoo.Connectors.Client.Tests;

public sealed class RetryTests
{
    [Fact]
    public async Task SearchReadAsync_503_IsTriedThreeTimesAndTransient()
    {
        using var rig = new Rig(_ => Answer.Html(HttpStatusCode.ServiceUnavailable));

        var e = await Assert.ThrowsAsync<OdooTransportException>(rig.SearchReadAsync);

        Assert.Equal(3, rig.Handler.Calls.Count);
        Assert.Equal((ErrorKind.Transient, 503), (e.Kind, e.StatusCode));
    }

    [Fact]
    public async Task SearchReadAsync_503ThenAnswer_Succeeds()
    {
        var calls = 0;
        using var rig = new Rig(request => ++calls < 3 ? Answer.Html(HttpStatusCode.ServiceUnavailable) : Answer.Result(request, new System.Text.Json.Nodes.JsonArray()));

        Assert.Empty(await rig.SearchReadAsync());
        Assert.Equal(rig.Handler.Calls[0].Text, rig.Handler.Calls[2].Text);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(4, 5)]
    public async Task SearchReadAsync_ReadRetriesSet_TriesThatOften(int retries, int attempts)
    {
        using var rig = new Rig(_ => Answer.Html(HttpStatusCode.BadGateway), options => options.ReadRetries = retries);

        await Assert.ThrowsAsync<OdooTransportException>(rig.SearchReadAsync);

        Assert.Equal(attempts, rig.Handler.Calls.Count);
    }

    [Fact]
    public async Task SearchReadAsync_AnswerLostHalfWay_IsTriedAgain()
    {
        var calls = 0;
        using var rig = new Rig(request => ++calls == 1
            ? new HttpResponseMessage(HttpStatusCode.OK) { Content = new BrokenContent() }
            : Answer.Result(request, new System.Text.Json.Nodes.JsonArray()));

        Assert.Empty(await rig.SearchReadAsync());
        Assert.Equal(2, rig.Handler.Calls.Count);
    }

    [Theory]
    [InlineData(HttpStatusCode.ServiceUnavailable)]
    [InlineData(HttpStatusCode.BadGateway)]
    [InlineData(HttpStatusCode.InternalServerError)]
    public async Task CreateAsync_ServerErrorPage_IsSentOnceAndUnknown(HttpStatusCode status)
    {
        using var rig = new Rig(_ => Answer.Html(status));

        var e = await Assert.ThrowsAsync<OdooTransportException>(rig.CreateAsync);

        Assert.Single(rig.Handler.Calls);
        Assert.Equal(ErrorKind.Unknown, e.Kind);
    }

    [Fact]
    public async Task CreateAsync_HostRetriesByDefault_IsStillSentOnce()
    {
        using var rig = new Rig(_ => Answer.Html(HttpStatusCode.ServiceUnavailable), services: services =>
            services.ConfigureHttpClientDefaults(http => http.AddStandardResilienceHandler(o => o.Retry.Delay = TimeSpan.Zero)));

        await Assert.ThrowsAsync<OdooTransportException>(rig.CreateAsync);

        Assert.Single(rig.Handler.Calls);
    }

    [Theory]
    [InlineData(false, 1)]
    [InlineData(true, 3)]
    public async Task CallAsync_IsReadFlag_DecidesAboutRetry(bool isRead, int attempts)
    {
        using var rig = new Rig(_ => Answer.Html(HttpStatusCode.ServiceUnavailable));

        await Assert.ThrowsAsync<OdooTransportException>(() =>
            rig.Client.CallAsync(new OdooCall { Model = "account.move", Method = "x", IsRead = isRead }, Rig.Token));

        Assert.Equal(attempts, rig.Handler.Calls.Count);
    }

    [Fact]
    public async Task WriteUnlinkLoadCreateMany_503_AreSentOnce()
    {
        using var rig = new Rig(_ => Answer.Html(HttpStatusCode.ServiceUnavailable));

        await Assert.ThrowsAsync<OdooTransportException>(() => rig.Client.WriteAsync("m", [1], [], cancellationToken: Rig.Token));
        await Assert.ThrowsAsync<OdooTransportException>(() => rig.Client.UnlinkAsync("m", [1], cancellationToken: Rig.Token));
        await Assert.ThrowsAsync<OdooTransportException>(() => rig.Client.LoadAsync("m", ["id"], [["a.b"]], cancellationToken: Rig.Token));
        await Assert.ThrowsAsync<OdooTransportException>(() => rig.Client.CreateManyAsync("m", [[]], cancellationToken: Rig.Token));

        Assert.Equal(["write", "unlink", "load", "create"], rig.Handler.Calls.Select(c => c.Args[4]!.GetValue<string>()));
    }

    [Fact]
    public async Task SearchReadAsync_OdooRefuses_IsNotTriedAgain()
    {
        using var rig = new Rig(request => Answer.Error(request, "odoo.exceptions.ValidationError", "no"));

        await Assert.ThrowsAsync<OdooServerException>(rig.SearchReadAsync);

        Assert.Single(rig.Handler.Calls);
    }

    /// <summary>On JSON-2 a refusal has a status: 500 for a wrong field.</summary>
    [Fact]
    public async Task SearchReadAsync_OdooRefusesOverJson2_IsNotTriedAgain()
    {
        using var rig = new Rig(_ => Answer.Json(Answer.Refusal("builtins.ValueError", "no"), HttpStatusCode.InternalServerError), o => o.Transport = OdooTransport.Json2);

        await Assert.ThrowsAsync<OdooServerException>(rig.SearchReadAsync);

        Assert.Single(rig.Handler.Calls);
    }

    [Theory]
    [InlineData(HttpStatusCode.InternalServerError)]
    [InlineData(HttpStatusCode.BadGateway)]
    public async Task Json2_ServerErrorPage_IsTriedAgainForReadsOnly(HttpStatusCode status)
    {
        using var rig = new Rig(_ => Answer.Html(status), o => o.Transport = OdooTransport.Json2);

        await Assert.ThrowsAsync<OdooTransportException>(rig.SearchReadAsync);
        Assert.Equal(3, rig.Handler.Calls.Count);
        await Assert.ThrowsAsync<OdooTransportException>(rig.CreateAsync);
        Assert.Equal(4, rig.Handler.Calls.Count);
    }

    private sealed class BrokenContent : HttpContent
    {
        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
            Task.FromException(new HttpIOException(HttpRequestError.ResponseEnded, "cut"));

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}
