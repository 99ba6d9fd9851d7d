using System.Text.Json.Nodes;

namespace Odoo.Connectors.Client.Tests;

/// <summary>Makes the client send a recorded request, answers as recorded, and compares both ends.</summary>
internal static class TranscriptReplay
{
    public static Task RunAsync(JsonObject exchange, RecordedCall kind) => kind switch
    {
        RecordedCall.Version => VersionAsync(exchange),
        RecordedCall.Login => LoginAsync(exchange),
        RecordedCall.ExecuteKw => ExecuteKwAsync(exchange),
        RecordedCall.Json2 => Json2Async(exchange),
        RecordedCall.Documentation => DocumentationAsync(exchange),
        _ => NoServerAsync(exchange),
    };

    private static async Task VersionAsync(JsonObject exchange)
    {
        var isRpc = exchange["request"]!["path"]!.GetValue<string>() == "/jsonrpc";
        using var rig = new Rig(request => Transcript.Reply(exchange, request), o => o.Transport = isRpc ? OdooTransport.JsonRpc : OdooTransport.Json2);

        var version = await rig.Client.VersionAsync(Rig.Token);

        Assert.Equal(new OdooVersion { ServerVersion = "19.0", Series = "19.0", Major = 19 }, version);
        AssertSent(exchange, Assert.Single(rig.Handler.Requests));
    }

    private static async Task LoginAsync(JsonObject exchange)
    {
        var args = Args(exchange);
        using var rig = new Rig(
            request => Transcript.Reply(exchange, request),
            o => (o.Database, o.Login, o.Secret) = (args[0]!.GetValue<string>(), args[1]!.GetValue<string>(), args[2]!.GetValue<string>()),
            login: false);

        long uid = 0;
        var outcome = await Record.ExceptionAsync(async () => uid = await rig.Client.AuthenticateAsync(Rig.Token));

        AssertSent(exchange, Assert.Single(rig.Handler.Requests));
        var body = exchange["response"]!["body"]!;
        if (body["result"] is JsonValue result && result.TryGetValue<long>(out var expected))
        {
            Assert.Null(outcome);
            Assert.Equal(expected, uid);
        }
        else
        {
            AssertRefusal(body["error"]?["data"], outcome);
        }
    }

    private static async Task ExecuteKwAsync(JsonObject exchange)
    {
        var args = Args(exchange);
        var (keywords, context) = Split(args.Count > 6 ? args[6]!.AsObject() : []);
        using var rig = new Rig(
            request => request.Method == "authenticate" ? Answer.Result(request, args[1]!.DeepClone()) : Reply(exchange, request),
            o => (o.Database, o.Secret) = (args[0]!.GetValue<string>(), args[2]!.GetValue<string>()),
            login: false);

        JsonNode? result = null;
        var outcome = await Record.ExceptionAsync(async () => result = await CallAsync(rig, new OdooCall
        {
            Model = args[3]!.GetValue<string>(), Method = args[4]!.GetValue<string>(), Arguments = [.. args[5]!.AsArray()], Keywords = keywords, Context = context,
        }));

        AssertSent(exchange, Assert.Single(rig.Handler.Calls));
        AssertOutcome(exchange, exchange["response"]!["body"]?["result"], exchange["response"]!["body"]?["error"]?["data"], result, outcome);
    }

    private static async Task Json2Async(JsonObject exchange)
    {
        var request = exchange["request"]!;
        var path = request["path"]!.GetValue<string>().Split('/');
        var body = request["body"] is JsonValue text ? RecordedCalls.Parse(text.GetValue<string>())! : request["body"]!.AsObject();
        var (keywords, context) = Split(body);
        var ids = keywords["ids"]?.AsArray().Select(id => id!.GetValue<long>()).ToList();
        keywords.Remove("ids");
        using var rig = new Rig(
            r => Reply(exchange, r),
            o =>
            {
                (o.Transport, o.Secret) = (OdooTransport.Json2, "<api-key>");
                o.Database = request["headers"]!["X-Odoo-Database"]?.GetValue<string>() ?? o.Database;
            });

        JsonNode? result = null;
        var outcome = await Record.ExceptionAsync(async () => result = await CallAsync(rig, new OdooCall
        {
            Model = path[3], Method = path[4], Ids = ids, Keywords = keywords, Context = context,
        }));

        AssertSent(exchange, Assert.Single(rig.Handler.Requests));
        var answer = exchange["response"]!["body"];
        var isRefusal = exchange["response"]!["status"]!.GetValue<int>() != 200;
        // One record made from one object: JSON-RPC answers its id, so the client does on both.
        var one = path[4] == "create" && body["vals_list"] is JsonObject && !isRefusal;
        AssertOutcome(exchange, isRefusal ? null : one ? answer!.AsArray().Single() : answer, isRefusal ? answer : null, result, outcome);
    }

    /// <summary>The documentation is asked for when arguments come by position; what it says is the keys of the next request.</summary>
    private static async Task DocumentationAsync(JsonObject exchange)
    {
        var model = exchange["response"]!["body"]!["model"]!.GetValue<string>();
        using var rig = new Rig(
            request => request.Http.Method == HttpMethod.Get ? Transcript.Reply(exchange, request) : Answer.Json(null),
            o => (o.Transport, o.Secret) = (OdooTransport.Json2, "<api-key>"));

        var outcome = await Record.ExceptionAsync(() => rig.Client.CallAsync(
            new OdooCall { Model = model, Method = "no_such_method_there", Ids = [1], Arguments = ["x"] }, Rig.Token));

        AssertSent(exchange, Assert.Single(rig.Handler.Requests));
        Assert.Equal(ErrorKind.Configuration, Assert.IsType<OdooTransportException>(outcome).Kind);
    }

