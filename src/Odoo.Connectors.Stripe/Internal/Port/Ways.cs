namespace Odoo.Connectors.Stripe.Internal.Port;

/// <summary>The ways of writing that are fixed in an effect's row.</summary>
internal static class Ways
{
    /// <summary>A customer is made.</summary>
    public const string Customer = "customer";

    /// <summary>A customer's fields become what is given.</summary>
    public const string CustomerFields = "customer-fields";

    /// <summary>A subscription is made.</summary>
    public const string Subscription = "subscription";

    /// <summary>A customer's balance is credited.</summary>
    public const string Credit = "credit";

    /// <summary>A payment is reported and attached to its invoice.</summary>
    public const string Payment = "payment";

    /// <summary>A subscription is to end with its period.</summary>
    public const string CancelLater = "cancel-at-period-end";

    /// <summary>A subscription ends at once.</summary>
    public const string CancelNow = "cancel";

    /// <summary>A subscription is not billed for now.</summary>
    public const string Pause = "pause";

    /// <summary>A subscription is billed again.</summary>
    public const string Resume = "resume";
}
