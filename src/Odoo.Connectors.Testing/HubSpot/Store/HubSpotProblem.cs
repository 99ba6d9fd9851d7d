namespace Odoo.Connectors.Testing.HubSpot;

/// <summary>What is wrong with one property of a write.</summary>
internal sealed record HubSpotProblem(string Name, string Error, string Message);
