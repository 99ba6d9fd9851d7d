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
        return meter?.Target is not string target ? new Decision.Absorb("its meter has no target")
            : total.Billable == 0 ? new Decision.Absorb("nothing is to be billed")
            : total.Billable < 0 ? new Decision.Review(new CaseReason(
                ErrorKind.Validation, "negative-usage",
                string.Create(CultureInfo.InvariantCulture, $"Corrections of earlier periods are larger than what was used: {total.Billable} is to be billed for {total.Ref.Id}. Credit it by hand, then skip this case."), "quantity"))
            : new Decision.Do(
            [
                new Intent
                {
                    Target = target, Kind = EffectKinds.Usage, Class = EffectClass.Document, Source = total.Ref,
                    Record = total with { ReportedAs = meter.TargetName ?? total.Meter },
                },
            ]);
    }
}
