using System.Text;
using Microsoft.Extensions.Options;
using Odoo.Connectors.Model;

namespace Odoo.Connectors.Sync;

/// <summary>Checks events before anything is stored of them. Pure but for the clock.</summary>
internal sealed class MeteredEvents(UsageMeters meters, IOptions<UsageOptions> options, TimeProvider clock)
{
    public const int LongestId = 500;
    private const int LongestSubscription = 255, LongestSystem = 31, LongestValue = 2000, MostDigits = 9;
    private const decimal MostQuantity = 1_000_000_000_000m;

    /// <summary>Checks one event.</summary>
    /// <returns>The event, or what is wrong of it.</returns>
    public (MeteredEvent? Event, UsageFault? Fault) Check(string source, long line, UsageEvent usage)
    {
        UsageMeter? meter = meters.Find(usage.Meter);
        (string Field, string Message)? wrong = Identity(usage) ?? Meaning(usage, meter) ?? Time(usage);
        if (wrong is { } fault)
        {
            return (null, new UsageFault(line, usage.Id.Length is > 0 and <= LongestId ? usage.Id : null, fault.Field, fault.Message));
        }

        string? target = usage.Replaces ?? usage.Cancels;
        return (new MeteredEvent
        {
            Line = line,
            Event = usage,
            Meter = meter!,
            Key = UsageKey.Of(source, usage.Id),
            At = usage.At.ToUnixTimeMilliseconds(),
            Value = meter!.IsUnique && usage.UniqueValue is string value ? UsageKey.Of(usage.Meter, value) : null,
            Target = target is null ? null : UsageKey.Of(source, target),
        }, null);
    }

    private static (string, string)? Identity(UsageEvent usage) =>
        usage.Id.Length is 0 or > LongestId ? ("id", $"The id must have 1 to {LongestId} characters.")
        : usage.Subscription.Kind != RecordKinds.Contract ? ("subscription", $"The subscription must be a reference of the kind {RecordKinds.Contract}.")
        : usage.Subscription.System.Length is 0 or > LongestSystem || usage.Subscription.System.Contains('/', StringComparison.Ordinal)
            ? ("system", "The subscription's system must be the configured name of one; set Usage:System for lines that name none.")
        : usage.Subscription.Id.Length == 0 || Encoding.UTF8.GetByteCount(usage.Subscription.Id) > LongestSubscription
            ? ("subscription", $"The subscription's id must have 1 to {LongestSubscription} bytes of UTF-8.")
        : StoreText.Storable(usage.Subscription.Id) != usage.Subscription.Id || StoreText.Storable(usage.Subscription.System) != usage.Subscription.System
            ? ("subscription", "The subscription's id holds a NUL or half a character.")
        : usage.Replaces is not null && usage.Cancels is not null ? ("cancels", "An event replaces another one or cancels it, not both.")
        : (usage.Replaces ?? usage.Cancels) is string other && (other.Length is 0 or > LongestId || other == usage.Id)
            ? (usage.Cancels is null ? "replaces" : "cancels", $"It must be the id of another event, 1 to {LongestId} characters.")
        : null;

    private static (string, string)? Meaning(UsageEvent usage, UsageMeter? meter) =>
        meter is null ? ("meter", $"No meter is named so: add it to Usage:Meters and retry, or correct the event.")
        : usage.Cancels is not null && usage.Quantity != 0 ? ("quantity", "An event that cancels another one has no quantity; replace it instead.")
        : Math.Abs(usage.Quantity) >= MostQuantity || (usage.Quantity.Scale > MostDigits && decimal.Round(usage.Quantity, MostDigits) != usage.Quantity)
            ? ("quantity", $"The quantity must have at most 12 digits before and {MostDigits} after the point.")
        : meter.IsUnique && usage.Cancels is null && usage.UniqueValue is not { Length: > 0 and <= LongestValue }
            ? ("value", $"This meter counts unique values; the value must have 1 to {LongestValue} characters.")
        : null;

    private (string, string)? Time(UsageEvent usage)
    {
        DateTimeOffset now = clock.GetUtcNow();
        return usage.At < now - options.Value.Window ? ("at", $"It is older than {options.Value.Window.TotalDays:0.#} days (Usage:Window): whether it came before can no longer be told. Bill it by hand.")
            : usage.At > now + options.Value.MostAhead ? ("at", $"It lies more than {options.Value.MostAhead} ahead of our clock (Usage:MostAhead); correct the sender's clock.")
            : null;
    }
}
