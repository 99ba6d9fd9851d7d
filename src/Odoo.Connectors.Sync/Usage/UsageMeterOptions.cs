namespace Odoo.Connectors.Sync;

/// <summary>One meter. Section <c>Usage:Meters:&lt;name&gt;</c>. What decides quantities must not be changed while a period is open.</summary>
public sealed class UsageMeterOptions
{
    /// <summary>How events become a quantity. The default is <see cref="UsageAggregation.Sum"/>.</summary>
    public UsageAggregation Aggregation { get; set; }

    /// <summary>What is totalled for. The default is <see cref="UsagePeriodKind.Month"/>.</summary>
    public UsagePeriodKind Period { get; set; }

    /// <summary>The IANA name of the company's time zone, in which periods begin and end. The default is <c>UTC</c>.</summary>
    public string TimeZone { get; set; } = "UTC";

    /// <summary>
    /// How long after its end a period is closed by itself; usage that comes until then counts in it. Shorter than the billing platform
    /// waits before it finalises the invoice. The default is 30 minutes; at most 35 days.
    /// </summary>
    public TimeSpan CloseAfter { get; set; } = TimeSpan.FromMinutes(30);

    /// <summary>What becomes of usage that comes later than that. The default is <see cref="LateUsage.NextPeriod"/>.</summary>
    public LateUsage Late { get; set; }

    /// <summary>The configured name of the system that closed totals are told to. The default is null: they are only kept.</summary>
    public string? Target { get; set; }

    /// <summary>What the target calls the meter, such as Stripe's event name or Chargebee's item price. The default is null: the meter's own name.</summary>
    public string? TargetName { get; set; }
}
