namespace Odoo.Connectors.Salesforce.Internal.Api;

/// <summary>The two HTTP clients of a system: reads may be repeated, writes and logins never.</summary>
internal static class HttpClientNames
{
    public static string For(string system, bool isRead) => isRead ? $"salesforce:{system}:read" : $"salesforce:{system}:write";
}
