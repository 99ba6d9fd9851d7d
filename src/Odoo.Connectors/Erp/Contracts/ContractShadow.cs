using System.Text.Json.Nodes;
using Odoo.Connectors.Model;

namespace Odoo.Connectors.Erp;

/// <summary>What was agreed about a contract's order: the fields, and where the contract stands.</summary>
internal static class ContractShadow
{
    private const string Status = "contract.status";

    public static IEnumerable<KeyValuePair<string, string?>> Of(IEnumerable<KeyValuePair<string, JsonNode?>> values, ContractStatus status) =>
        values.Select(v => KeyValuePair.Create(v.Key, v.Value?.ToString())).Append(KeyValuePair.Create(Status, (string?)status.ToString()));
}
