using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Odoo.Connectors.Client.Tests;

/// <summary>Arguments by position become arguments by name. The names are those of the recorded documentation and facts.</summary>
public sealed class Json2NamesTests
{
    private const string Doc = "GET /doc-bearer/<model>.json (trimmed)";

    // The records first where the method is one of records, then one argument after the other.
    [Theory]
    [InlineData("search", "domain,offset,limit,order", false)]
    [InlineData("search_read", "domain,fields,offset,limit,order", false)]
    [InlineData("search_count", "domain,limit", false)]
    [InlineData("read", "fields,load", true)]
    [InlineData("create", "vals_list", false)]
    [InlineData("write", "vals", true)]
    [InlineData("unlink", "", true)]
    [InlineData("copy", "default", true)]
    [InlineData("fields_get", "allfields,attributes", false)]
    [InlineData("default_get", "fields", false)]
    [InlineData("name_search", "name,domain,operator,limit", false)]
    [InlineData("name_create", "name", false)]
    [InlineData("load", "fields,data", false)]
    [InlineData("export_data", "fields_to_export", true)]
    [InlineData("formatted_read_group", "domain,groupby,aggregates,having,offset,limit,order", false)]
    [InlineData("read_group", "domain,fields,groupby,offset,limit,orderby,lazy", false)]
    [InlineData("web_read", "specification", true)]
    [InlineData("web_search_read", "domain,specification,offset,limit,order,count_limit", false)]
    [InlineData("web_save", "vals,specification", true)]
    [InlineData("web_save_multi", "vals_list,specification", true)]
    [InlineData("has_access", "operation", true)]
    [InlineData("get_external_id", "", true)]
    [InlineData("get_metadata", "", true)]
    public async Task CallAsync_OrmMethodByPosition_SendsItsNames(string method, string names, bool onRecords)
    {
        string[] expected = names.Length == 0 ? [] : names.Split(',');
        using var rig = Rig2(_ => Answer.Json(true));
        OdooArgument[] arguments = [.. expected.Select((_, i) => (OdooArgument)$"v{i}")];

        await rig.Client.CallAsync(new OdooCall { Model = "res.partner", Method = method, Ids = onRecords ? [7, 8] : null, Arguments = arguments }, Rig.Token);
        OdooArgument[] flat = onRecords ? [OdooArgument.Numbers([7, 8]), .. arguments] : arguments;
        await rig.Client.CallAsync(new OdooCall { Model = "res.partner", Method = method, Arguments = flat }, Rig.Token);

        var body = new JsonObject(expected.Select((name, i) => KeyValuePair.Create(name, (JsonNode?)$"v{i}")));
        if (onRecords)
        {
            body["ids"] = new JsonArray(7, 8);
        }

        Assert.Equal(2, rig.Handler.Requests.Count);
        Assert.All(rig.Handler.Calls, call => TranscriptReplayTests.AssertSame(body, call.Body));
    }

    [Fact]
    public async Task CallAsync_MethodOfAnAddon_AsksTheDocumentationOnce()
    {
        using var rig = Rig2(request => request.Http.Method == HttpMethod.Get ? Transcript.Reply(Transcript.Get("extra/api-doc.json", Doc), request) : Answer.Json(null));
        var call = new OdooCall { Model = "account.move", Method = "js_assign_outstanding_line", Ids = [3], Arguments = [44] };
        var other = new OdooCall { Model = "account.move", Method = "load", Arguments = [OdooArgument.Texts(["id"]), new JsonArray()] };
        var unknown = new OdooCall { Model = "account.move", Method = "no_such", Ids = [3], Arguments = [44] };

        await rig.Client.CallAsync(call, Rig.Token);
        await rig.Client.CallAsync(other, Rig.Token);
        Assert.Equal(2, rig.Handler.Requests.Count); // both known without
        await Assert.ThrowsAsync<OdooTransportException>(() => rig.Client.CallAsync(unknown, Rig.Token));
        await Assert.ThrowsAsync<OdooTransportException>(() => rig.Client.CallAsync(unknown, Rig.Token));

        Assert.Equal("/doc-bearer/account.move.json", Assert.Single(rig.Handler.Requests, r => r.Http.Method == HttpMethod.Get).Path);
    }

