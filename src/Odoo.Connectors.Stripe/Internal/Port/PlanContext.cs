using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Stripe.Internal.Port;

/// <summary>What a plan is made with.</summary>
internal sealed record PlanContext(string System, StripeOptions Options, MappingTable Mappings, OwnershipTable Ownership, Known Known)
{
    public long Now => Known.Now.ToUnixTimeSeconds();

    public static PlanResult.Review Review(ErrorKind kind, string cause, string message, string? field = null) => new(new CaseReason(kind, cause, message, field));

    /// <summary>The id of a customer in this account, as the identity map has it.</summary>
    /// <returns>False when it is not known yet.</returns>
    public bool TryCustomer(ExternalRef customer, out string? id, out RecordLink? link)
    {
        bool isKnown = Known.TryLink(customer, out link);
        bool isOwn = customer.System == System && link?.StateOf(customer) != LinkState.Superseded;
        id = isOwn ? customer.Id : link?.IdIn(System, RecordKinds.Customer);
        return isKnown;
    }

    /// <summary>The key of the effect that makes a customer here.</summary>
    public string CustomerKey(ExternalRef customer, RecordLink? link) => Known.DocumentKey(System, EffectKinds.Customer, link?.Origin ?? customer);

    /// <summary>The parameters as texts.</summary>
    public static Dictionary<string, string> Texts(PlannedFields fields) => fields.Values.ToDictionary(
        v => v.Key,
        v => v.Value is { } value ? value.GetValueKind() == global::System.Text.Json.JsonValueKind.String ? value.GetValue<string>() : value.ToJsonString() : "",
        StringComparer.Ordinal);
}
