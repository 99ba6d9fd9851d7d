using Odoo.Connectors.Sync;

namespace Odoo.Connectors.HubSpot.Tests;

public sealed class AuthTests
{
    private const string Account = """{"portalId":62515,"accountType":"STANDARD","timeZone":"Europe/Berlin","utcOffsetMilliseconds":7200000}""";

    [Fact]
    public async Task Identify_PrivateApp_IsBoundToThePortal()
    {
        Answers answers = new(_ => Answers.Json(Account));
        await using Rig rig = Rig.Create(answers);

        SystemIdentity identity = await rig.Adapter.IdentifyAsync(Rig.Token);

        Assert.Equal(new SystemIdentity("62515", true), identity);
        Assert.Equal(("/account-info/v3/details", "pat-secret-token"), (answers.Asked[0].Path, answers.Asked[0].Token));
    }

    [Theory]
    [InlineData("SANDBOX", null, false, null)]
    [InlineData("DEVELOPER_TEST", null, false, null)]
    [InlineData("APP_DEVELOPER", null, false, null)]
    [InlineData("STANDARD", false, false, null)]
    [InlineData("SANDBOX", true, null, "IsLive")]
    [InlineData("SOMETHING_NEW", null, null, "IsLive")]
    [InlineData("SOMETHING_NEW", true, true, null)]
    public async Task Identify_AccountType_TellsTheWorldOrRefuses(string type, bool? configured, bool? isLive, string? field)
    {
        await using Rig rig = Rig.Create(new Answers(_ => Answers.Json(Account.Replace("STANDARD", type, StringComparison.Ordinal))), o => o.IsLive = configured);

        if (field is null)
        {
            Assert.Equal(isLive, (await rig.Adapter.IdentifyAsync(Rig.Token)).IsLive);
        }
        else
        {
            var e = await Assert.ThrowsAnyAsync<ConnectorException>(() => rig.Adapter.IdentifyAsync(Rig.Token));
            Assert.Equal((ErrorKind.Configuration, field), (e.Kind, e.Field));
        }
    }

    [Fact]
    public async Task Identify_OtherPortal_IsRefused()
    {
        await using Rig rig = Rig.Create(new Answers(_ => Answers.Json(Account)), o => o.PortalId = 1);

        var e = await Assert.ThrowsAnyAsync<ConnectorException>(() => rig.Adapter.IdentifyAsync(Rig.Token));

        Assert.Equal((ErrorKind.Configuration, "PortalId"), (e.Kind, e.Field));
    }

    [Fact]
    public async Task Call_DatedVersion_UsesItsPaths()
    {
        Answers answers = new(a => Answers.Json(a.Path.StartsWith("/account", StringComparison.Ordinal) ? Account : """{"results":[]}"""));
        await using Rig rig = Rig.Create(answers, o => o.ApiVersion = "2026-03");

        await rig.Adapter.IdentifyAsync(Rig.Token);
        await rig.PollAsync("products");

        Assert.Equal("/account-info/2026-03/details", answers.Asked[0].Path);
        Assert.StartsWith("/crm/objects/2026-03/products?limit=100&properties=", answers.Asked[1].Path, StringComparison.Ordinal);
    }

