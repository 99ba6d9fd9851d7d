using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Time.Testing;

namespace Odoo.Connectors.Client.Tests;

/// <summary>When keys end, and how a new one is made.</summary>
public sealed class ApiKeyTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("2026-12-07 12:00:00", true)] // 14 days
    [InlineData("2026-12-07 12:00:01", false)]
    [InlineData("2026-11-20 00:00:00", true)] // over
    [InlineData(null, false)] // never
    public async Task ApiKeyExpiryAsync_OneKey_IsDueFourteenDaysAhead(string? end, bool isDue)
    {
        using var rig = Keys(Key("connector", end));

        var expiry = await rig.Client.ApiKeyExpiryAsync(new FakeTimeProvider(Now), cancellationToken: Rig.Token);

        Assert.Equal((true, 1, isDue), (expiry.IsKnown, expiry.Keys, expiry.IsDue(Now)));
        Assert.Equal(end is null ? null : DateTimeOffset.Parse(end + "Z", System.Globalization.CultureInfo.InvariantCulture), expiry.ExpiresAt);
        TranscriptReplayTests.AssertSame(JsonNode.Parse("""[["user_id","=",2]]"""), rig.Handler.Calls[^1].Args[5]![0]);
    }

    [Theory]
    [InlineData(null, "2026-12-01")] // the first that still is valid and opens the API
    [InlineData("later", "2027-01-01")]
    [InlineData("none of that name", null)]
    public async Task ApiKeyExpiryAsync_SeveralKeys_TellsTheNamedOrTheFirst(string? name, string? end)
    {
        using var rig = Keys(
            Key("later", "2027-01-01 00:00:00"), Key("sooner", "2026-12-01 00:00:00"), Key("past", "2026-11-01 00:00:00"),
            Key("forever", null), Key("other scope", "2026-11-24 00:00:00", "2fa"));

        var expiry = await rig.Client.ApiKeyExpiryAsync(new FakeTimeProvider(Now), name, Rig.Token);

        Assert.Equal(end, expiry.ExpiresAt?.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData("odoo.exceptions.AccessError")]
    [InlineData("builtins.ValueError")]
    public async Task ApiKeyExpiryAsync_NoRightOrNoSuchField_IsNotKnown(string error)
    {
        using var rig = new Rig(request => Answer.Error(request, error, "no"));

        var expiry = await rig.Client.ApiKeyExpiryAsync(new FakeTimeProvider(Now), cancellationToken: Rig.Token);

        Assert.False(expiry.IsKnown);
        Assert.False(expiry.IsDue(Now));
    }

    [Fact]
    public async Task WarnBeforeApiKeyExpires_EveryDay_LogsOnceItIsTime()
    {
        var time = new FakeTimeProvider(Now);
        using var rig = new Rig(
            request => Answer.Result(request, new JsonArray(Key("connector", "2026-12-08 12:00:00"))),
            services: services =>
            {
                services.AddSingleton<TimeProvider>(time);
                services.AddOdooClient("main", _ => { }).WarnBeforeApiKeyExpires();
            });
        var watch = Assert.Single(rig.Services.GetServices<IHostedService>().OfType<BackgroundService>());

        await watch.StartAsync(Rig.Token);
        await UntilAsync(() => rig.Handler.Calls.Count == 1);
        Assert.DoesNotContain("API key expires", rig.Logs.Text, StringComparison.Ordinal);
        time.Advance(TimeSpan.FromDays(1));
        await UntilAsync(() => rig.Logs.Text.Contains("API key expires at 12/08/2026 12:00:00 +00:00", StringComparison.Ordinal));
        await watch.StopAsync(Rig.Token);

        Assert.Equal(2, rig.Handler.Calls.Count);
    }

    /// <summary>The steps that Odoo's web client takes; the answers are those recorded of it.</summary>
    [Fact]
    public async Task CreateApiKeyAsync_OverJson2_TakesTheThreeStepsAndShowsTheKeyOnRequestOnly()
    {
        using var rig = new Rig(
            request => Answer.Json(request.Method switch
            {
                "create" => new JsonArray(6),
                "make_key" => Recorded("apikey web 2 make_key -> identity check wizard"),
                _ => Recorded("apikey web 3 run_check -> key"),
            }),
            o => o.Transport = OdooTransport.Json2);

        var key = await rig.Client.CreateApiKeyAsync("connector", "canary-password", cancellationToken: Rig.Token);

        Assert.Equal("<api-key>", key.Reveal()); // as the recording has it
        Assert.Equal("[API key]", key.ToString());
        Assert.Equal(
            ["""res.users.apikeys.description/create {"vals_list":{"name":"connector","duration":"90"}}""",
                """res.users.apikeys.description/make_key {"ids":[6]}""",
                """res.users.identitycheck/run_check {"ids":[3],"context":{"password":"canary-password"}}"""],
            rig.Handler.Requests.Select(r => $"{r.Path["/json/2/".Length..]} {r.Body.ToJsonString()}"));
        Assert.DoesNotContain("canary", rig.Logs.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("<api-key>", rig.Logs.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CreateApiKeyAsync_WrongPassword_IsOdoosRefusal()
    {
        var refusal = Transcript.Get("extra/auth.json", "apikey web 3b run_check wrong password")["response"]!["body"]!["error"]!["data"]!;
        using var rig = new Rig(
            request => request.Method switch
            {
                "create" => Answer.Json(new JsonArray(6)),
                "make_key" => Answer.Json(Recorded("apikey web 2 make_key -> identity check wizard")),
                _ => Answer.Json(refusal.DeepClone(), System.Net.HttpStatusCode.UnprocessableEntity),
            },
            o => o.Transport = OdooTransport.Json2);

        var e = await Assert.ThrowsAsync<OdooServerException>(() => rig.Client.CreateApiKeyAsync("connector", "no", cancellationToken: Rig.Token));

        Assert.Equal((ErrorKind.Validation, "odoo.exceptions.UserError"), (e.Kind, e.ExceptionName));
    }

    [Theory]
    [InlineData("make_key")]
    [InlineData("run_check")]
    public async Task CreateApiKeyAsync_OtherAnswer_IsUnknown(string step)
    {
        using var rig = new Rig(
            request => Answer.Json(request.Method == step ? new JsonObject { ["type"] = "ir.actions.act_window" } : request.Method switch
            {
                "create" => new JsonArray(6),
                _ => Recorded("apikey web 2 make_key -> identity check wizard"),
            }),
            o => o.Transport = OdooTransport.Json2);

        Assert.Equal(ErrorKind.Unknown, (await Assert.ThrowsAsync<OdooTransportException>(() =>
            rig.Client.CreateApiKeyAsync("connector", "p", cancellationToken: Rig.Token))).Kind);
    }

    private static JsonNode Recorded(string name) => Transcript.Get("auth.json", name)["response"]!["body"]!["result"]!.DeepClone();

    private static JsonObject Key(string name, string? end, string? scope = null) => new()
    {
        ["id"] = 1, ["name"] = name, ["scope"] = scope is null ? false : scope, ["expiration_date"] = end is null ? false : end,
    };

    private static Rig Keys(params JsonObject[] keys) => new(request => Answer.Result(request, new JsonArray([.. keys.Select(k => k.DeepClone())])));

    private static async Task UntilAsync(Func<bool> holds)
    {
        while (!holds())
        {
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, Rig.Token);
        }
    }
}
