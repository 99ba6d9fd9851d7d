using System.Text.Json.Nodes;

namespace Odoo.Connectors.Erp;

/// <summary>
/// What must be done around a document of money: look before it is written whether Odoo can express it, and match exactly what it
/// pays, takes back or settles. It travels in the document's plan; Odoo never sees it.
/// </summary>
internal sealed class MoneyPlan(JsonObject json)
{
    public const string Payment = "payment";
    public const string Allocation = "allocation";
    public const string OnAccount = "on-account";
    public const string Reversal = "reversal";
    public const string Restoration = "restoration";
    public const string Payout = "payout";

    public string Kind => (string)json["kind"]!;

    /// <summary>The documents that are paid or settled, by external id, and how much of each; in the currency of the document.</summary>
    public IReadOnlyList<MoneyPart> Parts
    {
        get => [.. ((JsonArray?)json["parts"] ?? []).Select(p => new MoneyPart((string)p!["key"]!, p["amount"]!.GetValue<decimal>()))];
        init => json["parts"] = new JsonArray([.. value.Select(p => (JsonNode)new JsonObject { ["key"] = p.Key, ["amount"] = p.Amount })]);
    }

    /// <summary>Whether money beyond what is open makes it a case.</summary>
    public bool RefusesOverpayment
    {
        get => json["exact"]?.GetValue<bool>() == true;
        init => json["exact"] = value;
    }

    /// <summary>The largest rest that is written off.</summary>
    public decimal WriteOffLimit
    {
        get => json["writeoff"]?.GetValue<decimal>() ?? 0m;
        init => json["writeoff"] = value;
    }

    /// <summary>The account for rests that are written off, or for fees.</summary>
    public long Account
    {
        get => json["account"]?.GetValue<long>() ?? 0;
        init => json["account"] = value;
    }

    /// <summary>The external id of what is taken back.</summary>
    public string Of
    {
        get => (string)json["of"]!;
        init => json["of"] = value;
    }

    /// <summary>The external id of the payment or refund whose accounts a reversal uses.</summary>
    public string Original
    {
        get => (string)json["original"]!;
        init => json["original"] = value;
    }

    /// <summary>How much is taken back.</summary>
    public decimal Amount
    {
        get => json["amount"]?.GetValue<decimal>() ?? 0m;
        init => json["amount"] = value;
    }

    /// <summary>The currency of the amounts.</summary>
    public long Currency
    {
        get => json["currency"]?.GetValue<long>() ?? 0;
        init => json["currency"] = value;
    }

    /// <summary>What is charged with it.</summary>
    public decimal Fee
    {
        get => json["fee"]?.GetValue<decimal>() ?? 0m;
        init => json["fee"] = value;
    }

    public JsonObject ToJson() => (JsonObject)json.DeepClone();
}

/// <summary>A document and how much of it.</summary>
internal sealed record MoneyPart(string Key, decimal Amount);