    [Fact]
    public async Task OAuth_ManyCallers_ShareOneRenewalAndItsTokenUntilAMinuteBeforeItsEnd()
    {
        TokenServer server = new();
        await using Rig rig = OAuth(server);

        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => rig.Adapter.IdentifyAsync(Rig.Token)));
        rig.Clock.Advance(TimeSpan.FromSeconds(1739));
        await rig.Adapter.IdentifyAsync(Rig.Token);
        int before = server.Renewals.Count;
        rig.Clock.Advance(TimeSpan.FromSeconds(1));
        await rig.Adapter.IdentifyAsync(Rig.Token);

        // 1800 seconds less one minute.
        Assert.Equal((1, 2), (before, server.Renewals.Count));
        Assert.Equal("grant_type=refresh_token&client_id=id&client_secret=client-secret&refresh_token=first", server.Renewals[0]);
    }

    [Fact]
    public async Task OAuth_TokenRefusedInTime_IsRenewedAndTheCallMadeOnceMore()
    {
        TokenServer server = new();
        await using Rig rig = OAuth(server);
        await rig.Adapter.IdentifyAsync(Rig.Token);
        server.Valid = "none of these";

        SystemIdentity identity = await rig.Adapter.IdentifyAsync(Rig.Token);

        Assert.Equal("62515", identity.Account);
        Assert.Equal(2, server.Renewals.Count);
    }

    [Fact]
    public async Task OAuth_RotatedRefreshToken_IsStoredBeforeItsAccessTokenIsUsedAndSurvivesARestart()
    {
        string file = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.tokens");
        try
        {
            TokenServer server = new() { Rotates = true };
            string? atFirstUse = null;
            server.OnUse = () => atFirstUse ??= File.ReadAllText(file);
            await using (Rig rig = OAuth(server, o => o.RefreshTokenFile = file))
            {
                await rig.Adapter.IdentifyAsync(Rig.Token);
            }

            await using Rig again = OAuth(server, o => o.RefreshTokenFile = file);
            await again.Adapter.IdentifyAsync(Rig.Token);

            Assert.Contains("rotated-1", atFirstUse, StringComparison.Ordinal);
            Assert.EndsWith("refresh_token=rotated-1", server.Renewals[1], StringComparison.Ordinal);
            Assert.True(OperatingSystem.IsWindows() || File.GetUnixFileMode(file) == (UnixFileMode.UserRead | UnixFileMode.UserWrite));
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public async Task OAuth_AnotherConfiguredToken_BeginsAnewAndForgetsNothingElse()
    {
        TokenServer server = new() { Rotates = true };
        Store store = new();
        await using Rig rig = OAuth(server, store: store);
        await rig.Adapter.IdentifyAsync(Rig.Token);
        rig.Options.RefreshToken = "authorised again";
        server.Valid = "none of these";
        server.Refresh = "authorised again";

        await rig.Adapter.IdentifyAsync(Rig.Token);

        Assert.EndsWith("refresh_token=authorised+again", server.Renewals[^1], StringComparison.Ordinal);
        Assert.Equal(2, store.Tokens.Count);
        Assert.DoesNotContain(store.Tokens.Keys, k => k.Contains("authorised", StringComparison.Ordinal));
    }

    [Fact]
    public async Task OAuth_AnotherNodeWasQuicker_ItsTokenIsUsed()
    {
        TokenServer server = new();
        Store store = new();
        await using Rig rig = OAuth(server, store: store);
        server.Refresh = "by the other node";
        store.LoadedLater = "by the other node";

        SystemIdentity identity = await rig.Adapter.IdentifyAsync(Rig.Token);

        Assert.Equal("62515", identity.Account);
        Assert.Equal(["first", "by+the+other+node"], server.Renewals.Select(r => r[(r.LastIndexOf('=') + 1)..]));
    }

    [Fact]
    public async Task OAuth_RevokedOrOfAnotherPortal_SaysWhatToDoWithoutASecret()
    {
        TokenServer server = new() { Refresh = "another" };
        await using Rig rig = OAuth(server);

        var revoked = await Assert.ThrowsAnyAsync<ConnectorException>(() => rig.Adapter.IdentifyAsync(Rig.Token));
        (server.Refresh, server.Hub) = ("first", 4711);
        var foreign = await Assert.ThrowsAnyAsync<ConnectorException>(() => rig.Adapter.IdentifyAsync(Rig.Token));

        Assert.Equal(ErrorKind.Authentication, revoked.Kind);
        Assert.Contains("authorise", revoked.Message, StringComparison.Ordinal);
        Assert.Equal((ErrorKind.Configuration, "PortalId"), (foreign.Kind, foreign.Field));
        string all = $"{revoked}{foreign}{rig.Logs.Text}";
        Assert.All(["client-secret", "access-", "=first"], secret => Assert.DoesNotContain(secret, all, StringComparison.Ordinal));
    }

    [Fact]
    public async Task OAuth_NothingKeepsTheRotatedToken_IsWarnedOf()
    {
        await using Rig rig = OAuth(new TokenServer { Rotates = true });

        await rig.Adapter.IdentifyAsync(Rig.Token);

        Assert.Contains("RefreshTokenFile", rig.Logs.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task PrivateApp_RotatedToken_IsUsedFromTheNextCallOn()
    {
        Answers answers = new(a => a.Token == "next" ? Answers.Json(Account) : Answers.Json("""{"category":"INVALID_AUTHENTICATION"}""", 401));
        await using Rig rig = Rig.Create(answers);

        var e = await Assert.ThrowsAnyAsync<ConnectorException>(() => rig.Adapter.IdentifyAsync(Rig.Token));
        rig.Options.AccessToken = "next";
        await rig.Adapter.IdentifyAsync(Rig.Token);

        Assert.Equal(ErrorKind.Authentication, e.Kind);
        Assert.Equal(["pat-secret-token", "next"], answers.Asked.Select(a => a.Token));
    }

    private static Rig OAuth(TokenServer server, Action<HubSpotOptions>? configure = null, IHubSpotTokenStore? store = null) => Rig.Create(
        server.Handler,
        o =>
        {
            (o.AccessToken, o.ClientId, o.ClientSecret, o.RefreshToken) = (null, "id", "client-secret", "first");
            configure?.Invoke(o);
        },
        store);

    /// <summary>The token endpoint and the account, as the documentation describes them.</summary>
    private sealed class TokenServer
    {
        private int _number;

        public TokenServer() => Handler = new Answers(Answer);

        public Answers Handler { get; }

        public List<string> Renewals { get; } = [];

        public string Refresh { get; set; } = "first";

        public string Valid { get; set; } = "";

        public bool Rotates { get; init; }

        public long Hub { get; set; } = Rig.Portal;

        public Action? OnUse { get; set; }

        private HttpResponseMessage Answer(Asked asked)
        {
            if (asked.Path != "/oauth/v1/token")
            {
                OnUse?.Invoke();
                return asked.Token == Valid ? Answers.Json(Account) : Answers.Json("""{"status":"error","category":"EXPIRED_AUTHENTICATION"}""", 401);
            }

            lock (Renewals)
            {
                Renewals.Add(asked.Body);
                string refresh = Uri.UnescapeDataString(asked.Body[(asked.Body.LastIndexOf('=') + 1)..].Replace('+', ' '));
                if (refresh != Refresh)
                {
                    return Answers.Json("""{"error":"invalid_grant","error_description":"refresh token is invalid, expired or revoked","status":"BAD_REFRESH_TOKEN"}""", 400);
                }

                Valid = $"access-{++_number}";
                Refresh = Rotates ? $"rotated-{_number}" : Refresh;
                return Answers.Json($$"""{"token_type":"bearer","access_token":"{{Valid}}","refresh_token":"{{Refresh}}","expires_in":1800,"hub_id":{{Hub}},"scopes":["oauth"]}""");
            }
        }
    }

    private sealed class Store : IHubSpotTokenStore
    {
        private int _loads;

        public Dictionary<string, string> Tokens { get; } = [];

        public string? LoadedLater { get; set; }

        public Task<string?> LoadAsync(string key, CancellationToken cancellationToken) =>
            Task.FromResult(_loads++ > 0 && LoadedLater is not null ? LoadedLater : Tokens.GetValueOrDefault(key));

        public Task SaveAsync(string key, string refreshToken, CancellationToken cancellationToken)
        {
            Tokens[key] = refreshToken;
            return Task.CompletedTask;
        }
    }
}
