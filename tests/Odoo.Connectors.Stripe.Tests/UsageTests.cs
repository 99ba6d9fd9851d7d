using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Stripe.Tests;

/// <summary>Closed totals become events of Stripe's meters, each once.</summary>
public sealed class UsageTests
{
    private const string Subscription = "sub_NP00000000000001", Customer = "cus_NP00000000000001";
    private const string Taken = """{"object":"billing.meter_event","created":1,"event_name":"api_requests","identifier":"x","livemode":false,"payload":{"value":"42","stripe_customer_id":"cus_NP00000000000001"},"timestamp":1}""";
    private static readonly DateTimeOffset s_start = new(2026, 10, 1, 0, 0, 0, TimeSpan.Zero), s_end = new(2026, 11, 1, 0, 0, 0, TimeSpan.Zero);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ClosedPeriod_OfAStripeMeter_IsSentOnceAndCannotBeOpenedAgain()
    {
        string folder = Directory.CreateTempSubdirectory("usage-").FullName;
        List<string> posted = [];
        StubHandler stripe = new(request => request switch
        {
            { Method.Method: "POST" } => Post(posted, request),
            { RequestUri.AbsolutePath: "/v1/account" } => (200, """{"id":"acct_1","object":"account"}"""),
            _ => (200, Payloads.Of("composed_subscription_active").ToJsonString()),
        });
        await using (ServiceProvider node = Node(folder, stripe))
        {
            UsageEvent Event(string id, decimal quantity) => new()
            {
                Id = id, Subscription = new ExternalRef("stripe", RecordKinds.Contract, Subscription), Meter = "calls", Quantity = quantity, At = s_end.AddHours(-1),
            };

            IUsageOperations usage = node.GetRequiredService<IUsageOperations>();
            await node.GetRequiredService<IUsageIntake>().AcceptBatchAsync("metering", [Event("a", 40), Event("b", 2), Event("a", 40)], Cancel);
            await usage.CloseDueAsync(Cancel);
            IConnectorOperations hub = node.GetRequiredService<IConnectorOperations>();
            ExternalRef total = Assert.Single(await usage.TotalsAsync(Event("a", 1).Subscription, cancellationToken: Cancel)).Ref;

            Assert.True(await hub.DrainAsync(TimeSpan.FromSeconds(20), Cancel));
            ConnectorException sent = await Assert.ThrowsAsync<ConnectorException>(() => usage.ReopenAsync(total, "anna", Cancel));
            Assert.Contains("was sent", sent.Message, StringComparison.Ordinal);
            await usage.CloseDueAsync(Cancel);
            Assert.True(await hub.DrainAsync(TimeSpan.FromSeconds(20), Cancel));
            Assert.Equal(["Applied"], (await hub.EventsAsync(Cancel)).Select(e => e.State));
        }

        Dictionary<string, string> form = Form(Assert.Single(posted));
        Assert.Equal(("api_requests", Customer, "42"), (form["event_name"], form["payload[stripe_customer_id]"], form["payload[value]"]));
        Assert.InRange(DateTimeOffset.FromUnixTimeSeconds(long.Parse(form["timestamp"], CultureInfo.InvariantCulture)), s_end.AddMinutes(-30), s_end.AddMinutes(-1));
        Assert.Equal(64, form["identifier"].Length);
        Directory.Delete(folder, recursive: true);
    }

    [Theory]
    [InlineData(200, Taken, OutcomeStatus.Applied)]
    [InlineData(400, """{"error":{"type":"invalid_request_error","code":"duplicate_meter_event","message":"An event already exists with identifier x."}}""", OutcomeStatus.Replayed)]
    [InlineData(400, """{"error":{"type":"invalid_request_error","code":"no_meter","message":"No active meter found."}}""", OutcomeStatus.Refused)]
    [InlineData(401, """{"error":{"type":"invalid_request_error","message":"Invalid API Key"}}""", OutcomeStatus.NotApplied)]
    [InlineData(429, """{"error":{"type":"invalid_request_error","code":"rate_limit","message":"Slow down"}}""", OutcomeStatus.NotApplied)]
    [InlineData(409, """{"error":{"type":"idempotency_error","message":"Busy"}}""", OutcomeStatus.Unknown)]
    [InlineData(500, """{"error":{"type":"api_error","message":"Oops"}}""", OutcomeStatus.Unknown)]
    [InlineData(503, "<html>", OutcomeStatus.Unknown)]
    public async Task Send_Answered_IsToldApart(int status, string body, OutcomeStatus expected)
    {
        await using Rig rig = new(handler: new StubHandler(_ => (status, body)));
        Outcome outcome = Assert.Single(await ((IPort)rig.System).SendAsync([Dispatch(rig.Clock.GetUtcNow())], Cancel));
        Assert.Equal(expected, outcome.Status);
        Assert.DoesNotContain("Oops", outcome.Reason?.Message ?? "", StringComparison.Ordinal);
    }

    [Fact]
    public async Task Send_ReplyLost_IsUnknownAndSentAgainUnderTheSameIdentifier()
    {
        List<string> posted = [];
        await using Rig rig = new(handler: new StubHandler(request => posted.Count == 0 ? throw Lost(posted, request) : Post(posted, request)));
        IPort port = (IPort)rig.System;
        Assert.Equal(OutcomeStatus.Unknown, Assert.Single(await port.SendAsync([Dispatch(rig.Clock.GetUtcNow())], Cancel)).Status);
        Outcome again = Assert.Single(await port.SendAsync([Dispatch(rig.Clock.GetUtcNow()) with { InDoubt = true, Attempts = 1, Generation = 3 }], Cancel));
        Assert.Equal((OutcomeStatus.Applied, 2, posted[0]), (again.Status, posted.Count, posted[1]));
    }

