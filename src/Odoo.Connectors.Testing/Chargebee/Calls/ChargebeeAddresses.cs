namespace Odoo.Connectors.Testing.Chargebee.Calls;

/// <summary>What an address is made of.</summary>
internal static class ChargebeeAddresses
{
    public static readonly HashSet<string> Fields =
    [
        "first_name", "last_name", "email", "company", "phone", "line1", "line2", "line3", "city", "state_code", "state", "zip", "country", "validation_status",
    ];
}
