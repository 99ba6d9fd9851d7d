namespace Odoo.Connectors.Testing;

/// <summary>What a <see cref="HubSpotEmulator"/> stands for.</summary>
public sealed record HubSpotEmulatorOptions
{
    /// <summary>Every scope that a served call may need.</summary>
    public static IReadOnlyList<string> AllScopes { get; } =
    [
        "oauth", "crm.objects.owners.read",
        .. HubSpot.HubSpotType.Known.SelectMany(type => (string[])
        [
            $"crm.objects.{type.Name}.read", $"crm.objects.{type.Name}.write", $"crm.schemas.{type.Name}.read", $"crm.schemas.{type.Name}.write",
        ]),
    ];

    /// <summary>The id of the portal.</summary>
    /// <value>The default value is 48975575.</value>
    public long PortalId { get; init; } = 48_975_575;

    /// <summary>What the portal says that it is: <c>STANDARD</c>, <c>SANDBOX</c>, <c>DEVELOPER_TEST</c> or <c>APP_DEVELOPER</c>.</summary>
    /// <value>The default value is <c>STANDARD</c>.</value>
    public string AccountType { get; init; } = "STANDARD";

    /// <summary>The main currency of the portal.</summary>
    /// <value>The default value is <c>EUR</c>.</value>
    public string CompanyCurrency { get; init; } = "EUR";

    /// <summary>The app that calls and that webhooks belong to.</summary>
    /// <value>The default value is 39522895.</value>
    public long AppId { get; init; } = 39_522_895;

    /// <summary>The access token of the private app, which does not expire.</summary>
    /// <value>The default value is <c>pat-eu1-emulator</c>.</value>
    public string PrivateAppToken { get; init; } = "pat-eu1-emulator";

    /// <summary>The client id of the OAuth app.</summary>
    /// <value>The default value is <c>emulator-client</c>.</value>
    public string ClientId { get; init; } = "emulator-client";

    /// <summary>The client secret of the OAuth app.</summary>
    /// <value>The default value is <c>emulator-secret</c>.</value>
    public string ClientSecret { get; init; } = "emulator-secret";

    /// <summary>The refresh token that the portal gave to the OAuth app.</summary>
    /// <value>The default value is <c>emulator-refresh</c>.</value>
    public string RefreshToken { get; init; } = "emulator-refresh";

    /// <summary>Whether each refresh answers a new refresh token and makes the old one worthless.</summary>
    /// <value>The default value is <see langword="false"/>.</value>
    public bool RotatesRefreshToken { get; init; }

    /// <summary>How long an access token of the OAuth app is good.</summary>
    /// <value>The default value is 30 minutes.</value>
    public TimeSpan TokenLifetime { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>What the app may do; what is not here is answered with 403.</summary>
    /// <value>The default value is <see cref="AllScopes"/>.</value>
    public IReadOnlyList<string> Scopes { get; init; } = AllScopes;

    /// <summary>How long the search does not know of a change, by the emulator's clock. Archiving is known at once.</summary>
    /// <value>The default value is zero.</value>
    public TimeSpan SearchDelay { get; init; }

    /// <summary>The calls in ten seconds after which the private app is answered with 429. The OAuth app has 110 of its own.</summary>
    /// <value>The default value is 190.</value>
    public int TenSecondRequests { get; init; } = 190;

    /// <summary>The calls between two midnights (UTC) after which the private app is answered with 429.</summary>
    /// <value>The default value is 1000000.</value>
    public int DailyRequests { get; init; } = 1_000_000;

    /// <summary>The searches in one second after which a search is answered with 429.</summary>
    /// <value>The default value is 5.</value>
    public int SearchesPerSecond { get; init; } = 5;
}
