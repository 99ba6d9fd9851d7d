using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;
using WireMock.RequestBuilders;
using WireMock.ResponseBuilders;
using WireMock.Server;

namespace Odoo.Connectors.Salesforce.Tests;

/// <summary>What the adapter puts on the wire and makes of recorded answers and faults, on a real socket.</summary>
public sealed class WireTests : IDisposable
{
    private const string Query = "/services/data/v66.0/query";
    private const string QueryAll = "/services/data/v66.0/queryAll";
    private const string Collections = "/services/data/v66.0/composite/sobjects";
    private readonly WireMockServer _server = WireMockServer.Start();

    public WireTests() => _server
        .Given(Request.Create().WithPath("/services/oauth2/token").UsingPost())
        .RespondWith(Response.Create().WithStatusCode(200).WithBody(Rig.Fixture("oauth_token_response").Replace("https://na15.salesforce.com\",", $"{_server.Urls[0]}\",", StringComparison.Ordinal)));

    [Fact]
    public async Task Poll_RecordedPages_GoToTheEndWithTokenAndOneAccountQuery()
    {
        Answer(QueryAll, Rig.Fixture("query_opportunities_page1"));
        Answer("/services/data/v66.0/query/01gD0000002HU6KIAW-2", Rig.Fixture("query_opportunities_page2"));
        Answer(Query, $$"""{"totalSize":1,"done":true,"records":[{{Rig.Fixture("account")}}]}""");
        await using ServiceProvider services = Services(out SalesforceAdapter adapter);

        PollPage first = await adapter.PollAsync("opportunities", null, TestContext.Current.CancellationToken);
        PollPage second = await adapter.PollAsync("opportunities", first.Watermark, TestContext.Current.CancellationToken);

        Deal[] deals = [.. first.Deliveries.Concat(second.Deliveries).Select(d => (Deal)adapter.DecodeChange(d).Record!)];
        Assert.Equal([(DealState.Won, 250m), (DealState.Open, null), (DealState.Lost, 999.99m)], deals.Select(d => (d.State, d.Amount?.Amount)));
        Assert.Equal((true, false), (first.HasMore, second.HasMore));
        Assert.Equal(
            [QueryAll, Query, "/services/data/v66.0/query/01gD0000002HU6KIAW-2", Query],
            _server.LogEntries.Select(e => e.RequestMessage!.Path).Where(p => !p.EndsWith("/token", StringComparison.Ordinal)));
        Assert.All(
            _server.LogEntries.Where(e => e.RequestMessage!.Method == "GET"),
            e => Assert.Equal("Bearer 00D5w000004qGTO!DUMMY.access.token", Assert.Single(e.RequestMessage!.Headers!["Authorization"])));
    }

    [Fact]
    public async Task Send_ExpiredSession_LogsInAnewAndSendsTheSameBodyOnceMore()
    {
        _server.Given(Request.Create().WithPath(Collections).UsingPatch()).InScenario("session").WillSetStateTo("renewed")
            .RespondWith(Response.Create().WithStatusCode(401).WithBody(Rig.Fixture("error_invalid_session_id")));
        _server.Given(Request.Create().WithPath(Collections).UsingPatch()).InScenario("session").WhenStateIs("renewed")
            .RespondWith(Response.Create().WithStatusCode(200).WithBody($"[{Rig.Fixture("upsert_updated")}]"));
        await using ServiceProvider services = Services(out SalesforceAdapter adapter);

        Outcome outcome = await SendAsync(adapter);

        Assert.Equal(OutcomeStatus.Applied, outcome.Status);
        string?[] bodies = [.. _server.LogEntries.Where(e => e.RequestMessage!.Method == "PATCH").Select(e => e.RequestMessage!.Body)];
        Assert.Equal(2, bodies.Length);
        Assert.Equal(bodies[0], bodies[1]);
        Assert.Equal(2, _server.LogEntries.Count(e => e.RequestMessage!.Path == "/services/oauth2/token"));
    }

