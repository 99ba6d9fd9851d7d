namespace Odoo.Connectors.Sync;

/// <summary>The case of a meter that was taken out of the configuration while periods of it were open.</summary>
internal static class MeterCase
{
    public const string Cause = "meter-removed";

    /// <summary>What the case hangs on.</summary>
    public static string Of(string meter) => $"usage-meter/{meter}";

    public static CaseReason Reason(string meter) => new(
        ErrorKind.Configuration, Cause,
        $"Periods of the meter '{meter}' ended, and it is no longer configured: nobody bills them. Put it back under Usage:Meters, and they are closed and told; or close them by CloseAsync, and they are only kept.",
        $"Usage:Meters:{meter}");
}
