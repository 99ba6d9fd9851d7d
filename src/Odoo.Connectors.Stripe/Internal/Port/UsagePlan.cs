using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Stripe.Internal.Port;

/// <summary>A closed total as one event of a meter, dated into its period.</summary>
internal static class UsagePlan
{
    public const string Way = "meter";
    private const int Minutes = 30;
    private static readonly TimeSpan Oldest = TimeSpan.FromDays(35);

    public static PlanResult Of(string system, Intent intent, Known known)
    {
        if (intent.Kind != EffectKinds.Usage || intent.Record is not UsageTotal total)
        {
            return Review(ErrorKind.Configuration, "no-such-write", $"The system '{system}' takes usage here, not a {intent.Record.GetType().Name}; give {intent.Kind} another target.", null);
        }

        if (total.Billable == 0)
        {
            return new PlanResult.Nothing("nothing is to be billed");
        }

        if (total.Subscription.System != system)
        {
            return Review(ErrorKind.Configuration, "usage-elsewhere", $"The usage is of a subscription of '{total.Subscription.System}', which '{system}' does not bill; correct the Target of the meter {total.Meter}.", "subscription");
        }

        if (total.Billable != decimal.Truncate(total.Billable))
        {
            return Review(ErrorKind.Validation, "usage-not-whole", $"Stripe takes whole numbers, and {total.Ref.Id} is {total.Billable.ToString(CultureInfo.InvariantCulture)}; let the meter count a smaller unit.", "quantity");
        }

        DateTimeOffset at = Within(total);
        if (at < known.Now - Oldest)
        {
            return Review(ErrorKind.Validation, "usage-too-old", $"Stripe takes events of the last 35 days, and {total.Ref.Id} ended before. Bill it by an invoice item by hand, then skip this case.", "timestamp");
        }

        if (!known.TryRead(total.Subscription, out Contract? contract))
        {
            return PlanResult.Needs;
        }

        if (contract is null)
        {
            return Review(ErrorKind.NotFound, "no-subscription", $"Stripe has no {total.Subscription}; correct what the metering platform sends, and bill this total by hand.", "subscription");
        }

        string name = total.ReportedAs ?? total.Meter;
        MeterEvent planned = new(name, contract.Customer.Id, (long)total.Billable, at.ToUnixTimeSeconds(), known.Now.ToUnixTimeSeconds());
        return new PlanResult.Send(new EffectPlan
        {
            // Stripe refuses two calls at once for one customer and meter.
            Subject = $"meter/{name}/{contract.Customer.Id}",
            Payload = planned.ToPayload(),
            Way = Way,
            Remarks = [string.Create(CultureInfo.InvariantCulture, $"{planned.Value} of {name}, {total.Corrections.Count} corrections of earlier periods in it")],
        });
    }

    /// <summary>
    /// One of the last minutes of the period, so that the invoice of that period bills it. Which one, its name tells: what Stripe sums up for that
    /// minute is then ours alone, also where a customer has a few subscriptions.
    /// </summary>
    private static DateTimeOffset Within(UsageTotal total)
    {
        uint lot = BinaryPrimitives.ReadUInt32LittleEndian(SHA256.HashData(Encoding.UTF8.GetBytes(total.Ref.Id)));
        return total.Period.End.AddMinutes(-1 - (int)(lot % Minutes));
    }

    private static PlanResult.Review Review(ErrorKind kind, string cause, string message, string? field) => new(new CaseReason(kind, cause, message, field));
}
