using System.Text.Json.Nodes;

namespace Odoo.Connectors.Client.Tests;

public sealed class LoginTests
{
    [Fact]
    public async Task CallAsync_FiftyAtOnce_ShareOneLogin()
    {
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var rig = new Rig(
            async request =>
            {
                if (request.Method != "authenticate")
                {
                    return Answer.Result(request, true);
                }

                await gate.Task;
                return Answer.Result(request, 7);
            },
            login: false);

        var calls = Enumerable.Range(0, 50).Select(_ => rig.Client.CallAsync(new OdooCall { Model = "m", Method = "x" }, Rig.Token)).ToArray();
        gate.SetResult();
        await Task.WhenAll(calls);

        Assert.Single(rig.Handler.Logins);
        Assert.Equal(50, rig.Handler.Calls.Count);
        Assert.All(rig.Handler.Calls, call => Assert.Equal(7, call.Args[1]!.GetValue<int>()));
    }

    [Fact]
    public async Task AuthenticateAsync_FirstCallerCancels_OthersStillLogIn()
    {
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var rig = new Rig(
            async request =>
            {
                await gate.Task;
                return Answer.Result(request, 7);
            },
            login: false);
        using var cancel = new CancellationTokenSource();

        var first = rig.Client.AuthenticateAsync(cancel.Token);
        var second = rig.Client.AuthenticateAsync(Rig.Token);
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        gate.SetResult();

        Assert.Equal(7, await second);
        Assert.Single(rig.Handler.Logins);
    }

    [Fact]
    public async Task AuthenticateAsync_FailedLogin_IsNotKept()
    {
        var logins = 0;
        using var rig = new Rig(request => Answer.Result(request, ++logins == 1 ? JsonValue.Create(false) : JsonValue.Create(7)), login: false);

        await Assert.ThrowsAsync<OdooServerException>(() => rig.Client.AuthenticateAsync(Rig.Token));

        Assert.Equal(7, await rig.Client.AuthenticateAsync(Rig.Token));
    }

    [Fact]
    public async Task CallAsync_AfterAccessDenied_LogsInAnew()
    {
        var denied = true;
        using var rig = new Rig(request => denied ? Answer.Error(request, "odoo.exceptions.AccessDenied", "Access Denied") : Answer.Result(request, true));
        var call = new OdooCall { Model = "m", Method = "x" };

        await Assert.ThrowsAsync<OdooServerException>(() => rig.Client.CallAsync(call, Rig.Token));
        denied = false;
        await rig.Client.CallAsync(call, Rig.Token);
        await rig.Client.CallAsync(call, Rig.Token);

        Assert.Equal(2, rig.Handler.Logins.Count);
        Assert.Equal(3, rig.Handler.Calls.Count);
    }

    [Fact]
    public async Task CallAsync_AfterAccessError_KeepsTheLogin()
    {
        using var rig = new Rig(request => Answer.Error(request, "odoo.exceptions.AccessError", "no"));
        var call = new OdooCall { Model = "m", Method = "x" };

        await Assert.ThrowsAsync<OdooServerException>(() => rig.Client.CallAsync(call, Rig.Token));
        await Assert.ThrowsAsync<OdooServerException>(() => rig.Client.CallAsync(call, Rig.Token));

        Assert.Single(rig.Handler.Logins);
    }
}
