namespace Odoo.Connectors.HubSpot.Internal.Api;

/// <summary>The two HTTP clients of a system: reads may be repeated, writes and renewals of the token never.</summary>
internal static class HttpClientNames
{
    public static string For(string system, bool isRead) => isRead ? $"hubspot:{system}:read" : $"hubspot:{system}:write";
}
