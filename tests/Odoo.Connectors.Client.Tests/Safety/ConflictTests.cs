using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Odoo.Connectors.Client.Tests.Safety;

/// <summary>Odoo's answer that a call gave way to another transaction. Class names and statuses as recorded in errors-server.json.</summary>
public sealed class ConflictTests
{
    private const string Serialization = "psycopg2.errors.SerializationFailure";

    public static TheoryData<string, string> Conflicts => new()
    {
        { Serialization, "could not serialize access due to concurrent update" },
        { "psycopg2.errors.DeadlockDetected", "deadlock detected" },
        { "psycopg2.errors.LockNotAvailable", "could not obtain lock" },
        { "odoo.exceptions.LockError", "locked" },
        { "builtins.ValueError", "could not serialize access due to concurrent update while evaluating" },
    };

    [Theory]
    [MemberData(nameof(Conflicts))]
    public async Task CallAsync_ConflictOfRead_IsTriedAgainOnBothTransports(string name, string text)
    {
        foreach (var transport in new[] { OdooTransport.JsonRpc, OdooTransport.Json2 })
        {
            using var rig = Conflicting(times: 2, name, text, transport);

            await CallAsync(rig, isRead: true);

            Assert.Equal(3, rig.Handler.Calls.Count);
        }
    }

    [Theory]
    [InlineData(OdooTransport.JsonRpc)]
    [InlineData(OdooTransport.Json2)]
    public async Task CallAsync_ConflictOfIdempotentWrite_IsTriedAgain(OdooTransport transport)
    {
        using var rig = Conflicting(times: 2, transport: transport);

        await CallAsync(rig, isIdempotent: true);

        Assert.Equal(3, rig.Handler.Calls.Count);
    }

    [Theory]
    [MemberData(nameof(Conflicts))]
    public async Task CallAsync_ConflictOfWrite_IsSentOnceAndTransient(string name, string text)
    {
        using var rig = Conflicting(times: 1, name, text);

        var e = await Assert.ThrowsAsync<OdooServerException>(() => CallAsync(rig));

        Assert.Equal(ErrorKind.Transient, e.Kind);
        Assert.Single(rig.Handler.Calls);
    }

    [Fact]
    public async Task EveryWriteOfTheInterface_Conflict_IsSentOnce()
    {
        using var rig = Conflicting(times: int.MaxValue);

        await Assert.ThrowsAsync<OdooServerException>(rig.CreateAsync);
        await Assert.ThrowsAsync<OdooServerException>(() => rig.Client.CreateManyAsync("m", [[]], cancellationToken: Rig.Token));
        await Assert.ThrowsAsync<OdooServerException>(() => rig.Client.WriteAsync("m", [1], [], cancellationToken: Rig.Token));
        await Assert.ThrowsAsync<OdooServerException>(() => rig.Client.UnlinkAsync("m", [1], cancellationToken: Rig.Token));
        await Assert.ThrowsAsync<OdooServerException>(() => rig.Client.LoadAsync("m", ["id"], [["a.b"]], cancellationToken: Rig.Token));

        Assert.Equal(5, rig.Handler.Calls.Count);
    }

    /// <summary>A lost reply proves nothing, whatever the caller says of the method.</summary>
    [Fact]
    public async Task CallAsync_ReplyOfIdempotentWriteLost_IsSentOnceAndUnknown()
    {
        using var rig = new Rig(_ => Task.FromException<HttpResponseMessage>(new HttpRequestException(HttpRequestError.ResponseEnded, "closed")),
            o => o.Transport = OdooTransport.Json2);

        var e = await Assert.ThrowsAsync<OdooTransportException>(() => CallAsync(rig, isIdempotent: true));

        Assert.Equal(ErrorKind.Unknown, e.Kind);
        Assert.Single(rig.Handler.Calls);
    }

    [Theory]
    [InlineData("psycopg2.OperationalError", "connection to server failed")]
    [InlineData("builtins.ValueError", "Invalid field 'nosuch'")]
    [InlineData("odoo.exceptions.UserError", "could not serialize")]
    public async Task CallAsync_NoConflict_IsSentOnce(string name, string text)
    {
        using var rig = Conflicting(times: 1, name, text);

        await Assert.ThrowsAsync<OdooServerException>(() => CallAsync(rig, isRead: true));

        Assert.Single(rig.Handler.Calls);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(4, 5)]
    public async Task CallAsync_AlwaysConflicts_EndsAfterReadRetries(int retries, int attempts)
    {
        using var rig = Conflicting(times: int.MaxValue, retries: retries);

        Assert.Equal(Serialization, (await Assert.ThrowsAsync<OdooServerException>(() => CallAsync(rig, isIdempotent: true))).ExceptionName);

        Assert.Equal(attempts, rig.Handler.Calls.Count);
    }

    /// <summary>The wait before the second try is 30 to 90 seconds here, the call may take 29: the proof is worth more than a timeout.</summary>
    [Fact]
    public async Task CallAsync_WaitLongerThanDeadline_FailsAtOnceWithTheConflict()
    {
        using var rig = Conflicting(times: 1, delay: 60);

        var call = rig.Client.CallAsync(
            new OdooCall { Model = "m", Method = "x", IsIdempotent = true, Timeout = TimeSpan.FromSeconds(29) }, Rig.Token);

        Assert.Equal(Serialization, (await Assert.ThrowsAsync<OdooServerException>(() => call)).ExceptionName);
    }

    [Fact]
    public async Task CallAsync_CancelledWhileWaiting_IsOperationCanceled()
    {
        using var rig = Conflicting(times: 1, delay: 60);
        using var cancel = new CancellationTokenSource();

        var call = rig.Client.CallAsync(new OdooCall { Model = "m", Method = "x", IsIdempotent = true }, cancel.Token);
        Assert.False(call.IsCompleted);
        await cancel.CancelAsync();

        Assert.Equal(cancel.Token, (await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call)).CancellationToken);
        Assert.Single(rig.Handler.Calls);
    }

    private static Task CallAsync(Rig rig, bool isRead = false, bool isIdempotent = false) =>
        rig.Client.CallAsync(new OdooCall { Model = "m", Method = "x", IsRead = isRead, IsIdempotent = isIdempotent }, Rig.Token);

    private static Rig Conflicting(int times, string name = Serialization, string text = "could not serialize access", OdooTransport transport = OdooTransport.JsonRpc,
        int retries = 2, int delay = 0) => new(
            request => times-- <= 0 ? Answer.Result(request, 1)
                : request.IsJsonRpc ? Answer.Error(request, name, text)
                : Answer.Json(Answer.Refusal(name, text), HttpStatusCode.InternalServerError),
            o => (o.Transport, o.ReadRetries, o.ReadRetryDelay) = (transport, retries, TimeSpan.FromSeconds(delay)),
            services => services.AddSingleton<TimeProvider>(new FakeTimeProvider()));
}