    private static async Task NoServerAsync(JsonObject exchange)
    {
        using var rig = new Rig(request => Reply(exchange, request));

        Assert.Equal(ErrorKind.Transient, (await Assert.ThrowsAsync<OdooTransportException>(rig.CreateAsync)).Kind);
    }

    private static async Task<JsonNode?> CallAsync(Rig rig, OdooCall call) =>
        await rig.Client.CallAsync(call, Rig.Token) is { } result ? JsonNode.Parse(result.GetRawText()) : null;

    private static HttpResponseMessage Reply(JsonObject exchange, StubRequest request)
    {
        if (exchange["response"]!["status"] is null)
        {
            throw exchange["response"]!["transport_error"]!.GetValue<string>().Contains("refused", StringComparison.OrdinalIgnoreCase)
                ? new HttpRequestException(HttpRequestError.ConnectionError, "refused") : new HttpRequestException(HttpRequestError.ResponseEnded, "closed");
        }

        return Transcript.Reply(exchange, request);
    }

    private static void AssertSent(JsonObject exchange, StubRequest sent)
    {
        var request = exchange["request"]!;
        Assert.Equal(request["method"]!.GetValue<string>(), sent.Http.Method.Method);
        Assert.Equal(request["path"]!.GetValue<string>(), sent.Path);
        if (sent.IsJsonRpc)
        {
            var expected = request["body"]!["params"]!;
            if (expected["args"]!.AsArray() is [.., JsonObject { Count: 1 } keywords] && keywords["context"] is JsonObject { Count: 0 })
            {
                expected["args"]!.AsArray().Remove(keywords); // an empty context is none
            }

            TranscriptReplayTests.AssertSame(expected, sent.Params);
        }
        else
        {
            var body = request["body"] is JsonValue text ? RecordedCalls.Parse(text.GetValue<string>()) : request["body"];
            TranscriptReplayTests.AssertSame(body, sent.Http.Content is null ? null : sent.Body);
        }

        foreach (var (name, value) in request["headers"]!.AsObject())
        {
            Assert.Equal(value!.GetValue<string>(), name == "Content-Type" ? sent.Http.Content!.Headers.ContentType!.ToString() : sent.Header(name));
        }
    }

    private static void AssertOutcome(JsonObject exchange, JsonNode? expected, JsonNode? error, JsonNode? result, Exception? outcome)
    {
        if (exchange["response"]!["status"] is null)
        {
            Assert.Equal(ErrorKind.Unknown, Assert.IsType<OdooTransportException>(outcome).Kind);
        }
        else if (error is null)
        {
            Assert.Null(outcome);
            TranscriptReplayTests.AssertSame(expected, result);
        }
        else
        {
            AssertRefusal(error, outcome);
        }
    }

    private static void AssertRefusal(JsonNode? error, Exception? outcome)
    {
        var refusal = Assert.IsType<OdooServerException>(outcome);
        Assert.DoesNotContain("Traceback", refusal.ServerText.Reveal(), StringComparison.Ordinal);
        if (error is JsonObject)
        {
            var (name, text) = (error["name"]!.GetValue<string>(), error["message"]!.GetValue<string>());
            Assert.Equal(name, refusal.ExceptionName);
            Assert.Equal(text, refusal.ServerText.Reveal());
            Assert.Contains(refusal.Kind, KindsOf(name, text));
        }
        else
        {
            // A wrong login, or the page about an unknown database.
            Assert.Equal(error is null ? ErrorKind.Authentication : ErrorKind.Configuration, refusal.Kind);
            Assert.Null(refusal.ExceptionName);
        }
    }

    /// <summary>What each class of Odoo's means; where the class says too little, what its words may make of it.</summary>
    private static ErrorKind[] KindsOf(string name, string text) => name switch
    {
        "odoo.exceptions.AccessDenied" or "werkzeug.exceptions.Unauthorized" => [ErrorKind.Authentication],
        "odoo.exceptions.AccessError" => [ErrorKind.Permission],
        "odoo.exceptions.MissingError" => [ErrorKind.NotFound],
        "psycopg2.errors.SerializationFailure" => [ErrorKind.Transient],
        "psycopg2.OperationalError" when text.Contains("does not exist", StringComparison.Ordinal) => [ErrorKind.Configuration],
        "odoo.exceptions.UserError" => [ErrorKind.Validation, ErrorKind.PeriodLocked],
        "odoo.exceptions.ValidationError" => [ErrorKind.Validation, ErrorKind.Conflict, ErrorKind.PeriodLocked],
        _ => [ErrorKind.Validation],
    };

    private static JsonArray Args(JsonObject exchange) => exchange["request"]!["body"]!["params"]!["args"]!.AsArray();

    private static (JsonObject Keywords, OdooContext? Context) Split(JsonObject named)
    {
        var keywords = named.DeepClone().AsObject();
        var context = keywords["context"]?.DeepClone().AsObject();
        keywords.Remove("context");
        return (keywords, context is null ? null : new OdooContext { Other = context });
    }
}
