namespace Odoo.Connectors.HubSpot.Internal.Api;

/// <summary>What every call brings along.</summary>
/// <param name="Paths">Where the resources are.</param>
/// <param name="Token">The access token.</param>
/// <param name="Stop">Ends the call.</param>
internal readonly record struct ApiCall(ApiPaths Paths, string Token, CancellationToken Stop);
