using System.Security.Cryptography;
using System.Text;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Stripe.Internal.Port;

/// <summary>The short hash of an effect's key that what it makes carries in its metadata: by it that is found again.</summary>
internal static class Mark
{
    /// <summary>The metadata key of what an effect made.</summary>
    public const string MadeBy = "odoo_connectors_effect";

    /// <summary>The metadata key of the order that a subscription obeyed last.</summary>
    public const string OrderedBy = "odoo_connectors_order";

    private const int Length = 32;

    public static string Of(Dispatch dispatch) => Of(dispatch.Key);

    public static string Of(string effectKey) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(effectKey)))[..Length];
}
