using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Docs;

#region cases
public sealed class Clerk(IConnectorOperations hub)
{
    public async Task ShowAsync(CancellationToken cancellationToken)
    {
        foreach (CaseInfo open in await hub.Cases.ListAsync(cancellationToken: cancellationToken))
        {
            Console.WriteLine($"{open.Id} {open.Reason.Kind} {open.Reason.Cause} {open.Reason.Field}: {open.Reason.Message}");
            if (open.EventId is long id)
            {
                foreach (AuditEntry line in await hub.ExplainAsync(id, cancellationToken))
                {
                    Console.WriteLine($"   {line.At:u} {line.What} {line.Detail}");
                }
            }
        }
    }

    public Task<CaseResult> RetryAsync(long caseId, string by, CancellationToken cancellationToken) => hub.Cases.RetryAsync(caseId, by, cancellationToken);
}
#endregion

internal static class Actions
{
    public static async Task GroupAsync(IConnectorOperations hub, string by, CancellationToken cancellationToken)
    {
        #region case-group
        foreach (CaseGroup group in await hub.Cases.GroupAsync(cancellationToken: cancellationToken))
        {
            Console.WriteLine($"{group.Count} x {group.Cause} at {group.System}, the oldest of {group.Oldest:u}");
        }

        GroupRetry done = await hub.Cases.RetryGroupAsync(new CaseFilter { Cause = "unmapped-tax", System = "stripe" }, by, cancellationToken);
        Console.WriteLine($"{done.Cases} cases retried, {done.Events} events are decided again, {done.Left} allow no retry.");
        #endregion
    }

    public static async Task PreviewAsync(IConnectorOperations hub, long eventId, string by, CancellationToken cancellationToken)
    {
        #region replay-preview
        ReplayResult seen = await hub.Replay.ReplayAsync(eventId, by, ReplayMode.FreshAnswers, preview: true, cancellationToken);
        foreach (ReplayEffect effect in seen.Effects)
        {
            Console.WriteLine($"{effect.Target} {effect.Kind}: {effect.Plan}, mapping {effect.PlannedWith} then and {effect.MappingNow} now");
            foreach (PayloadChange change in effect.Changes)
            {
                Console.WriteLine($"   {change.Path}"); // Before and After print as their length; Reveal() shows them
            }
        }
        #endregion
    }

    public static async Task RulesAsync(IConnectorOperations hub, CancellationToken cancellationToken)
    {
        #region rule-versions
        foreach (RuleVersion rules in await hub.Audit.RulesAsync(cancellationToken))
        {
            Console.WriteLine($"{rules.Since:u} {rules.Part} version {rules.Version} ({rules.Hash})");
            Console.WriteLine(rules.Words);
        }
        #endregion
    }

    public static async Task ExplainAsync(IConnectorOperations hub, CancellationToken cancellationToken)
    {
        #region explain-field
        FieldOrigin? origin = await hub.Audit.ExplainFieldAsync(new ExternalRef("odoo", "invoice", "4711"), "partner_id", cancellationToken);
        Console.WriteLine(origin is null
            ? "The hub never wrote it."
            : $"{origin.Rule}: event {origin.EventId} of {origin.Source}, decided {origin.DecidedAt:u}, approved by {origin.ApprovedBy ?? "nobody: it was not held"}");
        #endregion
    }

    public static async Task<bool> VerifyAsync(IConnectorOperations hub, CancellationToken cancellationToken)
    {
        #region audit-verify
        AuditVerification trail = await hub.Audit.VerifyAsync(cancellationToken: cancellationToken);
        foreach (AuditFault fault in trail.Faults)
        {
            Console.WriteLine($"{fault.Kind}: entry {fault.Number} of {fault.Lane}");
        }
        #endregion

        return trail.IsIntact;
    }

    public static async Task<bool> EraseAsync(IConnectorOperations hub, CancellationToken cancellationToken)
    {
        #region erase
        Erasure erasure = await hub.Privacy.EraseAsync(new ExternalRef("salesforce", "customer", "001Pl000006N5YAAA0"), by: "dpo@example.com", cancellationToken);
        Console.WriteLine(erasure.Message); // what was erased, or what is open and in the way
        #endregion
        return erasure.IsDone;
    }

    public static async Task<bool> ReconcileAsync(IConnectorOperations hub, DateTimeOffset since, string by, CancellationToken cancellationToken)
    {
        #region reconcile
        IReadOnlyList<long> passes = await hub.Feeds.ReconcileAsync("salesforce", from: since, by, cancellationToken);
        // Later, when the worker is through:
        FeedPass pass = (await hub.Feeds.PassAsync(passes[0], cancellationToken))!;
        Console.WriteLine($"{pass.Seen} seen, {pass.Absorbed} as they were, {pass.Changed} had been missed, {pass.Cases} are cases; at its end: {pass.IsSettled}");
        #endregion
        return pass.IsSettled;
    }

    public static async Task ImportAsync(IConnectorOperations hub, string by, CancellationToken cancellationToken)
    {
        #region import
        using StreamReader pairs = new("pairs.csv");
        ImportReport report = await hub.Identity.ImportAsync(pairs, by, new ImportOptions { DryRun = true }, cancellationToken);
        Console.WriteLine($"{report.Linked} would be linked, {report.AlreadyLinked} are.");
        foreach (ImportConflict conflict in report.Conflicts)
        {
            Console.WriteLine($"line {conflict.Line}, {conflict.Field}: {conflict.Message}");
        }
        #endregion
    }
}

internal static class Replays
{
    public static async Task<int> AcceptAsync(IConnectorOperations hub, IReadOnlyList<Delivery> deliveries, CancellationToken cancellationToken)
    {
        #region replay
        int stored = await hub.AcceptAsync(deliveries, cancellationToken);
        bool settled = await hub.DrainAsync(TimeSpan.FromMinutes(5), cancellationToken);
        #endregion
        return settled ? stored : -stored;
    }
}
