using System.Net;
using System.Text.Json.Nodes;

namespace Odoo.Connectors.Testing.Vendors.Tests;

public sealed class SalesforceTokenTests
{
    [Fact]
    public async Task Token_GoodSecretOnASocket_PointsBackToTheSocket()
    {
        await using var emulator = new SalesforceEmulator();
        await emulator.StartAsync(TestContext.Current.CancellationToken);
        using var client = new HttpClient { BaseAddress = emulator.Url };

        using HttpResponseMessage response = await Org.TokenAsync(client, "emulator-secret");

        JsonNode token = await Fixture.JsonAsync(response);
        string instance = emulator.Url.GetLeftPart(UriPartial.Authority);
        Assert.StartsWith("http://127.0.0.1:", instance, StringComparison.Ordinal);
        Assert.Equal(instance, token["instance_url"]!.GetValue<string>());
        Assert.StartsWith($"{instance}/id/00Di0000000icUBEAY/", token["id"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Equal("Bearer", token["token_type"]!.GetValue<string>());
        Assert.Null(token["expires_in"]);
    }

    [Fact]
    public async Task Token_WrongSecret_AnswersAsTheFixture()
    {
        await using Org org = await Org.CreateAsync();

        using HttpResponseMessage response = await Org.TokenAsync(org.Client, "wrong");

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        JsonNode error = await Fixture.JsonAsync(response);
        Assert.Equal("invalid_grant", error["error"]!.GetValue<string>());
        Assert.Equal("user hasn't approved this consumer", error["error_description"]!.GetValue<string>());
    }

    [Fact]
    public async Task ExpireTokens_NextCall_AnswersInvalidSession()
    {
        await using Org org = await Org.CreateAsync();
        org.Emulator.ExpireTokens();

        using HttpResponseMessage refused = await org.SendAsync("GET", "limits");
        await org.LogInAsync();
        using HttpResponseMessage accepted = await org.SendAsync("GET", "limits");

        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        Assert.Equal(
            """[{"message":"Session expired or invalid","errorCode":"INVALID_SESSION_ID"}]""",
            await refused.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.Equal(HttpStatusCode.OK, accepted.StatusCode);
    }

    [Fact]
    public async Task Token_UnusedForLongerThanItsLifetime_IsRefused()
    {
        await using Org org = await Org.CreateAsync();

        org.Clock.Advance(TimeSpan.FromMinutes(119));
        using HttpResponseMessage prolonged = await org.SendAsync("GET", "limits");
        org.Clock.Advance(TimeSpan.FromMinutes(121));
        using HttpResponseMessage refused = await org.SendAsync("GET", "limits");

        Assert.Equal(HttpStatusCode.OK, prolonged.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
    }

    [Fact]
    public async Task Call_BeyondTheDailyLimit_AnswersRequestLimitExceeded()
    {
        await using Org org = await Org.CreateAsync(new SalesforceEmulatorOptions { DailyApiRequests = 1 });

        using HttpResponseMessage last = await org.SendAsync("GET", "limits");
        using HttpResponseMessage refused = await org.SendAsync("GET", "limits");

        Assert.Equal(HttpStatusCode.OK, last.StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        Assert.Equal("REQUEST_LIMIT_EXCEEDED", (await Fixture.JsonAsync(refused))[0]!["errorCode"]!.GetValue<string>());
    }
}