    [Theory]
    [InlineData("42", OutcomeStatus.Replayed)]
    [InlineData("0", OutcomeStatus.NotApplied)]
    [InlineData("84", OutcomeStatus.Unknown)]
    public async Task Send_InDoubtForLongerThanStripeRemembers_LooksFirst(string sum, OutcomeStatus expected)
    {
        StubHandler stripe = new(request => request.RequestUri!.AbsolutePath switch
        {
            "/v1/billing/meters" => (200, """{"object":"list","data":[{"id":"mtr_0","event_name":"other"},{"id":"mtr_1","event_name":"api_requests"}],"has_more":false}"""),
            "/v1/billing/meters/mtr_1/event_summaries" => (200, $$"""{"object":"list","data":[{"object":"billing.meter_event_summary","aggregated_value":{{sum}},"meter":"mtr_1"}],"has_more":false}"""),
            _ => (500, "{}"),
        });
        await using Rig rig = new(handler: stripe);
        Outcome outcome = Assert.Single(await ((IPort)rig.System).SendAsync([Dispatch(rig.Clock.GetUtcNow().AddHours(-24)) with { InDoubt = true }], Cancel));
        Assert.Equal(expected, outcome.Status);
        Assert.DoesNotContain(stripe.Requests, r => r.Method == HttpMethod.Post);
        Assert.Contains("start_time=1793491140&end_time=1793491200", stripe.Requests[^1].RequestUri!.Query, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("42.5", "stripe", 0, "usage-not-whole")]
    [InlineData("42", "chargebee", 0, "usage-elsewhere")]
    [InlineData("42", "stripe", 36, "usage-too-old")]
    public async Task Plan_WhatStripeDoesNotTake_IsACase(string quantity, string system, int daysLater, string cause)
    {
        await using Rig rig = new();
        UsageTotal total = new()
        {
            Ref = new ExternalRef("usage", RecordKinds.Usage, "x"), Subscription = new ExternalRef(system, RecordKinds.Contract, Subscription), Meter = "calls",
            Period = new UsagePeriod(s_start, s_end), Quantity = decimal.Parse(quantity, CultureInfo.InvariantCulture), Events = 1, Version = 1, IsClosed = true,
        };
        Known known = new(new Dictionary<string, string> { ["stripe"] = "acct_1" }, s_end.AddDays(daysLater), [], (_, _) => throw new InvalidOperationException());
        Intent intent = new() { Target = "stripe", Kind = EffectKinds.Usage, Class = EffectClass.Document, Source = total.Ref, Record = total };
        Assert.Equal(cause, Assert.IsType<PlanResult.Review>(((IPort)rig.System).Plan(intent, known)).Reason.Cause);
        Assert.Equal("no-such-write", Assert.IsType<PlanResult.Review>(((IPort)rig.System).Plan(intent with { Kind = EffectKinds.Invoice }, known)).Reason.Cause);
    }

    private static Dispatch Dispatch(DateTimeOffset plannedAt) => new()
    {
        Key = "acct_1|usage|usage/usage/x", Kind = EffectKinds.Usage, Class = EffectClass.Document, Way = "meter", InDoubt = false, Attempts = 0,
        Payload = $$"""{"event_name":"api_requests","stripe_customer_id":"{{Customer}}","value":42,"timestamp":1793491199,"planned_at":{{plannedAt.ToUnixTimeSeconds()}}}""",
    };

    private static (int, string) Post(List<string> posted, HttpRequestMessage request)
    {
        posted.Add(request.Content!.ReadAsStringAsync(Cancel).GetAwaiter().GetResult());
        Assert.Equal("/v1/billing/meter_events", request.RequestUri!.AbsolutePath);
        return (200, Taken);
    }

    private static HttpRequestException Lost(List<string> posted, HttpRequestMessage request)
    {
        Post(posted, request);
        return new HttpRequestException("lost");
    }

    private static Dictionary<string, string> Form(string body) =>
        body.Split('&').Select(p => p.Split('=', 2)).ToDictionary(p => Uri.UnescapeDataString(p[0]), p => Uri.UnescapeDataString(p[1]));

    private static ServiceProvider Node(string folder, StubHandler stripe)
    {
        ServiceCollection services = new();
        services.AddLogging(l => l.SetMinimumLevel(LogLevel.None));
        services.AddSingleton<TimeProvider>(new Shifted(s_end.AddHours(2) - TimeProvider.System.GetUtcNow()));
        services.AddConnectorHub().UseSqlite(Path.Combine(folder, "hub.db"))
            .AddStripe(
                "stripe",
                o => (o.ApiKey, o.ApiBase) = ("sk_test_usage00000", new Uri("http://stripe.test")),
                http => http.ConfigurePrimaryHttpMessageHandler(() => stripe))
            .AddUsage(o => o.Meters["calls"] = new UsageMeterOptions { Target = "stripe", TargetName = "api_requests" });
        return services.BuildServiceProvider();
    }

    /// <summary>The clock of the machine in another month.</summary>
    private sealed class Shifted(TimeSpan by) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + by;
    }
}
