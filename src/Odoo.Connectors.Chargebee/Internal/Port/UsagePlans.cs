using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Chargebee.Internal.Port;

/// <summary>A closed total as one usage of a metered item price, dated into its period.</summary>
internal static class UsagePlans
{
    /// <summary>The last half an hour of a period, or less of a shorter one.</summary>
    private const int Seconds = 1800;

    public static PlanResult Plan(string system, UsageTotal total)
    {
        if (total.Subscription.System != system)
        {
            return Review(ErrorKind.Configuration, "usage-elsewhere", $"The usage is of a subscription of '{total.Subscription.System}', which '{system}' does not bill; correct the Target of the meter {total.Meter}.", "subscription");
        }

        if (total.Billable < 0m)
        {
            return Review(ErrorKind.Validation, "usage-negative", $"{total.Ref.Id} is {Text(total.Billable)} with the corrections of earlier periods, and Chargebee takes no usage below 0. Credit it by hand, then skip this case.", "quantity");
        }

        if (total.Billable == 0m)
        {
            return new PlanResult.Nothing("nothing was used, and Chargebee bills nothing for what is not told");
        }

        string price = total.ReportedAs ?? total.Meter;
        return new PlanResult.Send(new EffectPlan
        {
            Subject = $"usage/{total.Subscription.Id}/{price}",
            Way = Ways.Usage,
            Payload = new PlannedWrite(total.Subscription.Id, new Dictionary<string, string>
            {
                ["item_price_id"] = price, ["quantity"] = Text(total.Billable), ["usage_date"] = Within(total).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture),
            }).ToPayload(),
            Remarks = [string.Create(CultureInfo.InvariantCulture, $"{Text(total.Billable)} of {price}, {total.Corrections.Count} corrections of earlier periods in it")],
        });
    }

    /// <summary>
    /// One of the last seconds of the period, which its name chooses: Chargebee takes one usage of a subscription, item price and second, and two
    /// meters may be billed by one item price.
    /// </summary>
    private static DateTimeOffset Within(UsageTotal total)
    {
        uint lot = BinaryPrimitives.ReadUInt32LittleEndian(SHA256.HashData(Encoding.UTF8.GetBytes(total.Ref.Id)));
        long room = Math.Clamp((long)(total.Period.End - total.Period.Start).TotalSeconds, 1, Seconds);
        return total.Period.End.AddSeconds(-1 - (lot % room));
    }

    private static string Text(decimal quantity) => quantity.ToString("0.##################", CultureInfo.InvariantCulture);

    private static PlanResult.Review Review(ErrorKind kind, string cause, string message, string field) => new(new CaseReason(kind, cause, message, field));
}
