using Odoo.Connectors.Model;

namespace Odoo.Connectors.Stripe.Internal.Port;

/// <summary>The customers whose metadata holds the CRM's id of an account.</summary>
internal sealed record CustomerMatch(IReadOnlyList<string> Ids)
{
    public const string Kind = "customer-match";

    /// <summary>Asks for them.</summary>
    public static ExternalRef Question(string system, string account) => new(system, Kind, account);
}
