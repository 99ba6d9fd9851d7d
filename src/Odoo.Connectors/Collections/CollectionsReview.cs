using System.Runtime.ExceptionServices;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Odoo.Connectors.Erp;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Collections;

/// <summary>
/// Looks at what is overdue, and brings up each customer about whom there is something new to decide: what is owed changed, a step's day came, a
/// promise or a retry ran out. Nothing is decided here.
/// </summary>
internal sealed class CollectionsReview(
    IServiceProvider services, HubStore store, Intake intake, Wake wake, Bindings bindings, CollectionRules rules, OwnershipTable ownership, IOptions<CollectionsOptions> options, TimeProvider clock)
{
    private const int AtOnce = 200;

    /// <summary>Looks once.</summary>
    /// <returns>How many customers are decided anew.</returns>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        await bindings.EnsureAsync(cancellationToken).ConfigureAwait(false);
        Dictionary<string, Course> courses = await CoursesAsync(cancellationToken).ConfigureAwait(false);
        Dictionary<string, Trouble> troubles = await store.ReadAsync(t => TroubledCustomers.FindAsync(t, ownership, options.Value.Looked, cancellationToken), cancellationToken).ConfigureAwait(false);
        int stored = 0;
        Exception? failed = null;
        foreach (string ledger in options.Value.Looked)
        {
            try
            {
                stored += await LookAsync(ledger, courses, troubles, cancellationToken).ConfigureAwait(false);
            }
            catch (Exception e) when (e is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
            {
                // One company's ledger that is down keeps nobody's customers of another from their steps.
                failed ??= e;
            }
        }

        if (stored > 0)
        {
            wake.Signal();
            store.Announce();
        }

        if (failed is not null)
        {
            ExceptionDispatchInfo.Throw(failed);
        }

        return stored;
    }

    private async Task<int> LookAsync(string ledger, Dictionary<string, Course> courses, Dictionary<string, Trouble> troubles, CancellationToken cancellationToken)
    {
        int stored = 0;
        DateOnly today = CompanyDays.Today(services, ledger, clock);
        IReadOnlyList<Receivables> owed = await services.GetRequiredKeyedService<IOdooBooks>(ledger).OverdueAsync(cancellationToken).ConfigureAwait(false);
        Dictionary<string, OverdueAccount> accounts = owed.Select(OverdueAccount.Of).ToDictionary(a => a.Partner, StringComparer.Ordinal);
        foreach (string id in courses.Keys.Concat(troubles.Keys))
        {
            if (id.Split('/', 2) is [string l, string partner] && l == ledger && !accounts.ContainsKey(partner))
            {
                accounts[partner] = OverdueAccount.Nothing(ledger, partner, today);
            }
        }

        foreach (OverdueAccount[] part in (await GroupsOf.AddAsync(services, options.Value, [.. accounts.Values], cancellationToken).ConfigureAwait(false)).Chunk(AtOnce))
        {
            stored += await store.RunAsync(t => BringAsync(t, part, courses, troubles, cancellationToken), cancellationToken).ConfigureAwait(false);
        }

        return stored;
    }

    /// <summary>Where dunning of a customer stands.</summary>
    public async Task<Course?> FindAsync(string ledger, string partner, CancellationToken cancellationToken)
    {
        await bindings.EnsureAsync(cancellationToken).ConfigureAwait(false);
        Shadow shadow = await store.ReadAsync(t => t.Shadows.FindAsync(CollectionRefs.Course(ledger, partner), bindings.ShadowKey, cancellationToken), cancellationToken).ConfigureAwait(false);
        return shadow.Kept(CollectionRefs.Field) is string text ? JsonSerializer.Deserialize(text, CollectionsJson.Default.Course) : null;
    }

    private async Task<int> BringAsync(HubTransaction transaction, OverdueAccount[] accounts, Dictionary<string, Course> courses, Dictionary<string, Trouble> troubles, CancellationToken cancellationToken)
    {
        transaction.Audit.Lane = CollectionRefs.System;
        List<Delivery> deliveries = [];
        foreach (OverdueAccount account in accounts)
        {
            string id = $"{account.Ledger}/{account.Partner}";
            Course course = courses.GetValueOrDefault(id) ?? Course.Start;
            Trouble trouble = troubles.GetValueOrDefault(id, Trouble.None);
            string mark = account.Mark(rules, trouble.Ends);
            await WithdrawAsync(transaction, account, course, cancellationToken).ConfigureAwait(false);
            bool failed = account.Items.Count == 0 && (trouble.IsFailing ? course.Status == AccountStatus.Active : course.Status == AccountStatus.PastDue);
            if (failed || mark != course.Mark || course.LookOn <= account.AsOf || course.LookAt <= clock.GetUtcNow())
            {
                deliveries.Add(Tasks.Review(account, mark, course.Revision, clock.GetUtcNow()));
            }
        }

        return await intake.AddAsync(transaction, deliveries, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>What is proposed to be written off and is open with another amount by now is proposed no more.</summary>
    private async Task WithdrawAsync(HubTransaction transaction, OverdueAccount account, Course course, CancellationToken cancellationToken)
    {
        foreach ((string document, DunnedDocument dunned) in course.Documents)
        {
            if (dunned.Proposed is decimal amount && account.Items.FirstOrDefault(i => i.Key == document)?.Open != amount)
            {
                ExternalRef about = CollectionRefs.Of(new ExternalRef(account.Ledger, document.Split('/', 2)[0], document.Split('/', 2)[1]));
                string key = $"{bindings.Accounts[account.Ledger]}|{EffectKinds.WriteOff}|{bindings.Accounts[about.System]}/{about.Kind}/{about.Id}";
                await HeldEffects.RejectAsync(transaction, key, CollectionRefs.System, clock.GetUtcNow(), cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private async Task<Dictionary<string, Course>> CoursesAsync(CancellationToken cancellationToken) =>
        (await store.ReadAsync(t => t.Shadows.KeptAsync(CollectionRefs.System, CollectionRefs.Field, CollectionRefs.Field, cancellationToken), cancellationToken).ConfigureAwait(false))
            .ToDictionary(k => k.Id, k => JsonSerializer.Deserialize(k.Kept, CollectionsJson.Default.Course)!, StringComparer.Ordinal);
}
