using System.Text.Json.Nodes;

namespace Odoo.Connectors.Testing;

/// <summary>Which fields the integration user may see and write, by the permission sets that are assigned to that user.</summary>
internal sealed class SalesforceAccess(SalesforceSchema schema, SalesforceRecords records)
{
    private static readonly string[] Types = ["PermissionSet", "FieldPermissions", "PermissionSetAssignment"];

    /// <summary>Lets what a transaction changed about permissions count.</summary>
    public void Follow(IReadOnlyList<SalesforceChange> changes)
    {
        if (!changes.Any(change => Types.Contains(change.Type)))
        {
            return;
        }

        HashSet<string> sets = [.. Live("PermissionSetAssignment").Where(a => a["AssigneeId"]!.ToString() == SalesforceWriter.UserId).Select(a => a["PermissionSetId"]!.ToString())];
        ILookup<string, JsonObject> given = Live("FieldPermissions")
            .Where(p => sets.Contains(p["ParentId"]!.ToString()))
            .ToLookup(p => p["Field"]!.ToString(), StringComparer.OrdinalIgnoreCase);
        foreach ((string type, SalesforceField field) in schema.All().Where(f => f.Field.NeedsGrant).ToArray())
        {
            schema.Set(type, field with
            {
                IsVisible = field.IsReadable || given[$"{type}.{field.Name}"].Any(p => Is(p, "PermissionsRead")),
                IsEditable = given[$"{type}.{field.Name}"].Any(p => Is(p, "PermissionsEdit")),
            });
        }
    }

    /// <summary>Checks what is written about permissions.</summary>
    public static void Check(SalesforceSchema schema, SalesforceRecords records, string type, JsonObject body, JsonObject? record)
    {
        string? Told(string field) => (body[field] ?? record?[field])?.ToString();
        (string Field, string Other)? key = type switch
        {
            "PermissionSet" => ("Name", "Name"),
            "FieldPermissions" => ("Field", "ParentId"),
            "PermissionSetAssignment" => ("AssigneeId", "PermissionSetId"),
            _ => null,
        };
        if (key is not var (one, two))
        {
            return;
        }

        if (type == "FieldPermissions" && (Told("Field")!.Split('.') is not [var owner, var field] || owner != Told("SobjectType") || schema.Field(owner, field) is null))
        {
            throw new SalesforceRefusal(400, "INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST", $"Field Name: bad value for restricted picklist field: {Told("Field")}", "Field");
        }

        if (type == "FieldPermissions" && Told("PermissionsEdit") == "true" && Told("PermissionsRead") != "true")
        {
            throw new SalesforceRefusal(400, "FIELD_INTEGRITY_EXCEPTION", "Permission Edit depends on permission(s): Read", "PermissionsEdit");
        }

        if (records.All(type).FirstOrDefault(other => other != record && other["IsDeleted"]?.GetValue<bool>() is not true && other[one]?.ToString() == Told(one) && other[two]?.ToString() == Told(two)) is { } there)
        {
            throw new SalesforceRefusal(400, "DUPLICATE_VALUE", $"duplicate value found: {one} duplicates value on record with id: {there["Id"]}", one);
        }
    }

    private static bool Is(JsonObject record, string field) => record[field]?.ToString() == "true";

    private IEnumerable<JsonObject> Live(string type) => records.All(type).Where(record => record["IsDeleted"]?.GetValue<bool>() is not true);
}
