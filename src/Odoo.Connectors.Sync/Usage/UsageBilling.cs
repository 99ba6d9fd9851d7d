using System.Globalization;
using Odoo.Connectors.Model;

namespace Odoo.Connectors.Sync;

/// <summary>Tells closed totals to the targets of their meters, each once.</summary>
internal sealed class UsageBilling(UsageMeters meters) : IFlow
{
    public bool Handles(string changeKind) => changeKind == ChangeKinds.UsageClosed;

    public Decision Decide(Change change, Known known)
    {
        UsageTotal total = (UsageTotal)change.Record!;
        UsageMeterOptions? meter = meters.Find(total.Meter)?.Options;
        if (meter?.Target is not string target)
        {
            return new Decision.Absorb("its meter has no target");
        }

        // What a correction takes away is not always worth what was used: a port that prices quantities looks at both.
        if (total.Quantity == 0 && total.Billable == 0)
        {
            return new Decision.Absorb("nothing is to be billed");
        }

        return total.Billable < 0 ? new Decision.Review(new CaseReason(
                ErrorKind.Validation, "negative-usage",
                string.Create(CultureInfo.InvariantCulture, $"Corrections of earlier periods are larger than what was used: {total.Billable} is to be billed for {total.Ref.Id}. Credit it by hand, then skip this case."), "quantity"))
            : total.Subscription.System != target && UnderWay(target, total, known) is Decision wait ? wait
            : new Decision.Do(
            [
                new Intent
                {
                    Target = target, Kind = EffectKinds.Usage, Class = EffectClass.Document, Source = total.Ref,
                    Record = total with { ReportedAs = meter.TargetName ?? total.Meter },
                },
            ]);
    }

    /// <summary>Where another system bills than the one that has the subscription, the contract is there before its usage.</summary>
    private static Decision? UnderWay(string target, UsageTotal total, Known known)
    {
        if (!known.TryLink(total.Subscription, out RecordLink? record)
            || !known.TryEffect(known.DocumentKey(target, EffectKinds.Contract, record?.Origin ?? total.Subscription), out EffectSummary? contract))
        {
            return Decision.Needs;
        }

        return contract is { State: EffectState.Planned or EffectState.Sending or EffectState.InDoubt or EffectState.Held }
            ? Decision.Wait.Patiently(new CaseReason(ErrorKind.Dependency, "contract-not-made", $"The contract of {total.Subscription} is not made yet in {target}. Settle what holds it up."))
            : null;
    }
}
