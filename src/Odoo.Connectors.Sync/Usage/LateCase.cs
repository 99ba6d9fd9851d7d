namespace Odoo.Connectors.Sync;

/// <summary>The case that asks what becomes of usage that came after its period was closed.</summary>
internal static class LateCase
{
    public const string Cause = "late-usage";

    /// <summary>What the case hangs on.</summary>
    public static string Of(TotalRow total) => TotalRefs.Of(total.Key).ToString();

    public static CaseReason Reason(TotalRow total) => new(
        ErrorKind.PeriodLocked, Cause,
        $"Usage of {TotalRefs.Of(total.Key).Id} came or was corrected after that period was closed. Let the next period bill it (CarryAsync), or resolve this case: then it is not billed.");
}
