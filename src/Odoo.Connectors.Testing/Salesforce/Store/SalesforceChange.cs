using System.Text.Json.Nodes;

namespace Odoo.Connectors.Testing;

/// <summary>What a transaction did to one record: before and after; null when there was or is nothing to see.</summary>
internal sealed record SalesforceChange(string Type, JsonObject? Before, JsonObject After)
{
    public string RecordId => After["Id"]!.GetValue<string>();

    public string What => (IsGone(Before), IsGone(After)) switch
    {
        (true, _) when Before is null => "CREATE",
        (true, false) => "UNDELETE",
        (false, true) => "DELETE",
        _ => "UPDATE",
    };

    private static bool IsGone(JsonObject? record) => record is null || record["IsDeleted"]?.GetValue<bool>() is true;
}
