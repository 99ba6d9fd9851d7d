using System.Text;
using System.Text.Json.Nodes;
using Odoo.Connectors.HubSpot.Internal.Api;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.HubSpot.Tests;

public sealed class ErrorTests
{
    /// <summary>Every category and status that the documentation names, and what is none of them.</summary>
    [Theory]
    [InlineData(400, "VALIDATION_ERROR", ErrorKind.Validation, ErrorKind.Validation)]
    [InlineData(400, null, ErrorKind.Validation, ErrorKind.Validation)]
    [InlineData(400, "BRAND_NEW", ErrorKind.Protocol, ErrorKind.Unknown)]
    [InlineData(401, "INVALID_AUTHENTICATION", ErrorKind.Authentication, ErrorKind.Authentication)]
    [InlineData(401, "EXPIRED_AUTHENTICATION", ErrorKind.Authentication, ErrorKind.Authentication)]
    [InlineData(401, null, ErrorKind.Authentication, ErrorKind.Authentication)]
    [InlineData(403, "MISSING_SCOPES", ErrorKind.Permission, ErrorKind.Permission)]
    [InlineData(403, null, ErrorKind.Permission, ErrorKind.Permission)]
    [InlineData(404, "OBJECT_NOT_FOUND", ErrorKind.NotFound, ErrorKind.NotFound)]
    [InlineData(404, null, ErrorKind.Configuration, ErrorKind.Configuration)]
    [InlineData(409, "CONFLICT", ErrorKind.Conflict, ErrorKind.Conflict)]
    [InlineData(409, "OBJECT_ALREADY_EXISTS", ErrorKind.Conflict, ErrorKind.Conflict)]
    [InlineData(414, null, ErrorKind.Configuration, ErrorKind.Configuration)]
    [InlineData(423, null, ErrorKind.Transient, ErrorKind.Transient)]
    [InlineData(429, "RATE_LIMITS", ErrorKind.RateLimited, ErrorKind.RateLimited)]
    [InlineData(429, null, ErrorKind.RateLimited, ErrorKind.RateLimited)]
    [InlineData(477, null, ErrorKind.Transient, ErrorKind.Transient)]
    [InlineData(500, null, ErrorKind.Transient, ErrorKind.Unknown)]
    [InlineData(502, null, ErrorKind.Transient, ErrorKind.Unknown)]
    [InlineData(503, null, ErrorKind.Transient, ErrorKind.Unknown)]
    [InlineData(504, null, ErrorKind.Transient, ErrorKind.Unknown)]
    [InlineData(521, null, ErrorKind.Transient, ErrorKind.Transient)]
    [InlineData(522, null, ErrorKind.Transient, ErrorKind.Unknown)]
    [InlineData(523, null, ErrorKind.Transient, ErrorKind.Transient)]
    [InlineData(524, null, ErrorKind.Transient, ErrorKind.Unknown)]
    [InlineData(418, null, ErrorKind.Protocol, ErrorKind.Unknown)]
    [InlineData(302, null, ErrorKind.Protocol, ErrorKind.Unknown)]
    public void From_StatusAndCategory_HasItsVerdict(int status, string? category, ErrorKind read, ErrorKind write)
    {
        byte[] body = Encoding.UTF8.GetBytes(category is null ? "<html>secret words</html>" : $$"""{"status":"error","message":"secret words","category":"{{category}}"}""");
        ApiAnswer answer = new() { Status = status, Body = body };

        HubSpotException asRead = ApiErrors.From("crm", answer, isRead: true);
        HubSpotException asWrite = ApiErrors.From("crm", answer, isRead: false);

        Assert.Equal((read, write), (asRead.Kind, asWrite.Kind));
        Assert.DoesNotContain("secret", asRead.ToString() + asWrite, StringComparison.Ordinal);
        Assert.Contains("secret words", asWrite.ServerText.Reveal(), StringComparison.Ordinal);
    }

    [Fact]
    public void From_DocumentedValidationExample_NamesTheProperty()
    {
        HubSpotException e = From(400, Fixture.Shared("error_400_validation_example"));

        Assert.Equal((ErrorKind.Validation, "discount", "VALIDATION_ERROR"), (e.Kind, e.Field, e.Code));
    }

