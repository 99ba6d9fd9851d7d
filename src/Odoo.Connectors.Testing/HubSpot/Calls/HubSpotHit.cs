namespace Odoo.Connectors.Testing.HubSpot;

/// <summary>A record as the search knows it.</summary>
internal sealed record HubSpotHit(HubSpotRecord Record, HubSpotState State);
