namespace Odoo.Connectors.Chargebee.Internal.Mapping;

/// <summary>Whether a credit note gives an invoice up: by its reason, or by that of the site's own list, where Chargebee sets one.</summary>
internal static class WriteOffs
{
    public static bool Is(string? reason, string? ownReason) => reason == "write_off" || string.Equals(ownReason, "Write Off", StringComparison.OrdinalIgnoreCase);
}
