using System.Net;
using System.Text.Json.Nodes;

namespace Odoo.Connectors.Testing.Vendors.Tests;

public sealed class HubSpotAccessTests
{
    private const string Deals = "/crm/v3/objects/deals";

    [Fact]
    public async Task Call_WithoutAGoodToken_IsRefused()
    {
        await using var portal = new Portal();
        portal.Authorize("pat-eu1-other");

        JsonNode refused = await portal.RefusedAsync("GET", Deals, null, 401);

        Assert.Equal("INVALID_AUTHENTICATION", refused["category"]!.ToString());
        portal.Emulator.RotatePrivateAppToken("pat-eu1-other");
        await portal.AskAsync("GET", Deals);
    }

    [Fact]
    public async Task Refresh_Token_AnswersTheFieldsOfTheVendorAndExpires()
    {
        await using var portal = new Portal(new HubSpotEmulatorOptions { Scopes = ["crm.objects.deals.read"] });

        JsonNode token = await portal.AskAsync("POST", "/oauth/v1/token", Form("emulator-refresh"));

        Assert.Equal(["access_token", "expires_in", "hub_id", "refresh_token", "scopes", "token_type"], token.AsObject().Select(field => field.Key).Order(StringComparer.Ordinal));
        Assert.Equal("bearer", token["token_type"]!.ToString());
        Assert.Equal(1800, token["expires_in"]!.GetValue<int>());
        Assert.Equal("emulator-refresh", token["refresh_token"]!.ToString());
        portal.Authorize(token["access_token"]!.ToString());
        portal.Clock.Advance(TimeSpan.FromSeconds(1799));
        await portal.AskAsync("GET", Deals);
        portal.Clock.Advance(TimeSpan.FromSeconds(8));
        JsonNode expired = await portal.RefusedAsync("GET", Deals, null, 401);
        Assert.Equal("EXPIRED_AUTHENTICATION", expired["category"]!.ToString());
        Assert.Contains("expired 7 second(s) ago", expired["message"]!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refresh_Rotating_MakesTheOldTokenWorthless()
    {
        await using var portal = new Portal(new HubSpotEmulatorOptions { RotatesRefreshToken = true });

        JsonNode first = await portal.AskAsync("POST", "/oauth/v3/token", Form("emulator-refresh"));
        JsonNode refused = await portal.RefusedAsync("POST", "/oauth/v3/token", Form("emulator-refresh"), 400);
        JsonNode second = await portal.AskAsync("POST", "/oauth/v3/token", Form(first["refresh_token"]!.ToString()));

        Assert.Equal("invalid_grant", refused["error"]!.ToString());
        Assert.Equal("BAD_REFRESH_TOKEN", refused["status"]!.ToString());
        Assert.NotEqual(first["access_token"]!.ToString(), second["access_token"]!.ToString());
    }

    [Fact]
    public async Task Refresh_RevokedOrWrongSecret_IsRefused()
    {
        await using var portal = new Portal();
        portal.Emulator.ChangeClientSecret("another");
        JsonNode wrongSecret = await portal.RefusedAsync("POST", "/oauth/v1/token", Form("emulator-refresh"), 400);
        portal.Emulator.ChangeClientSecret("emulator-secret");
        portal.Emulator.RevokeRefreshToken();

        JsonNode revoked = await portal.RefusedAsync("POST", "/oauth/v1/token", Form("emulator-refresh"), 400);

        Assert.Equal("BAD_CLIENT_SECRET", wrongSecret["status"]!.ToString());
        Assert.Equal("invalid_grant", revoked["error"]!.ToString());
        Assert.Equal("refresh token is invalid, expired or revoked", revoked["error_description"]!.ToString());
    }

    [Fact]
    public async Task Call_WithoutItsScope_NamesTheScope()
    {
        await using var portal = new Portal(new HubSpotEmulatorOptions { Scopes = ["crm.objects.deals.read"] });

        await portal.AskAsync("GET", Deals);
        await portal.AskAsync("POST", $"{Deals}/search", "{}");
        JsonNode refused = await portal.RefusedAsync("POST", Deals, """{"properties":{}}""", 403);

        Assert.Equal("MISSING_SCOPES", refused["category"]!.ToString());
        Assert.Equal("""["crm.objects.deals.write"]""", refused["errors"]![0]!["context"]!["requiredGranularScopes"]!.ToJsonString());
        await portal.RefusedAsync("GET", "/crm/v3/owners", null, 403);
    }

    [Fact]
    public async Task Call_MoreThanTenSecondsAllow_AnswersAsTheFixture()
    {
        await using var portal = new Portal(new HubSpotEmulatorOptions { TenSecondRequests = 2, DailyRequests = 100 });
        using HttpResponseMessage first = await portal.SendAsync("GET", Deals);
        portal.Clock.Advance(TimeSpan.FromSeconds(4));
        await portal.AskAsync("GET", Deals);

        using HttpResponseMessage third = await portal.SendAsync("GET", Deals);

        Assert.Equal("1", Header(first, "X-HubSpot-RateLimit-Remaining"));
        Assert.Equal("2", Header(first, "X-HubSpot-RateLimit-Max"));
        Assert.Equal("10000", Header(first, "X-HubSpot-RateLimit-Interval-Milliseconds"));
        Assert.Equal("100", Header(first, "X-HubSpot-RateLimit-Daily"));
        Assert.Equal("99", Header(first, "X-HubSpot-RateLimit-Daily-Remaining"));
        Assert.Equal(HttpStatusCode.TooManyRequests, third.StatusCode);
        Assert.Equal("0", Header(third, "X-HubSpot-RateLimit-Remaining"));
        JsonNode body = await Fixture.JsonAsync(third);
        Assert.Equal("TEN_SECONDLY_ROLLING", body["policyName"]!.ToString());
        Assert.Equal("You have reached your ten_secondly_rolling limit.", body["message"]!.ToString());
        Assert.Equal("RATE_LIMIT", body["errorType"]!.ToString());

        // The first call is ten seconds old now.
        portal.Clock.Advance(TimeSpan.FromSeconds(6));
        await portal.AskAsync("GET", Deals);
    }

    [Fact]
    public async Task Call_MoreThanTheDayAllows_WaitsForMidnight()
    {
        await using var portal = new Portal(new HubSpotEmulatorOptions { DailyRequests = 1 });
        await portal.AskAsync("GET", Deals);
        portal.Clock.Advance(TimeSpan.FromHours(11));

        JsonNode refused = await portal.RefusedAsync("GET", Deals, null, 429);

        Assert.Equal("DAILY", refused["policyName"]!.ToString());
        portal.Clock.Advance(TimeSpan.FromHours(1));
        await portal.AskAsync("GET", Deals);
    }

    [Fact]
    public async Task Search_SixInASecond_IsRefusedWithoutHeaders()
    {
        await using var portal = new Portal();
        for (int search = 0; search < 5; search++)
        {
            await portal.AskAsync("POST", $"{Deals}/search", "{}");
        }

        using HttpResponseMessage sixth = await portal.SendAsync("POST", $"{Deals}/search", "{}");

        Assert.Equal(HttpStatusCode.TooManyRequests, sixth.StatusCode);
        Assert.Equal("You have reached your secondly limit.", (await Fixture.JsonAsync(sixth))["message"]!.ToString());
        Assert.False(sixth.Headers.Contains("X-HubSpot-RateLimit-Max"));
        await portal.AskAsync("GET", Deals);
        portal.Clock.Advance(TimeSpan.FromSeconds(1));
        await portal.AskAsync("POST", $"{Deals}/search", "{}");
    }

    [Fact]
    public async Task Call_OfTheOAuthApp_HasItsOwnLimitAndNoDay()
    {
        await using var portal = new Portal(new HubSpotEmulatorOptions { TenSecondRequests = 1 });
        await portal.AskAsync("GET", Deals);
        JsonNode token = await portal.AskAsync("POST", "/oauth/v1/token", Form("emulator-refresh"));
        portal.Authorize(token["access_token"]!.ToString());

        using HttpResponseMessage response = await portal.SendAsync("GET", Deals);

        Assert.Equal("109", Header(response, "X-HubSpot-RateLimit-Remaining"));
        Assert.False(response.Headers.Contains("X-HubSpot-RateLimit-Daily"));
    }

    [Theory]
    [InlineData(EmulatorFault.LockError, 423, false)]
    [InlineData(EmulatorFault.Migrating, 477, false)]
    [InlineData(EmulatorFault.Unavailable, 503, false)]
    [InlineData(EmulatorFault.RateLimited, 429, false)]
    [InlineData(EmulatorFault.ServerErrorPage, 500, false)]
    [InlineData(EmulatorFault.ServerErrorPageAfter, 502, true)]
    [InlineData(EmulatorFault.GatewayTimeout, 504, false)]
    [InlineData(EmulatorFault.GatewayTimeoutAfter, 504, true)]
    [InlineData(EmulatorFault.DropReply, null, true)]
    [InlineData(EmulatorFault.DropRequest, null, false)]
    public async Task OnCall_Fault_IsCarriedOutOrNot(EmulatorFault fault, int? status, bool applied)
    {
        await using var portal = new Portal();
        portal.Emulator.OnCall = _ => fault;
        const string Body = """{"properties":{"name":"A"}}""";

        if (status is null)
        {
            await Assert.ThrowsAsync<HttpRequestException>(() => portal.SendAsync("POST", "/crm/v3/objects/companies", Body));
        }
        else
        {
            using HttpResponseMessage response = await portal.SendAsync("POST", "/crm/v3/objects/companies", Body);
            Assert.Equal(status, (int)response.StatusCode);
            Assert.Equal(fault == EmulatorFault.Migrating, response.Headers.RetryAfter is not null);
        }

        Assert.Equal(applied ? 1 : 0, portal.Emulator.Ids("companies").Count);
    }

    [Fact]
    public async Task Account_Details_TellPortalAndKind()
    {
        await using var portal = new Portal(new HubSpotEmulatorOptions { PortalId = 123, AccountType = "SANDBOX", CompanyCurrency = "USD" });

        JsonNode details = await portal.AskAsync("GET", "/account-info/v3/details");

        Assert.Equal(123, details["portalId"]!.GetValue<long>());
        Assert.Equal("SANDBOX", details["accountType"]!.ToString());
        Assert.Equal("USD", details["companyCurrency"]!.ToString());
    }

    [Fact]
    public async Task Start_OnASocket_AnswersTheSame()
    {
        await using var portal = new Portal();
        string id = portal.Deal("D");
        await portal.Emulator.StartAsync(TestContext.Current.CancellationToken);
        using var client = new HttpClient { BaseAddress = portal.Emulator.Url };
        client.DefaultRequestHeaders.Authorization = portal.Client.DefaultRequestHeaders.Authorization;

        using HttpResponseMessage response = await client.GetAsync(new Uri($"{Deals}/{id}", UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.True(JsonNode.DeepEquals(await portal.AskAsync("GET", $"{Deals}/{id}"), await Fixture.JsonAsync(response)));
    }

    private static string Form(string refresh) =>
        $"grant_type=refresh_token&client_id=emulator-client&client_secret=emulator-secret&refresh_token={refresh}";

    private static string Header(HttpResponseMessage response, string name) => Assert.Single(response.Headers.GetValues(name));
}
