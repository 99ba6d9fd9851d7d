using Cronos;
using Microsoft.Extensions.Options;

namespace Odoo.Connectors.Sync;

internal sealed class ReconciliationOptionsValidator(HubSystems systems) : IValidateOptions<ReconciliationOptions>
{
    public ValidateOptionsResult Validate(string? name, ReconciliationOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        List<string> wrong = [];
        if (options.Schedule is { } schedule && !CronExpression.TryParse(schedule, CronFormat.Standard, out _))
        {
            wrong.Add("Reconciliation:Schedule must be a cron expression of five fields, such as 30 3 * * *.");
        }

        if (options.Schedule is not null && options.Sources.Count == 0)
        {
            wrong.Add("Reconciliation:Sources must name the sources that Reconciliation:Schedule compares.");
        }

        if (!TimeZoneInfo.TryFindSystemTimeZoneById(options.TimeZone ?? "", out _))
        {
            wrong.Add("Reconciliation:TimeZone must be an IANA time zone such as Europe/Brussels.");
        }

        if (options.SettleWindow < TimeSpan.Zero || options.LookBack <= TimeSpan.Zero)
        {
            wrong.Add("Reconciliation:SettleWindow must not be negative, and Reconciliation:LookBack longer than nothing.");
        }

        if (options.AutoAccept.Any(k => k is not (DiscrepancyKind.Missing or DiscrepancyKind.State)))
        {
            wrong.Add("Reconciliation:AutoAccept takes Missing and State only: everything else a person must mend.");
        }

        for (int i = 0; i < options.AutoAcceptRules.Count; i++)
        {
            wrong.AddRange(Faults($"Reconciliation:AutoAcceptRules:{i}", options.AutoAcceptRules[i], options));
        }

        wrong.AddRange(options.Sources.Where(s => !systems.All.TryGetValue(s, out IConnectedSystem? system) || system is not (IPollFeed and ISource))
            .Select(s => $"Reconciliation:Sources names '{s}', which is no connected system that is polled."));
        wrong.AddRange(options.Ledgers.Where(l => systems.All.GetValueOrDefault(l) is not ILedgerPositions)
            .Select(l => $"Reconciliation:Ledgers names '{l}', which is no connected system whose books can be compared."));
        return wrong.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(wrong);
    }

    private IEnumerable<string> Faults(string where, AutoAcceptRule rule, ReconciliationOptions options)
    {
        if (string.IsNullOrWhiteSpace(rule.Name) || AutoAcceptance.Rules(options).Count(r => string.Equals(r.Name, rule.Name, StringComparison.OrdinalIgnoreCase)) > 1)
        {
            yield return $"{where}:Name must be set, and be no other rule's; a kind that Reconciliation:AutoAccept names is a rule of that name.";
        }

        if (rule.Kinds.Count == 0 || rule.Kinds.Any(k => k is not (DiscrepancyKind.Missing or DiscrepancyKind.State) || options.AutoAccept.Contains(k)))
        {
            yield return $"{where}:Kinds must be Missing, State or both, and none that Reconciliation:AutoAccept takes without limits.";
        }

        if (rule.Ledgers.FirstOrDefault(l => systems.All.GetValueOrDefault(l) is not ILedgerPositions) is { } ledger)
        {
            yield return $"{where}:Ledgers names '{ledger}', which is no connected system whose books can be compared.";
        }

        if (rule.RecordKinds.Except(PositionMapper.Kinds).Any())
        {
            yield return $"{where}:RecordKinds must be among {string.Join(", ", PositionMapper.Kinds)}.";
        }

        foreach (string fault in AmountLimits.Faults($"{where}:LargestAmounts", rule.LargestAmounts))
        {
            yield return fault;
        }

        if (rule.MostPerRun < 1)
        {
            yield return $"{where}:MostPerRun must be 1 or more; leave the rule out where it may take none.";
        }
    }
}