    [Fact]
    public void From_ValidationInsideOfTheMessage_NamesTheProperty()
    {
        HubSpotException e = From(400, """{"status":"error","category":"VALIDATION_ERROR","message":"Property values were not valid: [{\"isValid\":false,\"message\":\"no\",\"error\":\"PROPERTY_DOESNT_EXIST\",\"name\":\"billing_status\"}]"}""");

        Assert.Equal((ErrorKind.Configuration, "billing_status"), (e.Kind, e.Field));
        Assert.Contains("set-up", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void From_DocumentedMissingScopes_NamesThem()
    {
        HubSpotException e = From(403, Fixture.Shared("error_403_missing_scopes"));

        Assert.Equal(ErrorKind.Permission, e.Kind);
        Assert.Contains("crm.schemas.deals.read", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void From_ContactExists_NamesTheRecordInTheWay()
    {
        HubSpotException e = From(409, """{"status":"error","message":"Contact already exists. Existing ID: 33451","category":"CONFLICT"}""");

        Assert.Equal((ErrorKind.Conflict, "33451"), (e.Kind, e.ExistingId));
        Assert.Contains("33451", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void From_NotFoundInJsonWithoutACategory_IsTheRecordAndNotThePath() =>
        Assert.Equal(ErrorKind.NotFound, From(404, """{"status":"error","message":"resource not found","correlationId":"1"}""").Kind);

    [Theory]
    [InlineData("""{"errors":"none"}""")]
    [InlineData("""{"message":5}""")]
    [InlineData("""{"category":"VALIDATION_ERROR","message":"[{oops}]"}""")]
    [InlineData("""{"category":"VALIDATION_ERROR","errors":[{"context":{"propertyName":["<script>"]}}]}""")]
    public void From_OddBody_IsStillARefusal(string body)
    {
        HubSpotException e = From(400, body);

        Assert.Equal((ErrorKind.Validation, null), (e.Kind, e.Field));
    }

    /// <summary>Retry-After in seconds, and where it stands in milliseconds; what is known to be needed where it says nothing.</summary>
    [Theory]
    [InlineData(429, "TEN_SECONDLY_ROLLING", null, 10)]
    [InlineData(429, "SECONDLY", null, 1)]
    [InlineData(429, "TEN_SECONDLY_ROLLING", "7", 7)]
    [InlineData(429, "TEN_SECONDLY_ROLLING", "9000", 9)]
    [InlineData(429, null, "300", 300)]
    [InlineData(429, "DAILY", null, 36000)]
    [InlineData(423, null, null, 2)]
    [InlineData(477, null, "86400", 86400)]
    [InlineData(477, null, null, 300)]
    public async Task Call_ToldToWait_WaitsAsLongAsIsMeant(int status, string? policy, string? header, int seconds)
    {
        string body = policy is null ? "{}" : $$"""{"status":"error","message":"You have reached your limit.","errorType":"RATE_LIMIT","policyName":"{{policy}}"}""";
        await using Rig rig = Rig.Create(new Answers(a => a.Path.StartsWith("/account", StringComparison.Ordinal)
            ? Answers.Json("""{"portalId":62515,"accountType":"STANDARD","timeZone":"Europe/Berlin","utcOffsetMilliseconds":7200000}""")
            : Answers.Json(body, status, header is null ? [] : [("Retry-After", header)])));
        await rig.Adapter.IdentifyAsync(Rig.Token);

        var e = await Assert.ThrowsAnyAsync<ConnectorException>(() => rig.PollAsync("products"));

        // It is 12:00 UTC, 14:00 in the account: its day ends in ten hours.
        Assert.Equal(TimeSpan.FromSeconds(seconds), e.RetryAfter);
    }

    [Fact]
    public async Task Call_SearchFixture429_IsASecond()
    {
        JsonNode fixture = JsonNode.Parse(Fixture.Text("error_429_search_secondly"))!;
        await using Rig rig = Rig.Create(new Answers(_ => Answers.Json(fixture["body"]!.ToJsonString(), (int)fixture["status"]!)));

        var e = await Assert.ThrowsAnyAsync<ConnectorException>(() => rig.PollAsync("products", new Keyset { At = Rig.Start }.ToString()));

        Assert.Equal((ErrorKind.RateLimited, TimeSpan.FromSeconds(1)), (e.Kind, e.RetryAfter));
    }

    private static HubSpotException From(int status, string body) => ApiErrors.From("crm", new ApiAnswer { Status = status, Body = Encoding.UTF8.GetBytes(body) }, isRead: false);
}
