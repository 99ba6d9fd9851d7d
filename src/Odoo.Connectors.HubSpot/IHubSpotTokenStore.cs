namespace Odoo.Connectors.HubSpot;

/// <summary>
/// Keeps the refresh tokens that HubSpot gave in exchange for the configured one, so that a restart goes on with the newest. A host
/// registers its own where several nodes share a secret store; without one, <see cref="HubSpotOptions.RefreshTokenFile"/> is used.
/// </summary>
public interface IHubSpotTokenStore
{
    /// <summary>The newest token kept under a key.</summary>
    /// <param name="key">The system's name and a hash of the configured token: another configured token begins anew. Holds no secret.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The token, or null when none was kept.</returns>
    Task<string?> LoadAsync(string key, CancellationToken cancellationToken);

    /// <summary>Keeps a token. It is durable when the task ends: only then is the token used.</summary>
    /// <param name="key">As in <see cref="LoadAsync"/>.</param>
    /// <param name="refreshToken">The secret to keep, in the store's own protection.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>When it is stored.</returns>
    Task SaveAsync(string key, string refreshToken, CancellationToken cancellationToken);
}
