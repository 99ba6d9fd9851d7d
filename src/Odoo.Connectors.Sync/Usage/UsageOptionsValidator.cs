using Microsoft.Extensions.Options;

namespace Odoo.Connectors.Sync;

/// <summary>Says at start what to set.</summary>
internal sealed class UsageOptionsValidator : IValidateOptions<UsageOptions>
{
    private static readonly TimeSpan Vendors = TimeSpan.FromDays(35);

    public ValidateOptionsResult Validate(string? name, UsageOptions options)
    {
        List<string> faults = [];
        Check(options.BatchSize is >= 1 and <= 100_000, "BatchSize", "must be from 1 to 100000");
        Check(options.MaxBodyBytes is >= 1024 and <= 256 * 1024 * 1024, "MaxBodyBytes", "must be from 1024 to 268435456");
        Check(options.MostAhead >= TimeSpan.Zero && options.MostAhead <= TimeSpan.FromDays(1), "MostAhead", "must be from 0 to 1 day");
        Check(options.Interval > TimeSpan.Zero, "Interval", "must be positive");
        Check(options.ApiKeys.All(k => k is { Length: >= 20 } && !k.Any(char.IsWhiteSpace)), "ApiKeys", "must have 20 characters at least, and no spaces");
        foreach ((string meter, UsageMeterOptions of) in options.Meters)
        {
            string at = $"Meters:{meter}";
            Check(IsName(meter), at, "must have a name of 1 to 100 letters, digits, points, hyphens and underscores");
            Check(Enum.IsDefined(of.Aggregation), $"{at}:Aggregation", "must be Sum, Max, Last or Unique");
            Check(Enum.IsDefined(of.Period), $"{at}:Period", "must be Month, Day, Term or Contract");
            Check(Enum.IsDefined(of.Late), $"{at}:Late", "must be NextPeriod or Case");
            Check(TimeZoneInfo.TryFindSystemTimeZoneById(of.TimeZone, out _), $"{at}:TimeZone", "must be an IANA time zone, such as Europe/Brussels");
            Check(of.CloseAfter >= TimeSpan.Zero && of.CloseAfter <= Vendors, $"{at}:CloseAfter", "must be from 0 to 35 days");
            TimeSpan least = Longest(of.Period) + of.CloseAfter + Vendors;
            Check(options.Window >= least, "Window", $"must be at least {least.TotalDays:0.#} days for the meter {meter}: its longest period, its CloseAfter and 35 days");
        }

        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);

        void Check(bool holds, string field, string rule)
        {
            if (!holds)
            {
                faults.Add($"Usage:{field} {rule}.");
            }
        }
    }

    private static bool IsName(string meter) => meter.Length is > 0 and <= 100 && meter.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_');

    private static TimeSpan Longest(UsagePeriodKind period) => TimeSpan.FromDays(period switch { UsagePeriodKind.Day => 1, UsagePeriodKind.Month => 31, _ => 366 });
}
