namespace Odoo.Connectors.Chargebee.Tests;

/// <summary>A request as it was made.</summary>
internal sealed record Asked(string Method, string Path, string Query, string? Authorization)
{
    /// <summary>The body's bytes as text; empty where there is none.</summary>
    public string Body { get; init; } = "";

    /// <summary>The body's content type.</summary>
    public string? Type { get; init; }

    /// <summary>The idempotency key.</summary>
    public string? Key { get; init; }
}
