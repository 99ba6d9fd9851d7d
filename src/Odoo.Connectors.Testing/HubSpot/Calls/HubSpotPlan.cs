using System.Text.Json.Nodes;

namespace Odoo.Connectors.Testing.HubSpot;

/// <summary>A write that was checked and is not carried out yet.</summary>
internal sealed record HubSpotPlan(Func<JsonObject> CarryOut);
