namespace Odoo.Connectors.HubSpot.Internal.Api;

/// <summary>An access token and how long it lasts; for ever where a person rotates it.</summary>
internal sealed record AccessToken(string Secret, DateTimeOffset ExpiresAt)
{
    /// <summary>The type only.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => nameof(AccessToken);
}