    [Fact]
    public async Task CallAsync_DocumentedMethod_UsesItsPositionalParameters()
    {
        using var rig = Rig2(request => request.Http.Method == HttpMethod.Get ? Answer.Json(Documented("set_terms", onModel: false, "term", "day")) : Answer.Json(null));

        await rig.Client.CallAsync(new OdooCall { Model = "x.sub", Method = "set_terms", Arguments = [OdooArgument.Numbers([3]), "net", 5] }, Rig.Token);
        await rig.Client.CallAsync(new OdooCall { Model = "x.sub", Method = "set_terms", Ids = [3], Arguments = ["net"], Keywords = new JsonObject { ["day"] = 5 } }, Rig.Token);

        Assert.All(rig.Handler.Calls, call => TranscriptReplayTests.AssertSame(
            new JsonObject { ["ids"] = new JsonArray(3), ["term"] = "net", ["day"] = 5 }, call.Body));
        Assert.Equal(3, rig.Handler.Requests.Count);
        var surplus = await Assert.ThrowsAsync<OdooTransportException>(() => rig.Client.CallAsync(
            new OdooCall { Model = "x.sub", Method = "set_terms", Ids = [3], Arguments = ["net", 5, "only by name"] }, Rig.Token));
        Assert.Equal(ErrorKind.Validation, surplus.Kind);
        Assert.Equal(3, rig.Handler.Requests.Count);
    }

    [Theory]
    [InlineData(HttpStatusCode.Forbidden)]
    [InlineData(HttpStatusCode.NotFound)]
    public async Task CallAsync_NamesUnknownAndNoRightToAsk_IsConfigurationAndNothingIsSent(HttpStatusCode status)
    {
        using var rig = Rig2(_ => Answer.Json(Answer.Refusal("odoo.exceptions.AccessError", "no"), status));
        var call = new OdooCall { Model = "x.sub", Method = "set_terms", Ids = [3], Arguments = ["net"] };

        var e = await Assert.ThrowsAsync<OdooTransportException>(() => rig.Client.CallAsync(call, Rig.Token));
        await Assert.ThrowsAsync<OdooTransportException>(() => rig.Client.CallAsync(call, Rig.Token));

        Assert.Equal(ErrorKind.Configuration, e.Kind);
        Assert.Contains("x.sub.set_terms", e.Message, StringComparison.Ordinal);
        Assert.Contains("by name in OdooCall.Keywords", e.Message, StringComparison.Ordinal);
        Assert.Single(rig.Handler.Requests); // asked once, nothing called
    }

    [Fact]
    public async Task CallAsync_RightGrantedLater_IsNoticedAfterTenMinutes()
    {
        var time = new FakeTimeProvider();
        var granted = false;
        using var rig = Rig2(
            request => request.Http.Method != HttpMethod.Get ? Answer.Json(null)
                : granted ? Answer.Json(Documented("set_terms", onModel: false, "term")) : Answer.Html(HttpStatusCode.Forbidden),
            time);
        var call = new OdooCall { Model = "x.sub", Method = "set_terms", Ids = [3], Arguments = ["net"] };

        await Assert.ThrowsAsync<OdooTransportException>(() => rig.Client.CallAsync(call, Rig.Token));
        granted = true;
        time.Advance(TimeSpan.FromMinutes(9));
        await Assert.ThrowsAsync<OdooTransportException>(() => rig.Client.CallAsync(call, Rig.Token));
        time.Advance(TimeSpan.FromMinutes(1));

        Assert.Null(await rig.Client.CallAsync(call, Rig.Token));
    }

    [Fact]
    public async Task CallAsync_DocumentationUnreachable_IsTransientSinceNothingWasSent()
    {
        using var rig = Rig2(_ => Answer.Html(HttpStatusCode.BadGateway));

        var e = await Assert.ThrowsAsync<OdooTransportException>(() => rig.Client.CallAsync(
            new OdooCall { Model = "x.sub", Method = "set_terms", Ids = [3], Arguments = ["net"] }, Rig.Token));

        Assert.Equal(ErrorKind.Transient, e.Kind);
        Assert.Empty(rig.Handler.Calls);
    }

