using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Collections;

/// <summary>What the systems and people are told of a decision of dunning. Each goes by itself: none waits for another.</summary>
internal sealed class CollectionEffects(
    CollectionsOptions options, ApprovalOptions approvals, CollectionRules rules, OverdueAccount account, RecordLink? link, DunningGround ground,
    IReadOnlyList<Course> others)
{
    private readonly List<Intent> _intents = [];
    private readonly List<CaseReason> _cases = [];

    public IReadOnlyList<Intent> Intents => _intents;

    /// <summary>The customer in the CRM that is told.</summary>
    private ExternalRef? Account => options.Crm is string crm && link?.IdIn(crm, RecordKinds.Customer) is string id ? new ExternalRef(crm, RecordKinds.Customer, id) : null;

    /// <summary>What a person must see: of several reasons the first one, with the words of all.</summary>
    public CaseReason? Review => _cases.Count == 0 ? null : _cases[0] with { Message = string.Join(' ', _cases.Select(c => c.Message)) };

    /// <summary>Makes the effects.</summary>
    /// <returns>The course, with what the effects change of it.</returns>
    public Course Of(Course before, Course next, Dunning dunning, CollectionsTask task)
    {
        if (dunning.Broken is { } broken)
        {
            _cases.Add(new CaseReason(
                ErrorKind.Conflict, "promise-broken",
                $"{account.Customer} promised to pay {new Money(broken.Amount, Currency.Parse(broken.Currency))} until {broken.Until:yyyy-MM-dd} and did not. Dunning goes on; ask the customer, record a new promise if there is one, then close this case.",
                "promise"));
        }

        List<PausedContract> paused = [.. before.Paused];
        foreach ((OverdueItem item, DunningStep step) in dunning.Taken)
        {
            Take(item, step, next.Documents[item.Key], paused);
        }

        // Those that were written are known by their keys; one that was refused is written now.
        foreach ((OverdueItem item, DunningStep step) in dunning.Repeated)
        {
            Tell(item, step, next.Documents[item.Key]);
            string ordered = OrderOf(item, next.Documents[item.Key].Name(step.Name));
            foreach (PausedContract one in before.Paused.Where(p => p.Order.StartsWith(ordered, StringComparison.Ordinal)))
            {
                Pause(one);
            }
        }

        foreach ((string key, DunnedDocument settled) in before.Documents.Where(d => !next.Documents.ContainsKey(d.Key)))
        {
            foreach (string step in settled.Activities ?? [])
            {
                Act(EffectKinds.ActivityDone, new ExternalRef(account.Ledger, key.Split('/', 2)[0], key.Split('/', 2)[1]), settled.Name(step), new DunningActivity(), null);
            }
        }

        if (task.WriteOff is { } told)
        {
            Propose(told);
            next = account.Items.FirstOrDefault(i => i.Id == told.Id) is { } item
                ? next with { Documents = new Dictionary<string, DunnedDocument>(next.Documents) { [item.Key] = next.Documents[item.Key] with { Proposed = item.Open } } } : next;
        }

        if (next.Status is not AccountStatus.Suspended && paused.Count > 0)
        {
            Resume(paused);
        }

        if (options.Notes && next.Status != before.Status)
        {
            Note(account.Customer, $"status/{next.Since:yyyy-MM-dd}/{next.Status}", $"{before.Status} \u2192 {next.Status}, by rules {rules.Short}");
        }

        Tell(next);
        return next with { Paused = paused };
    }

    private void Take(OverdueItem item, DunningStep step, DunnedDocument dunned, List<PausedContract> paused)
    {
        Tell(item, step, dunned);
        string words = WordsOf(item);
        if (step.OpensCase)
        {
            _cases.Add(new CaseReason(ErrorKind.Dependency, "dunning-step", $"Dunning of {item.In(account.Ledger)} reached {step.Name}: {words}. Do what that step is for, then close this case.", "steps"));
        }

        if (step.ProposesWriteOff)
        {
            Propose(item, null, $"{words}; the step {step.Name} proposes to write it off.");
        }

        foreach (Contract contract in step.PausesContracts ? ground.Contracts : [])
        {
            Pause(contract, $"{OrderOf(item, dunned.Name(step.Name))}{contract.Ref.Id}", paused);
        }
    }

    /// <summary>The note, the activity and the host's own publisher.</summary>
    private void Tell(OverdueItem item, DunningStep step, DunnedDocument dunned)
    {
        ExternalRef document = item.In(account.Ledger);
        string once = dunned.Name(step.Name);
        string words = WordsOf(item);
        if (options.Notes && item.Kind is RecordKinds.Invoice)
        {
            Note(document, $"dunning/{once}", $"Dunning, {step.Name}: {words}");
        }

        if (step.Activity is { } activity)
        {
            Act(EffectKinds.Activity, document, once, activity, $"{step.Name}: {words}");
        }

        if (options.Publisher is string publisher && item.Kind is RecordKinds.Invoice)
        {
            Document(publisher, EffectKinds.DunningNotice, CollectionRefs.Of(document), Notice(item, step.Name, dunned.Course), $"dunning/{once}");
        }
    }

    private string WordsOf(OverdueItem item) => $"{item.Amount} open, due {item.DueOn:yyyy-MM-dd}, {item.DaysOn(account.AsOf)} days overdue";

    private string OrderOf(OverdueItem item, string once) => $"{account.Ledger}/{account.Partner}/{item.Key}/{once}/";

    /// <summary>An activity on the invoice; of an entry that is none, on the customer. What is done is known by the same name as what was made.</summary>
    private void Act(string kind, ExternalRef document, string once, DunningActivity activity, string? why) => Document(
        account.Ledger, kind, CollectionRefs.Of(document),
        new LedgerActivity
        {
            On = document.Kind is RecordKinds.Invoice ? document : account.Customer, User = activity.User, Summary = activity.Summary, Note = why, DueOn = account.AsOf.AddDays(activity.DueInDays),
        },
        $"dunning/{once}");

    private DunningNotice Notice(OverdueItem item, string step, int course) => new()
    {
        Step = step, Course = course, Customer = account.Customer, Account = Account, Invoice = item.In(account.Ledger), BilledAs = ground.BilledAs(item, account.Ledger, options.Connected),
        Number = item.Number, Open = item.Amount, DueOn = item.DueOn, DaysOverdue = item.DaysOn(account.AsOf),
    };

    private void Pause(Contract contract, string id, List<PausedContract> paused)
    {
        PausedContract one = new(contract.Ref.System, contract.Ref.Id, id);
        bool isPaused = IsPausedElsewhere(one);
        if (paused.Exists(one.IsOfSame) || (!isPaused && contract.Status is not (ContractStatus.Active or ContractStatus.PastDue)))
        {
            return;
        }

        paused.Add(one);
        if (!isPaused)
        {
            Pause(one);
        }
    }

    private void Pause(PausedContract one)
    {
        ExternalRef order = CollectionRefs.Order(one.Order);
        Document(one.System, EffectKinds.ContractPause, order, new ContractPause { Ref = order, Contract = new ExternalRef(one.System, RecordKinds.Contract, one.Id) });
    }

    /// <summary>Whether dunning of another company paused it too: the last of them resumes it.</summary>
    private bool IsPausedElsewhere(PausedContract one) => others.Any(o => o.Paused.Any(one.IsOfSame));

    private void Resume(List<PausedContract> paused)
    {
        foreach (PausedContract one in paused)
        {
            ExternalRef order = CollectionRefs.Order(one.Order), contract = new(one.System, RecordKinds.Contract, one.Id);
            if (!IsPausedElsewhere(one) && ground.Contracts.FirstOrDefault(c => c.Ref == contract)?.Status is not ContractStatus.Ended)
            {
                Document(one.System, EffectKinds.ContractResumption, order, new ContractResumption { Ref = order, Contract = contract });
            }
        }

        paused.Clear();
    }

    private void Propose(WriteOffTold told)
    {
        if (account.Items.FirstOrDefault(i => i.Id == told.Id && i.Kind == RecordKinds.Invoice) is { } item)
        {
            Propose(item, told.By, $"{item.Amount} open, due {item.DueOn:yyyy-MM-dd}; it is proposed to be written off.");
        }
        else
        {
            _cases.Add(new CaseReason(ErrorKind.Conflict, "writeoff-proposed", $"{account.Ledger}/invoice/{told.Id} was proposed to be written off, and nothing of it is overdue any more. Nothing was done; close this case.", "open"));
        }
    }

    private void Propose(OverdueItem item, string? by, string why)
    {
        ExternalRef document = item.In(account.Ledger);
        ExternalRef? billed = ground.BilledAs(item, account.Ledger, options.Connected);
        if (billed is not null || item.Kind != RecordKinds.Invoice)
        {
            string where = billed is null ? "Write it off by hand there" : $"Mark {billed} uncollectible where it is billed, and it is written off in Odoo";
            _cases.Add(new CaseReason(ErrorKind.Dependency, "writeoff-proposed", $"{document}: {why} {where}; or close this case.", "open"));
            return;
        }

        bool isFree = approvals.WriteOffs.TryGetValue(item.Currency, out decimal limit) && item.Open <= limit;
        _intents.Add(new Intent
        {
            Target = account.Ledger, Kind = EffectKinds.WriteOff, Class = EffectClass.Document, Source = CollectionRefs.Of(document), Independent = true,
            Record = new UncollectibleInvoice { Invoice = document, Number = item.Number, Open = item.Amount, MarkedAt = ground.Now },
            Customer = new Customer { Ref = account.Customer, Name = account.Partner },
            Hold = isFree ? null : why, ProposedBy = by,
        });
    }

    private void Tell(Course next)
    {
        State(account.Ledger, CollectionRefs.Of(account.Customer), Standing(account.Customer, next));
        if (Account is { } there)
        {
            // Of several companies the worst counts.
            State(there.System, there, Standing(there, others.Prepend(next).MaxBy(c => c.Status)!));
        }
    }

    private static AccountStanding Standing(ExternalRef customer, Course course) => new()
    {
        Customer = customer, Status = course.Status, Since = course.Since, Step = course.Step, PromisedUntil = course.Promise?.Until,
    };

    private void Note(ExternalRef on, string what, string head) => Document(account.Ledger, EffectKinds.Note, CollectionRefs.Of(on), new LedgerNote { On = on, Head = head }, what);

    private void Document(string target, string kind, ExternalRef source, object record, string? discriminator = null) => _intents.Add(new Intent
    {
        Target = target, Kind = kind, Class = EffectClass.Document, Source = source, Record = record, Discriminator = discriminator, Independent = true,
    });

    private void State(string target, ExternalRef customer, AccountStanding standing) => _intents.Add(new Intent
    {
        Target = target, Kind = EffectKinds.AccountStanding, Class = EffectClass.State, Source = customer, Record = standing, Independent = true,
    });
}
