using System.Text.Json.Nodes;
using Odoo.Connectors.Model;

namespace Odoo.Connectors.Erp;

/// <summary>
/// One line that an order must have. It is known by an external id made of the source's line and its product; an order that was made of a
/// deal has the deal's lines instead, which are recognised by product, quantity and price as they were.
/// </summary>
internal sealed record ContractLine(string Key, long Product, string Code, string Name, decimal Quantity, decimal Price, bool Reprice)
{
    /// <summary>Quantity and price before the change; null when the line was not there or nobody tells.</summary>
    public (decimal Quantity, decimal Price)? Was { get; init; }

    /// <summary>Whether the source says that the line was not there before.</summary>
    public bool IsNew { get; init; }

    /// <summary>The external id of a line of a deal or contract.</summary>
    public static string KeyOf(ExternalRef contract, ProductLine line) =>
        ErpKeys.ExternalId("line", contract with { Id = $"{contract.Id}/{line.Id}/{line.ProductCode}" });

    /// <summary>What the external ids of all lines of a contract begin with.</summary>
    public static string KeysOf(ExternalRef contract) => ErpKeys.ExternalId("line", contract with { Id = $"{contract.Id}/" });

    /// <summary>The source's line and its product code, of the external id of a line of this contract or deal; null of another.</summary>
    public static (string Id, string Code)? Parts(string externalId, ExternalRef contract) =>
        ErpKeys.Parse(externalId) is ("line", ExternalRef line) && line.System == contract.System && line.Id.StartsWith($"{contract.Id}/", StringComparison.Ordinal)
        && line.Id[(contract.Id.Length + 1)..].Split('/', 2) is [string id, string code] ? (id, code) : null;

    public static ContractLine Parse(JsonNode json) => new(
        (string)json["key"]!, (long)json["product"]!, (string)json["code"]!, (string)json["name"]!, (decimal)json["quantity"]!, (decimal)json["price"]!, (bool)json["reprice"]!)
    {
        Was = json["was"] is JsonArray was ? ((decimal)was[0]!, (decimal)was[1]!) : null,
        IsNew = (bool)json["new"]!,
    };

    public JsonObject ToJson() => new()
    {
        ["key"] = Key,
        ["product"] = Product,
        ["code"] = Code,
        ["name"] = Name,
        ["quantity"] = Quantity,
        ["price"] = Price,
        ["reprice"] = Reprice,
        ["was"] = Was is (decimal quantity, decimal price) ? new JsonArray(quantity, price) : null,
        ["new"] = IsNew,
    };
}
