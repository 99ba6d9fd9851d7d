using System.Net;

namespace Odoo.Connectors.Client.Tests;

/// <summary>One table of operations and faults, run over both transports: what comes out is the same.</summary>
public sealed class ParityTests
{
    public static TheoryData<string> Operations => [.. ParityOperations.All.Keys];

    public static TheoryData<string, string> Faults => new MatrixTheoryData<string, string>([.. ParityOperations.All.Keys], [.. ParityFaults.All.Keys]);

    [Theory]
    [MemberData(nameof(Operations))]
    public async Task Operation_Succeeds_AlikeOnBoth(string operation)
    {
        var (call, onRpc, onJson2, expected) = ParityOperations.All[operation];

        Assert.Equal(expected, await ResultAsync(OdooTransport.JsonRpc, call, request => Answer.Result(request, onRpc?.DeepClone())));
        Assert.Equal(expected, await ResultAsync(OdooTransport.Json2, call, _ => Answer.Json(onJson2?.DeepClone())));
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task Operation_Fails_AlikeOnBoth(string operation, string fault)
    {
        var call = ParityOperations.All[operation].Call;

        var onRpc = await FailureAsync(OdooTransport.JsonRpc, call, ParityFaults.All[fault]);
        var onJson2 = await FailureAsync(OdooTransport.Json2, call, ParityFaults.All[fault]);

        Assert.Equal(Describe(onRpc), Describe(onJson2));
    }

    /// <summary>The classes differ, since Odoo checks keys elsewhere than passwords; what it means does not.</summary>
    [Fact]
    public async Task WrongCredential_IsTheSameTypeAndKindOnBoth()
    {
        var call = ParityOperations.All["create"].Call;

        var onRpc = await FailureAsync(OdooTransport.JsonRpc, call, request => Answer.Error(request, "odoo.exceptions.AccessDenied", "Access Denied"));
        var onJson2 = await FailureAsync(OdooTransport.Json2, call, _ => Answer.Json(
            Answer.Refusal("werkzeug.exceptions.Unauthorized", "Invalid apikey"), HttpStatusCode.Unauthorized));

        Assert.Equal((onRpc.GetType(), onRpc.Kind), (onJson2.GetType(), onJson2.Kind));
        Assert.Equal((typeof(OdooServerException), ErrorKind.Authentication), (onRpc.GetType(), onRpc.Kind));
    }

    [Fact]
    public async Task UnknownDatabase_IsTheSameTypeAndKindOnBoth()
    {
        var onRpc = Transcript.Get("auth.json", "common.authenticate wrong database");
        var onJson2 = Transcript.Get("auth.json", "json2 X-Odoo-Database unknown db");
        using var rpc = new Rig(request => Transcript.Reply(onRpc, request), login: false);
        using var json2 = new Rig(request => Transcript.Reply(onJson2, request), o => o.Transport = OdooTransport.Json2);

        var first = await Assert.ThrowsAsync<OdooServerException>(rpc.CreateAsync);
        var second = await Assert.ThrowsAsync<OdooServerException>(json2.CreateAsync);

        Assert.Equal((ErrorKind.Configuration, ErrorKind.Configuration), (first.Kind, second.Kind));
    }

    /// <summary>Recorded: the same faults under other class names of the server.</summary>
    [Theory]
    [InlineData("unknown model", "unknown model (json2)")]
    [InlineData("unknown method", "unknown method (json2)")]
    [InlineData("unexpected keyword argument", "missing positional argument (json2)")]
    public async Task RecordedFault_WithAnotherClass_IsTheSameTypeAndKindOnBoth(string onRpc, string onJson2)
    {
        var kinds = new List<ErrorKind>();
        foreach (var (name, transport) in new[] { (onRpc, OdooTransport.JsonRpc), (onJson2, OdooTransport.Json2) })
        {
            var exchange = Transcript.Get("errors.json", name);
            using var rig = new Rig(request => Transcript.Reply(exchange, request), o => o.Transport = transport);
            kinds.Add((await Assert.ThrowsAsync<OdooServerException>(() => rig.Client.UnlinkAsync("res.partner", [1], cancellationToken: Rig.Token))).Kind);
        }

        Assert.Equal([ErrorKind.Validation, ErrorKind.Validation], kinds);
    }

    private static async Task<string> ResultAsync(OdooTransport transport, Func<IOdooClient, Task<object?>> call, Func<StubRequest, HttpResponseMessage> answer)
    {
        using var rig = new Rig(answer, o => o.Transport = transport);
        return ParityOperations.Text(await call(rig.Client));
    }

    private static async Task<OdooException> FailureAsync(OdooTransport transport, Func<IOdooClient, Task<object?>> call, Func<StubRequest, HttpResponseMessage> answer)
    {
        using var rig = new Rig(answer, o => (o.Transport, o.ReadRetries) = (transport, 0));
        return await Assert.ThrowsAnyAsync<OdooException>(() => call(rig.Client));
    }

    private static string Describe(OdooException e) => string.Join('\n', e.GetType().Name, e.Kind, e.Model, e.Method, e.RetryAfter,
        e.Message.Replace("JSON-2", "JSON-RPC", StringComparison.Ordinal), e is OdooServerException ? e.ServerText.Reveal() : null,
        (e as OdooServerException)?.ExceptionName, (e as OdooTransportException)?.StatusCode);
}