    /// <summary>An addon that overrides create(self, list_vals); the words are those recorded for a missing argument.</summary>
    [Fact]
    public async Task CreateAsync_ArgumentRenamedByAnAddon_IsRetriedOnceAndRemembered()
    {
        using var rig = Rig2(request => request.Body.ContainsKey("list_vals") ? Answer.Json(new JsonArray(5)) : Unprocessable("missing a required argument: 'list_vals'"));

        Assert.Equal(5, await rig.CreateAsync());
        Assert.Equal(5, await rig.CreateAsync());

        Assert.Equal(["vals_list", "list_vals", "list_vals"], rig.Handler.Requests.Select(r => Assert.Single(r.Body).Key));
    }

    [Fact]
    public async Task WriteAsync_ArgumentRenamedByAnAddon_KeepsIdsAndContext()
    {
        using var rig = Rig2(request => request.Body.ContainsKey("values") ? Answer.Json(true) : Unprocessable("missing a required argument: 'values'"));

        await rig.Client.WriteAsync("res.partner", [6], new JsonObject { ["ref"] = "A" }, new OdooContext { Language = "de_DE" }, Rig.Token);

        TranscriptReplayTests.AssertSame(
            JsonNode.Parse("""{"ids":[6],"values":{"ref":"A"},"context":{"lang":"de_DE"}}"""), rig.Handler.Requests[^1].Body);
        Assert.Equal(2, rig.Handler.Requests.Count);
    }

    [Fact]
    public async Task CreateAsync_RefusedTwice_IsNotSentAThirdTime()
    {
        using var rig = Rig2(_ => Unprocessable("missing a required argument: 'list_vals'"));

        var e = await Assert.ThrowsAsync<OdooServerException>(rig.CreateAsync);

        Assert.Equal((ErrorKind.Validation, "werkzeug.exceptions.UnprocessableEntity"), (e.Kind, e.ExceptionName));
        Assert.Equal(2, rig.Handler.Requests.Count);
    }

    /// <summary>A 422 with any other class comes from inside the method, after it may have done things, if only to be rolled back.</summary>
    [Theory]
    [InlineData("odoo.exceptions.UserError", "missing a required argument: 'list_vals'", 422)]
    [InlineData("odoo.exceptions.ValidationError", "missing a required argument: 'list_vals'", 422)]
    [InlineData("werkzeug.exceptions.UnprocessableEntity", "missing a required argument: 'list_vals'", 500)]
    public async Task CreateAsync_OtherRefusal_IsSentOnce(string name, string message, int status)
    {
        using var rig = Rig2(_ => Answer.Json(Answer.Refusal(name, message), (HttpStatusCode)status));

        await Assert.ThrowsAsync<OdooServerException>(rig.CreateAsync);

        Assert.Single(rig.Handler.Requests);
    }

    [Fact]
    public async Task CallAsync_SeveralArgumentsRefused_AsksTheDocumentationAndItsETag()
    {
        var names = new[] { "args", "count" };
        using var rig = Rig2(request =>
        {
            if (request.Http.Method != HttpMethod.Get)
            {
                return request.Body.ContainsKey(names[0]) ? Answer.Json(1) : Unprocessable($"got an unexpected keyword argument 'domain'");
            }

            if (request.Header("If-None-Match") == "\"v1\"")
            {
                return new HttpResponseMessage(HttpStatusCode.NotModified);
            }

            var answer = Answer.Json(Documented("search_count", onModel: true, names));
            answer.Headers.ETag = new EntityTagHeaderValue("\"v1\"");
            return answer;
        });
        var count = new OdooCall { Model = "x.sub", Method = "search_count", Arguments = [new JsonArray(), 5], IsRead = true };

        Assert.Equal(1, (await rig.Client.CallAsync(count, Rig.Token))!.Value.GetInt32());
        Assert.Equal(1, (await rig.Client.CallAsync(count, Rig.Token))!.Value.GetInt32());
        Assert.Equal(["search_count", "x.sub.json", "search_count", "search_count"], rig.Handler.Requests.Select(r => r.Method));

        names = ["renamed_again", "count"];
        await Assert.ThrowsAsync<OdooServerException>(() => rig.Client.CallAsync(count, Rig.Token));
        Assert.Equal("\"v1\"", rig.Handler.Requests[^1].Header("If-None-Match")); // unchanged, so nothing is tried again
    }

