namespace Odoo.Connectors.HubSpot.Tests;

/// <summary>A request as it arrived.</summary>
internal sealed record Asked(string Method, string Path, string Body, string? Token);
