namespace Odoo.Connectors.Samples.LeadToCash;

/// <summary>Where the hub finds Chargebee, and who its webhooks are from.</summary>
internal sealed record ChargebeeSettings
{
    public required string Site { get; init; }

    public required Uri Url { get; init; }

    public required string Key { get; init; }

    public string WebhookUser { get; init; } = "hub";

    public required string WebhookPassword { get; init; }

    /// <summary>Product codes of deals, and the item prices that they are sold at.</summary>
    public IReadOnlyDictionary<string, string> ItemPrices { get; init; } = new Dictionary<string, string>();
}