    [Theory]
    [InlineData(200, "[{0}]", OutcomeStatus.Applied, null)]
    [InlineData(400, "error_unable_to_lock_row", OutcomeStatus.NotApplied, ErrorKind.Transient)]
    [InlineData(400, "error_malformed_id", OutcomeStatus.Refused, ErrorKind.Validation)]
    [InlineData(429, "", OutcomeStatus.NotApplied, ErrorKind.RateLimited)]
    [InlineData(503, "<html>canary</html>", OutcomeStatus.Unknown, ErrorKind.Unknown)]
    [InlineData(200, "<html>canary</html>", OutcomeStatus.Unknown, ErrorKind.Protocol)]
    public async Task Send_Answer_IsTheRightOutcomeAndSentOnce(int status, string body, OutcomeStatus outcome, ErrorKind? kind)
    {
        string text = body == "[{0}]" ? $"[{Rig.Fixture("upsert_created")}]" : body.StartsWith("error", StringComparison.Ordinal) ? Rig.Fixture(body) : body;
        _server.Given(Request.Create().WithPath(Collections).UsingPatch()).RespondWith(Response.Create().WithStatusCode(status).WithHeader("Retry-After", "17").WithBody(text));
        await using ServiceProvider services = Services(out SalesforceAdapter adapter);

        Outcome found = await SendAsync(adapter);

        Assert.Equal((outcome, kind), (found.Status, found.Reason?.Kind));
        Assert.Equal(status == 200 ? null : TimeSpan.FromSeconds(17), found.RetryAfter);
        Assert.Single(_server.LogEntries, e => e.RequestMessage!.Method == "PATCH");
        Assert.DoesNotContain("canary", found.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("api-usage=14990/15000; per-app-api-usage=17/250(appName=other)")]
    [InlineData("per-app-api-usage=17/250(appName=other); api-usage=14990/15000")]
    public async Task Read_LimitHeader_IsWhatTheBudgetOfTheSystemKnows(string header)
    {
        _server.Given(Request.Create().WithPath(Query)).RespondWith(Response.Create().WithStatusCode(200)
            .WithHeader("Sforce-Limit-Info", header).WithBody(Rig.Fixture("query_empty")));
        Limits limits = new();
        await using ServiceProvider services = Services(out SalesforceAdapter adapter, limits);

        await adapter.ReadAsync(new ExternalRef("crm", "customer", "001ZM000001QkdOYAS"), TestContext.Current.CancellationToken);

        Assert.Equal([("crm", new ApiLimit("daily", 10, 15000, TimeSpan.FromDays(1)))], limits.Told);
    }

    [Fact]
    public async Task Poll_NothingLeftOfTheDay_SendsNothing()
    {
        Limits limits = new() { Wait = TimeSpan.FromMinutes(5) };
        await using ServiceProvider services = Services(out SalesforceAdapter adapter, limits);

        var e = await Assert.ThrowsAnyAsync<ConnectorException>(() => adapter.PollAsync("accounts", null, TestContext.Current.CancellationToken));

        Assert.Equal((ErrorKind.RateLimited, TimeSpan.FromMinutes(5)), (e.Kind, e.RetryAfter));
        Assert.Empty(_server.LogEntries);
    }

    public void Dispose() => _server.Dispose();

    private static async Task<Outcome> SendAsync(SalesforceAdapter adapter) => Assert.Single(await adapter.SendAsync(
        [new Dispatch
        {
            Key = "k", Kind = EffectKinds.AccountStatus, Class = EffectClass.State, Way = "", InDoubt = false, Attempts = 0,
            Payload = """{"type":"Account","id":"001ZM000001QkdOYAS","fields":{"Billing_Status__c":"Active"}}""",
        }],
        TestContext.Current.CancellationToken));

    private void Answer(string path, string body) =>
        _server.Given(Request.Create().WithPath(path).UsingGet()).RespondWith(Response.Create().WithStatusCode(200).WithHeader("Content-Type", "application/json").WithBody(body));

    private ServiceProvider Services(out SalesforceAdapter adapter, IApiLimits? limits = null)
    {
        ServiceCollection services = new();
        services.AddSingleton<TimeProvider>(new FakeTimeProvider());
        if (limits is not null)
        {
            services.AddSingleton(limits);
        }

        services.AddConnectorHub().AddSalesforce("crm", o => (o.LoginUrl, o.ClientId, o.ClientSecret, o.ReadRetries) = (new Uri(_server.Urls[0]), "client", "secret", 0));
        ServiceProvider provider = services.BuildServiceProvider();
        adapter = (SalesforceAdapter)provider.GetServices<IConnectedSystem>().Single();
        return provider;
    }

    private sealed class Limits : IApiLimits
    {
        public TimeSpan Wait { get; init; }

        public List<(string, ApiLimit)> Told { get; } = [];

        public void Report(string system, ApiLimit limit) => Told.Add((system, limit));

        public TimeSpan Take(string system) => Wait;
    }
}
