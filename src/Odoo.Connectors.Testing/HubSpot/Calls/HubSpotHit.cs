namespace Odoo.Connectors.Testing.HubSpot;

/// <summary>A record as the search knows it.</summary>
internal readonly record struct HubSpotHit(HubSpotRecord Record, HubSpotState State);
