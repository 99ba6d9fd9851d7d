namespace Odoo.Connectors.Testing;

/// <summary>What a <see cref="SalesforceEmulator"/> stands for.</summary>
public sealed record SalesforceEmulatorOptions
{
    /// <summary>The client id of the connected app.</summary>
    /// <value>The default value is <c>emulator-client</c>.</value>
    public string ClientId { get; init; } = "emulator-client";

    /// <summary>The client secret of the connected app.</summary>
    /// <value>The default value is <c>emulator-secret</c>.</value>
    public string ClientSecret { get; init; } = "emulator-secret";

    /// <summary>The id of the organisation, 15 or 18 characters.</summary>
    /// <value>The default value is <c>00Di0000000icUBEAY</c>.</value>
    public string OrganizationId { get; init; } = "00Di0000000icUBEAY";

    /// <summary>Whether the organisation says that it is a sandbox.</summary>
    /// <value>The default value is <see langword="true"/>.</value>
    public bool IsSandbox { get; init; } = true;

    /// <summary>The only version of the API that is served.</summary>
    /// <value>The default value is <c>v66.0</c>.</value>
    public string ApiVersion { get; init; } = "v66.0";

    /// <summary>The most records in one page of a query.</summary>
    /// <value>The default value is 2000.</value>
    public int PageSize { get; init; } = 2000;

    /// <summary>How long a token is good for after its last use.</summary>
    /// <value>The default value is 2 hours.</value>
    public TimeSpan TokenLifetime { get; init; } = TimeSpan.FromHours(2);

    /// <summary>The number of data calls after which the organisation refuses more.</summary>
    /// <value>The default value is 15000.</value>
    public int DailyApiRequests { get; init; } = 15_000;

    /// <summary>How long a query job of the Bulk API takes, by the emulator's clock.</summary>
    /// <value>The default value is zero: it is complete when it is asked for.</value>
    public TimeSpan BulkJobDuration { get; init; }

    /// <summary>The most records in one set of a query job's results, whatever is asked for.</summary>
    /// <value>The default value is 50000.</value>
    public int BulkPageSize { get; init; } = 50_000;

    /// <summary>The query jobs in 24 hours after which the organisation refuses more.</summary>
    /// <value>The default value is 10000.</value>
    public int DailyBulkQueryJobs { get; init; } = 10_000;

    /// <summary>The user that the connected app acts for; a login by JWT names it.</summary>
    /// <value>The default value is <c>integration@emulator.example</c>.</value>
    public string Username { get; init; } = "integration@emulator.example";

    /// <summary>The certificate's public key in PEM that logins by JWT are checked with; without one they are refused.</summary>
    /// <value>The default is <see langword="null"/>.</value>
    public string? JwtPublicKey { get; init; }
}
