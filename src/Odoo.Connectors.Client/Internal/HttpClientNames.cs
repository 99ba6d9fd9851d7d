namespace Odoo.Connectors.Client.Internal;

/// <summary>The two HTTP clients of an instance: reads may be repeated, writes never.</summary>
internal static class HttpClientNames
{
    public static string For(string client, bool isRead) => isRead ? $"odoo:{client}:read" : $"odoo:{client}:write";
}
