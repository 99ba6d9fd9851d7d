namespace Odoo.Connectors.Chargebee.Tests;

/// <summary>A request as it was made.</summary>
internal sealed record Asked(string Method, string Path, string Query, string? Authorization);
