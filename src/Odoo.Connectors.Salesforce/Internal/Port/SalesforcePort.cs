using Microsoft.Extensions.Logging;
using Odoo.Connectors.Model;
using Odoo.Connectors.Salesforce.Internal.Api;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Salesforce.Internal.Port;

/// <summary>Writes absolute values to accounts, contacts and opportunities, and reads back what was stored.</summary>
internal sealed class SalesforcePort(string system, SalesforceApi api, RecordReader reader, MappingTable mappings, OwnershipTable ownership, ILogger logger)
{
    private readonly ContactRoles _sender = new(system, reader, new Sender(system, api));
    private readonly ReadBack _readBack = new(system, reader, logger);

    public PlanResult Plan(Intent intent, Known known)
    {
        PortContext context = new(system, api.Options, mappings, Owned(intent), known);
        return intent switch
        {
            { Record: FieldChanges changes } => FieldChangePlans.Plan(context, intent, changes),
            { Kind: EffectKinds.AccountStatus } => StatusPlans.Account(context, intent),
            { Kind: EffectKinds.AccountSummary } => StatusPlans.Summary(context, intent),
            { Kind: EffectKinds.AccountStanding } => StandingPlans.Standing(context, intent),
            { Kind: EffectKinds.DealStatus } => StatusPlans.Deal(context, intent),
            { Kind: EffectKinds.Customer or EffectKinds.CustomerFields } => CustomerPlans.Customer(context, intent),
            { Kind: EffectKinds.Contacts, Record: Deal deal } => DealRolePlans.Plan(context, intent, deal),
            { Kind: EffectKinds.Contacts } => CustomerPlans.Contacts(context, intent),
            _ => PortContext.Review("unknown-effect", $"Salesforce '{system}' does not write '{intent.Kind}'; correct the flow."),
        };
    }

    public async Task<IReadOnlyList<Outcome>> SendAsync(IReadOnlyList<Dispatch> dispatches, CancellationToken cancellationToken)
    {
        List<(Dispatch Dispatch, IReadOnlyList<WrittenRecord> Records)> work = [.. dispatches.Select(d => (d, WrittenRecord.Read(d.Payload)))];
        IReadOnlyList<Sent> sent = await _sender.SendAsync([.. work.SelectMany(w => w.Records)], cancellationToken).ConfigureAwait(false);
        IReadOnlyDictionary<string, StoredRecord> stored = await _readBack.ReadAsync(work.SelectMany(w => w.Records), sent, cancellationToken).ConfigureAwait(false);
        List<Outcome> outcomes = [];
        int at = 0;
        foreach ((Dispatch dispatch, IReadOnlyList<WrittenRecord> records) in work)
        {
            outcomes.Add(OutcomeOf(dispatch, records, [.. sent.Skip(at).Take(records.Count)], stored));
            at += records.Count;
        }

        return outcomes;
    }

    /// <summary>Who owns what counts where customers are kept equal; a status is nobody's but ours.</summary>
    private OwnershipTable? Owned(Intent intent)
    {
        if (intent.Record is not Customer)
        {
            return null;
        }

        ownership.Require<Customer>();
        return ownership;
    }

    /// <summary>
    /// An effect is applied when all of its records are; the worst of them speaks for it. What was made is told even so, lest it be made again.
    /// </summary>
    private Outcome OutcomeOf(Dispatch dispatch, IReadOnlyList<WrittenRecord> records, Sent[] sent, IReadOnlyDictionary<string, StoredRecord> stored)
    {
        Outcome[] failures = [.. sent.Zip(records)
            .Where(s => s.First.Failure is not null)
            .Select(s => Failures.Of(dispatch, s.First.Failure!, s.Second.Fields.Select(f => f.Key).FirstOrDefault(), api.Options, s.First.IsAlone))];
        OutcomeStatus[] order = [OutcomeStatus.Unknown, OutcomeStatus.Refused, OutcomeStatus.NotApplied];
        Written[] written = [.. records.Zip(sent).Where(r => r.Second.Failure is null && r.First.Type != ContactRoles.Type).Select(r => Written.Of(system, r.First, r.Second, stored))];
        FurtherTarget[] further = [.. written.Where(w => w.Record.Of is not null).Select(w => w.ToFurther())];
        if (failures.Length > 0)
        {
            return failures.OrderBy(f => Array.IndexOf(order, f.Status)).First() with { Further = further };
        }

        Outcome outcome = new()
        {
            Key = dispatch.Key,
            Status = OutcomeStatus.Applied,
            Note = written is [var only] ? $"{only.Record.Type} {only.Target.Id}: {string.Join(", ", only.Record.Fields.Select(f => f.Key))}" : $"{records.Count} {records[0].Type}",
            Discrepancy = written.Select(w => w.Stored.Difference(system, w.Record)).FirstOrDefault(d => d is not null),
            Further = further,
        };
        return written is [{ Record.Of: null } own]
            ? outcome with { Target = own.Target, Values = own.Stored.Agreed(own.Record), Unread = own.Stored.Unread(own.Record) }
            : outcome;
    }
}
