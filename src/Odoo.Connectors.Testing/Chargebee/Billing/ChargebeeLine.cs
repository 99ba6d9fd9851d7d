using System.Text.Json.Nodes;

namespace Odoo.Connectors.Testing.Chargebee.Billing;

/// <summary>What is charged, before discounts and taxes.</summary>
internal sealed record ChargebeeLine(string EntityType, string? EntityId, string Description, long From, long To)
{
    public required long UnitAmount { get; init; }

    public long Quantity { get; init; } = 1;

    public required long Amount { get; init; }

    public string? PricingModel { get; init; }

    public bool IsTaxable { get; init; } = true;

    public bool IsMetered { get; init; }

    public string? SubscriptionId { get; init; }

    public IReadOnlyList<JsonObject> Tiers { get; init; } = [];
}
