using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Erp;

/// <summary>
/// How much of a call an effect takes up, so that a call stays below 20 seconds on a modest server: one unit is about 20 ms. A call
/// holds fifty documents of up to twenty lines, fewer of longer ones, or five hundred new customers.
/// </summary>
internal static class CallWeight
{
    /// <summary>What one call takes.</summary>
    public const int Call = 1000;

    /// <summary>The most effects that fit into a call.</summary>
    public const int MostEffects = Call / Customer;

    private const int Document = 20;
    private const int Customer = 2;

    /// <summary>The plan with its weight; planners leave the number of lines there.</summary>
    public static PlanResult Weigh(PlanResult result, string kind) => result is PlanResult.Send send
        ? send with { Plan = send.Plan with { Weight = kind == EffectKinds.Customer ? Customer : Math.Max(Document, send.Plan.Weight) } }
        : result;
}
