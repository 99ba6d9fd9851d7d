using System.Diagnostics;
using System.Text.Json.Nodes;
using System.Net;

namespace Odoo.Connectors.Client.Tests;

/// <summary>Canaries: words that must never leave through a message, a log line or a span.</summary>
public sealed class SecrecyTests
{
    private const string Secret = "canary-secret-4711";
    private const string Login = "canary-login@x.example";
    private const string Payload = "canary-payload-0815";
    private const string Server = "canary-server-words";

    public static TheoryData<string> Failures => new("server", "odd-name", "arguments", "html", "garbage", "lost", "login", "ok");

    [Theory]
    [MemberData(nameof(Failures))]
    public Task Write_AnyOutcome_PrintsNoCanary(string outcome) => AssertNoCanaryAsync(outcome, isRead: false, OdooTransport.JsonRpc);

    [Theory]
    [MemberData(nameof(Failures))]
    public Task Read_AnyOutcome_PrintsNoCanary(string outcome) => AssertNoCanaryAsync(outcome, isRead: true, OdooTransport.JsonRpc);

    [Theory]
    [MemberData(nameof(Failures))]
    public Task Write_AnyOutcomeOfJson2_PrintsNoCanary(string outcome) => AssertNoCanaryAsync(outcome, isRead: false, OdooTransport.Json2);

    [Theory]
    [MemberData(nameof(Failures))]
    public Task Read_AnyOutcomeOfJson2_PrintsNoCanary(string outcome) => AssertNoCanaryAsync(outcome, isRead: true, OdooTransport.Json2);

    [Fact]
    public async Task ServerText_AfterRefusal_HoldsTheMessageWithoutTheTraceback()
    {
        using var rig = new Rig(request => Answer.Error(request, "odoo.exceptions.UserError", Server));

        var e = await Assert.ThrowsAsync<OdooServerException>(rig.CreateAsync);

        Assert.Equal(Server, e.ServerText.Reveal());
        Assert.Equal(("res.partner", "create"), (e.Model, e.Method));
    }

    [Fact]
    public void ToString_OfValueTypes_ShowsNoData()
    {
        using var json = System.Text.Json.JsonDocument.Parse($$"""{"id":1,"name":"{{Payload}}"}""");
        object[] values =
        [
            new OdooClientOptions { Secret = Secret, Login = Login }, new OdooRecord("res.partner", json.RootElement),
            new OdooReference { Id = 1, Name = Payload }, OdooDomain.Where("name", "=", Payload),
            new OdooCall { Model = "m", Method = "x", Arguments = [Payload] }, new OdooContext { Other = new JsonObject { ["a"] = Payload } },
            new OdooLoadError { FromRow = 0, ToRow = 0, Kind = ErrorKind.Validation, Message = new ServerText(Server) },
        ];

        Assert.All(values, value => Assert.DoesNotContain("canary", value.ToString()!, StringComparison.Ordinal));
    }

    private static HttpResponseMessage Json2Refusal(string name, string message, int status) =>
        Answer.Json(Answer.Refusal(name, message), (HttpStatusCode)status);

    private static async Task AssertNoCanaryAsync(string outcome, bool isRead, OdooTransport transport)
    {
        var spans = new List<string>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = _ => true,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = activity =>
            {
                lock (spans)
                {
                    spans.Add($"{activity.DisplayName} {activity.StatusDescription} {string.Join(' ', activity.TagObjects)} {string.Join(' ', activity.Events.SelectMany(e => e.Tags))}");
                }
            },
        };
        ActivitySource.AddActivityListener(listener);
        using var rig = new Rig(
            request => outcome switch
            {
                "login" when request.Method == "authenticate" => Answer.Result(request, false),
                "login" => Json2Refusal("werkzeug.exceptions.Unauthorized", Server, 401),
                "server" when !request.IsJsonRpc => Json2Refusal("odoo.exceptions.UserError", Server + request.Text + request.Header("Authorization"), 422),
                "odd-name" when !request.IsJsonRpc => Json2Refusal(Server + " " + Secret, Server, 500),
                "arguments" when !request.IsJsonRpc => Json2Refusal("werkzeug.exceptions.UnprocessableEntity", "missing a required argument: '" + Server.Replace('-', '_') + "'", 422),
                "arguments" => Answer.Error(request, "builtins.TypeError", Server),
                _ when request.Method == "authenticate" => Answer.Result(request, 2),
                "server" => Answer.Error(request, "odoo.exceptions.UserError", Server + request.Text),
                "odd-name" => Answer.Error(request, Server + " " + Secret, Server),
                "html" => Answer.Html(HttpStatusCode.BadGateway, Server + request.Text),
                "garbage" => Answer.Html(HttpStatusCode.OK, Server + request.Text),
                "lost" => throw new HttpRequestException(HttpRequestError.InvalidResponse, $"Received an invalid status line: '{Server}'."),
                _ => Answer.Result(request, 5),
            },
            options => (options.Login, options.Secret, options.Transport) = (Login, Secret, transport),
            login: false);

        var e = await Record.ExceptionAsync(() => rig.Client.CallAsync(
            new OdooCall
            {
                Model = "res.partner", Method = "create", Arguments = [new JsonObject { ["name"] = Payload }], IsRead = isRead,
                Context = new OdooContext { Other = new JsonObject { ["note"] = Payload } },
            },
            Rig.Token));

        Assert.Equal(outcome == "ok", e is null);
        Assert.Contains("res.partner", rig.Logs.Text + e, StringComparison.Ordinal);
        lock (spans)
        {
            Assert.Contains(spans, span => span.Contains("res.partner.create", StringComparison.Ordinal));
            foreach (var canary in new[] { Secret, Login, Payload, Server, Server.Replace('-', '_'), "bearer", "Traceback" })
            {
                Assert.DoesNotContain(canary, e?.ToString() ?? "", StringComparison.Ordinal);
                Assert.DoesNotContain(canary, rig.Logs.Text, StringComparison.Ordinal);
                Assert.DoesNotContain(spans, span => span.Contains(canary, StringComparison.Ordinal));
            }
        }
    }
}
