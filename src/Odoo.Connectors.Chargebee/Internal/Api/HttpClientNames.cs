namespace Odoo.Connectors.Chargebee.Internal.Api;

/// <summary>The two HTTP clients of a system: reads may be repeated, writes never are.</summary>
internal static class HttpClientNames
{
    public static string For(string system) => $"chargebee:{system}:read";

    public static string ForWrites(string system) => $"chargebee:{system}:write";
}
