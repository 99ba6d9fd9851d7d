using System.Text.Json;
using Microsoft.Extensions.Options;
using Odoo.Connectors.Flows;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Collections;

/// <summary>Decides what dunning does about a customer: from the books as they are now, whatever brought it up.</summary>
internal sealed class CollectionsFlow(IOptions<CollectionsOptions> options, IOptions<ApprovalOptions> approvals, CollectionRules rules, OwnershipTable ownership, IOptions<LeadToCashOptions> leadToCash) : IFlow
{
    public IReadOnlyList<Type> Requires => [typeof(Customer), typeof(Contract)];

    public IReadOnlyList<string> Targets => [.. options.Value.Looked, .. new[] { options.Value.Crm, options.Value.Publisher }.OfType<string>()];

    public bool Handles(string changeKind) => changeKind is CollectionRefs.Review or CollectionRefs.Promised or CollectionRefs.WriteOff;

    public Decision Decide(Change change, Known known)
    {
        ArgumentNullException.ThrowIfNull(change);
        ArgumentNullException.ThrowIfNull(known);
        CollectionsTask task = (CollectionsTask)change.Record!;
        ExternalRef kept = CollectionRefs.Course(task.Ledger, task.Partner);
        if (!TryGround(task, known, out OverdueAccount account, out RecordLink? link, out DunningGround ground) || !known.TryShadow(kept, out Shadow shadow))
        {
            return Decision.Needs;
        }

        if (!TryOthers(task, link, known, out List<Course> others))
        {
            return Decision.Needs;
        }

        Course before = Read(shadow) ?? Course.Start;
        Dunning dunning = new(rules, account, ground);
        Course next = dunning.Next(before, task.Promise, change.Subject.Id);
        DealsOfDunning deals = new(options.Value, leadToCash.Value, account, ground, known);
        if (!deals.TryFind(next, out next) || !deals.TryTell(before, next, rules.StepsOf(account), out IReadOnlyList<Intent> told, out IReadOnlyList<Snapshot> remembered))
        {
            return Decision.Needs;
        }

        CollectionEffects effects = new(options.Value, approvals.Value, rules, account, link, ground, others);
        next = effects.Of(before, next, dunning, task);
        Snapshot seen = new(kept, new Dictionary<string, string?>())
        {
            Kept = new Dictionary<string, string> { [CollectionRefs.Field] = JsonSerializer.Serialize(next, CollectionsJson.Default.Course) },
        };
        return new Decision.Do([.. effects.Intents, .. told])
        {
            Seen = [seen, .. remembered], ForReview = effects.Review,
            Note = string.Join("; ", [$"{next.Status} by rules {rules.Short}", .. dunning.Taken.Select(t => $"{t.Step.Name} of {t.Item.Key}"), .. dunning.Notes]),
        };
    }

    private bool TryGround(CollectionsTask task, Known known, out OverdueAccount account, out RecordLink? link, out DunningGround ground)
    {
        bool answered = known.TryRead(CollectionRefs.Account(task.Ledger, task.Partner), out OverdueAccount? read);
        account = read!;
        ground = null!;
        link = null;
        // The companies of one database share its customers: one of them linked the customer under its name.
        foreach (string name in known.NamesOf(task.Ledger).OrderBy(n => n != task.Ledger))
        {
            answered &= known.TryLink(new ExternalRef(name, RecordKinds.Customer, task.Partner), out RecordLink? under);
            link ??= under;
        }

        if (!answered)
        {
            return false;
        }

        Dictionary<string, IReadOnlyList<ExternalRef>> sources = new(StringComparer.Ordinal);
        foreach (OverdueItem item in account.Items)
        {
            answered &= known.TryLink(item.In(task.Ledger), out RecordLink? document);
            sources[item.Key] = document is null ? [] : document.References;
        }

        List<Contract> contracts = [];
        string owner = ownership.OwnerOf<Contract>();
        foreach (ExternalRef billed in Named(link, owner).Where(_ => owner != task.Ledger))
        {
            answered &= known.TryRead(billed with { Kind = RecordKinds.CustomerContracts }, out CustomerContracts? all);
            contracts.AddRange(all?.Contracts ?? []);
        }

        List<FailedAttempt> failures = [];
        List<OpenDispute> disputes = [];
        List<TroubleList> lists = [];
        foreach (ExternalRef customer in Named(link, ownership.OwnerOf<Customer>()))
        {
            answered &= known.TryShadow(AccountTroubles.Of(customer), out Shadow shadow);
            AccountTroubles troubles = new(customer, shadow);
            lists.Add(troubles.Told);
            failures.AddRange(troubles.Failures);
            disputes.AddRange(troubles.Disputes);
        }

        ground = new DunningGround(known.Now, failures, disputes, contracts, Trouble.Of(lists).Ends, sources);
        return answered;
    }

    /// <summary>Where the customer stands with the other companies: the CRM has one account for all of them.</summary>
    private bool TryOthers(CollectionsTask task, RecordLink? link, Known known, out List<Course> others)
    {
        bool answered = true;
        others = [];
        foreach (string ledger in options.Value.Looked.Where(l => l != task.Ledger))
        {
            string? id = link?.IdIn(ledger, RecordKinds.Customer) ?? (known.Account(ledger) == known.Account(task.Ledger) ? task.Partner : null);
            if (id is not null)
            {
                answered &= known.TryShadow(CollectionRefs.Course(ledger, id), out Shadow shadow);
                others.AddRange(Read(shadow) is { } course ? [course] : []);
            }
        }

        return answered;
    }

    private static Course? Read(Shadow shadow) => shadow.Kept(CollectionRefs.Field) is string text ? JsonSerializer.Deserialize(text, CollectionsJson.Default.Course) : null;

    private static IEnumerable<ExternalRef> Named(RecordLink? link, string system) =>
        (link?.Links ?? []).Where(r => r.State == LinkState.Linked && r.Reference.System == system && r.Reference.Kind == RecordKinds.Customer).Select(r => r.Reference);
}
