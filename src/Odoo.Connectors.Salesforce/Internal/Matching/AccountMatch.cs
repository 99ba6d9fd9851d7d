using System.Text.Json.Serialization;

namespace Odoo.Connectors.Salesforce.Internal.Matching;

/// <summary>The accounts that may be a customer. What was deleted or merged away is none of them.</summary>
internal sealed record AccountMatch
{
    public static AccountMatch None { get; } = new();

    /// <summary>The account that carries the customer's external id.</summary>
    public string? Own { get; init; }

    /// <summary>Accounts that share a match key.</summary>
    public IReadOnlyList<string> Others { get; init; } = [];

    /// <summary>Accounts that share a match key and have another VAT number.</summary>
    public IReadOnlyList<string> Related { get; init; } = [];

    /// <summary>The one account that the customer surely is.</summary>
    [JsonIgnore]
    public string? Only => Own ?? (Related.Count == 0 && Others is [var only] ? only : null);

    /// <summary>Whether a person must say which one it is.</summary>
    [JsonIgnore]
    public bool IsInDoubt => Only is null && Others.Count + Related.Count > 0;
}
