using System.Text.Json.Nodes;

namespace Odoo.Connectors.Testing;

/// <summary>A record that a call is about to write.</summary>
public sealed record SalesforceWrite
{
    internal SalesforceWrite(string type, string? id, JsonObject fields, bool allowsDuplicates)
    {
        Type = type;
        Id = id;
        Fields = fields;
        AllowsDuplicates = allowsDuplicates;
    }

    /// <summary>The type, for example <c>Account</c>.</summary>
    public string Type { get; }

    /// <summary>The id of the record; null when it is about to be made.</summary>
    public string? Id { get; }

    /// <summary>A copy of the fields as they are sent; empty when the record is to be deleted.</summary>
    public JsonObject Fields { get; }

    /// <summary>Whether the call says <c>Sforce-Duplicate-Rule-Header: allowSave=true</c>, which passes duplicate rules that only alert.</summary>
    public bool AllowsDuplicates { get; }
}
