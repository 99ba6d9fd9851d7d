using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Stripe.Internal.Port;

/// <summary>How long Stripe surely knows an idempotency key.</summary>
internal static class Recall
{
    // An hour less than Stripe promises.
    private static readonly TimeSpan Enforced = TimeSpan.FromHours(23);

    /// <summary>Whether an earlier attempt may have been applied and its key may be forgotten: then it is looked for before anything is sent.</summary>
    public static bool IsOver(Dispatch dispatch, long plannedAt, TimeProvider clock) =>
        dispatch.InDoubt && clock.GetUtcNow() - DateTimeOffset.FromUnixTimeSeconds(plannedAt) > Enforced;

    /// <summary>
    /// Whether Stripe keeps a failure under the key of which it does not say that nothing was done, or another request: the same again will not
    /// bring more. What became of it is looked for.
    /// </summary>
    public static bool IsSpent(WriteAnswer answer) => answer is { Failure.Kind: ErrorKind.Conflict } or { IsStored: true, Failure.Kind: ErrorKind.Unknown };
}
