namespace Odoo.Connectors.Testing.HubSpot;

/// <summary>What kind of app calls; its limits depend on it.</summary>
internal enum HubSpotCaller
{
    PrivateApp,
    OAuthApp,
}
