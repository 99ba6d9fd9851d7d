using System.Text.Json.Nodes;

namespace Odoo.Connectors.Testing.Chargebee.Billing;

/// <summary>What the site knows of a subscription and does not answer.</summary>
internal sealed class ChargebeeSubscriptionState
{
    /// <summary>Where terms are counted from.</summary>
    public long Anchor { get; set; }

    /// <summary>The subscription as it will be from the next term on.</summary>
    public JsonObject? Scheduled { get; set; }

    public JsonObject? Contract { get; set; }

    /// <summary>The line items whose rest was given back by a change; they are not given back again.</summary>
    public HashSet<string> Credited { get; } = new(StringComparer.Ordinal);

    /// <summary>For how many terms a contract is renewed.</summary>
    public long? RenewalCycles { get; set; }

    /// <summary>What is to happen when a contract begins: its action at the end and its length.</summary>
    public (string Action, long Cutoff)? ContractWish { get; set; }
}
