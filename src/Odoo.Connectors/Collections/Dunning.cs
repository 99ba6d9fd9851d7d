using Odoo.Connectors.Flows;
using Odoo.Connectors.Model;

namespace Odoo.Connectors.Collections;

/// <summary>
/// What the rules come to for a customer on a day. Pure: the books, where dunning stood, what stands against the money, and the clock give the
/// next course and the steps to take.
/// </summary>
internal sealed class Dunning(CollectionRules rules, OverdueAccount account, DunningGround ground)
{
    private readonly List<(OverdueItem Item, DunningStep Step)> _taken = [];
    private readonly List<(OverdueItem Item, DunningStep Step)> _repeated = [];
    private readonly List<string> _notes = [];
    private DateOnly? _lookOn;
    private DateTimeOffset? _lookAt;

    /// <summary>The steps to take now.</summary>
    public IReadOnlyList<(OverdueItem Item, DunningStep Step)> Taken => _taken;

    /// <summary>The steps that the same task took before: it is decided again.</summary>
    public IReadOnlyList<(OverdueItem Item, DunningStep Step)> Repeated => _repeated;

    /// <summary>What held steps up, and what became of a promise, in a few words.</summary>
    public IReadOnlyList<string> Notes => _notes;

    /// <summary>The promise that was not kept; null where none was broken.</summary>
    public KeptPromise? Broken { get; private set; }

    public Course Next(Course before, PromiseTold? told = null, string by = "")
    {
        KeptPromise? promise = told is null ? Examine(before.Promise) : new KeptPromise(told.Amount, told.Currency, told.Until, account.Items.Where(i => i.Currency == told.Currency).ToDictionary(i => i.Key, i => i.Open));
        IReadOnlyList<DunningStep> steps = rules.StepsOf(account);
        Dictionary<string, DunnedDocument> documents = account.Items.ToDictionary(
            i => i.Key, i => Take(i, before.Documents.GetValueOrDefault(i.Key) ?? new DunnedDocument([], null, Course: before.Courses.GetValueOrDefault(i.Key) + 1), steps, promise, by));
        if (promise is not null)
        {
            Look(promise.Until.AddDays(1));
        }

        if (account.Items.Count == 0 && ground.Failures.Count > 0)
        {
            Look(account.AsOf.AddDays(1));
        }

        AccountStatus status = StatusOf(documents, steps);
        return before with
        {
            Status = status,
            Since = status == before.Status && before.Since is not null ? before.Since : account.AsOf,
            Documents = documents,
            Step = steps.LastOrDefault(s => documents.Values.Any(d => d.Steps.Contains(s.Name)))?.Name,
            Courses = Ended(before, documents),
            Promise = promise,
            Mark = account.Mark(rules, ground.Ends),
            Revision = before.Revision + 1,
            LookOn = _lookOn,
            LookAt = _lookAt,
        };
    }

    private static IReadOnlyDictionary<string, int> Ended(Course before, Dictionary<string, DunnedDocument> documents)
    {
        Dictionary<string, int> courses = new(before.Courses);
        foreach ((string document, DunnedDocument dunned) in before.Documents.Where(d => d.Value.Steps.Count > 0 && !documents.ContainsKey(d.Key)))
        {
            courses[document] = dunned.Course;
        }

        return courses;
    }

    private DunnedDocument Take(OverdueItem item, DunnedDocument before, IReadOnlyList<DunningStep> steps, KeptPromise? promise, string by)
    {
        _repeated.AddRange(before.DecidedBy(by).Select(n => steps.FirstOrDefault(s => s.Name == n)).OfType<DunningStep>().Select(s => (item, s)));
        // What was proposed is another matter once another amount is open.
        before = before.Proposed == item.Open ? before : before with { Proposed = null };
        DunningStep? next = steps.FirstOrDefault(s => !before.Steps.Contains(s.Name) && s.DaysOverdue <= item.DaysOn(account.AsOf) && Reaches(s, item.Currency));
        if (next is null)
        {
            return before;
        }

        if (Hold(item, promise) is string hold)
        {
            _notes.Add($"{next.Name} of {item.Key} waits: {hold}");
            Look(account.AsOf.AddDays(1));
            return before;
        }

        if (before.Last == account.AsOf)
        {
            Look(account.AsOf.AddDays(1));
            return before;
        }

        _taken.Add((item, next));
        if (steps.Any(s => s != next && !before.Steps.Contains(s.Name) && s.DaysOverdue <= item.DaysOn(account.AsOf)))
        {
            Look(account.AsOf.AddDays(1));
        }

        return before with
        {
            Steps = [.. before.Steps, next.Name],
            By = [.. before.By ?? before.Steps.Select(_ => ""), by],
            Last = account.AsOf,
            Proposed = next.ProposesWriteOff ? item.Open : before.Proposed,
            Activities = next.Activity is null ? before.Activities : [.. before.Activities ?? [], next.Name],
        };
    }

    private bool Reaches(DunningStep step, string currency) =>
        account.OverdueIn(currency) is > 0m and decimal owed && (step.LeastAmounts.Count == 0 || (step.LeastAmounts.TryGetValue(currency, out decimal least) && owed >= least));

    private string? Hold(OverdueItem item, KeptPromise? promise)
    {
        if (promise is not null)
        {
            return "a promise to pay is open";
        }

        IReadOnlyList<string> names = [item.In(account.Ledger).ToString(), .. ground.SourcesOf(item)];
        if (ground.Disputes.Any(d => d.Invoice is not null && names.Contains(d.Invoice)))
        {
            return "it is disputed";
        }

        FailedAttempt? tried = ground.Failures.FirstOrDefault(f => names.Contains(f.Invoice) && f.TriedAgainAt > ground.Now);
        if (tried is not null)
        {
            _lookAt = _lookAt is null || tried.TriedAgainAt < _lookAt ? tried.TriedAgainAt : _lookAt;
            return "its gateway tries again";
        }

        return null;
    }

    private KeptPromise? Examine(KeptPromise? promise)
    {
        if (promise is null)
        {
            return null;
        }

        Dictionary<string, decimal> open = account.Items.ToDictionary(i => i.Key, i => i.Open);
        decimal paid = promise.Owed.Sum(o => Math.Max(0m, o.Value - open.GetValueOrDefault(o.Key)));
        if (paid >= Math.Min(promise.Amount, promise.Owed.Values.Sum()))
        {
            _notes.Add("the promise to pay was kept");
            return null;
        }

        Broken = account.AsOf > promise.Until ? promise : null;
        return Broken is null ? promise : null;
    }

    private AccountStatus StatusOf(Dictionary<string, DunnedDocument> documents, IReadOnlyList<DunningStep> steps)
    {
        if (ground.Contracts.Count > 0 && ground.Contracts.All(c => c.Status == ContractStatus.Ended))
        {
            return AccountStatus.Cancelled;
        }

        OverdueItem[] counting = [.. account.Items.Where(i => account.OverdueIn(i.Currency) > 0m)];
        bool isLate = ground.Failures.Count > 0 || counting.Any(i => i.DaysOn(account.AsOf) > rules.GraceDays);
        return counting.SelectMany(i => documents[i.Key].Steps).Select(n => steps.FirstOrDefault(s => s.Name == n)?.Status ?? AccountStatus.PastDue)
            .Append(isLate ? AccountStatus.PastDue : AccountStatus.Active).Max();
    }

    private void Look(DateOnly on) => _lookOn = _lookOn is null || on < _lookOn ? on : _lookOn;
}
