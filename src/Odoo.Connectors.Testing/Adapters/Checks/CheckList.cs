namespace Odoo.Connectors.Testing.Adapters;

/// <summary>All checks, in the order in which an adapter is written.</summary>
internal static class CheckList
{
    public static IReadOnlyList<CheckEntry> All { get; } =
        [.. IdentityChecks.All, .. SettingChecks.All, .. WebhookChecks.All, .. DecodeChecks.All, .. ReadChecks.All, .. FeedChecks.All, .. PortChecks.All, .. LostReplyChecks.All, .. SecretChecks.All];
}