    [Fact]
    public async Task CallAsync_IdsOfAModelMethod_AreItsFirstArgument()
    {
        using var rig = Rig2(request => request.Http.Method == HttpMethod.Get ? Answer.Json(Documented("sync", onModel: true, "orders"))
            : request.Body.ContainsKey("ids") ? Unprocessable("cannot call x.sub.sync with ids") : Answer.Json(true));

        await rig.Client.CallAsync(new OdooCall { Model = "x.sub", Method = "sync", Ids = [1, 2] }, Rig.Token);

        TranscriptReplayTests.AssertSame(JsonNode.Parse("""{"orders":[1,2]}"""), rig.Handler.Requests[^1].Body);
    }

    /// <summary>Recorded: Odoo does nothing and answers true.</summary>
    [Fact]
    public async Task CallAsync_RecordMethodWithoutIds_IsNotSent()
    {
        using var rig = Rig2(_ => Answer.Json(true));

        var e = await Assert.ThrowsAsync<OdooTransportException>(() => rig.Client.CallAsync(
            new OdooCall { Model = "res.partner", Method = "write", Keywords = new JsonObject { ["vals"] = new JsonObject { ["ref"] = "zz" } } }, Rig.Token));

        Assert.Equal(ErrorKind.Validation, e.Kind);
        Assert.Contains("res.partner.write", e.Message, StringComparison.Ordinal);
        Assert.Empty(rig.Handler.Requests);
    }

    public static TheoryData<OdooCall> Contradictory => new(
        new OdooCall { Model = "res.partner", Method = "search_count", Ids = [1], Keywords = new JsonObject { ["domain"] = new JsonArray() } },
        new OdooCall { Model = "res.partner", Method = "write", Ids = [1], Arguments = [new JsonObject()], Keywords = new JsonObject { ["vals"] = new JsonObject() } },
        new OdooCall { Model = "res.partner", Method = "unlink", Ids = [1], Keywords = new JsonObject { ["ids"] = new JsonArray(1) } },
        new OdooCall { Model = "res.partner", Method = "unlink", Ids = [1], Arguments = ["surplus"] },
        new OdooCall { Model = "../web", Method = "login" },
        new OdooCall { Model = "res.partner", Method = "write?x=1", Ids = [1] });

    [Theory]
    [MemberData(nameof(Contradictory))]
    public async Task CallAsync_ThatNoBodyCanSay_IsValidationAndNotSent(OdooCall call)
    {
        using var rig = Rig2(_ => Answer.Json(true));

        Assert.Equal(ErrorKind.Validation, (await Assert.ThrowsAsync<OdooTransportException>(() => rig.Client.CallAsync(call, Rig.Token))).Kind);
        Assert.Empty(rig.Handler.Requests);
    }

    private static Rig Rig2(Func<StubRequest, HttpResponseMessage> answer, TimeProvider? time = null) => new(
        answer,
        o => (o.Transport, o.Secret) = (OdooTransport.Json2, "key"),
        services => services.AddSingleton(time ?? TimeProvider.System));

    private static HttpResponseMessage Unprocessable(string message) =>
        Answer.Json(Answer.Refusal("werkzeug.exceptions.UnprocessableEntity", message), HttpStatusCode.UnprocessableEntity);

    /// <summary>In the form of the recorded documentation, with the kinds of parameter it shows.</summary>
    private static JsonObject Documented(string method, bool onModel, params string[] names)
    {
        var parameters = new JsonObject(names.Select(n => KeyValuePair.Create(n, (JsonNode?)new JsonObject { ["annotation"] = "str" })))
        {
            ["only_by_name"] = new JsonObject { ["kind"] = "KEYWORD_ONLY" },
            ["kwargs"] = new JsonObject { ["kind"] = "VAR_KEYWORD" },
        };
        var described = new JsonObject { ["signature"] = "(…)", ["parameters"] = parameters };
        if (onModel)
        {
            described["api"] = new JsonArray("model", "readonly");
        }

        return new JsonObject { ["model"] = "x.sub", ["methods"] = new JsonObject { [method] = described } };
    }
}
