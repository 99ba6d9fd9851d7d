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

        wrong.AddRange(options.Sources.Where(s => !systems.All.TryGetValue(s, out IConnectedSystem? system) || system is not (IPollFeed and ISource))
            .Select(s => $"Reconciliation:Sources names '{s}', which is no connected system that is polled."));
        wrong.AddRange(options.Ledgers.Where(l => systems.All.GetValueOrDefault(l) is not ILedgerPositions)
            .Select(l => $"Reconciliation:Ledgers names '{l}', which is no connected system whose books can be compared."));
        return wrong.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(wrong);
    }
}
