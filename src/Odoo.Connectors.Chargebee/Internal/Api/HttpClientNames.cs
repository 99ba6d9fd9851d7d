namespace Odoo.Connectors.Chargebee.Internal.Api;

/// <summary>The HTTP client of a system's reads, which may be repeated.</summary>
internal static class HttpClientNames
{
    public static string For(string system) => $"chargebee:{system}:read";
}
