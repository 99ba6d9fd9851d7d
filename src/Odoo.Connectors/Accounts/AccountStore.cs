using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Accounts;

/// <summary>Reads what the hub's store has about an account, in one snapshot.</summary>
internal sealed class AccountStore(HubStore store, HubSystems systems, ICaseOperations cases, TimeProvider clock)
{
    private const int MostEvents = 400;
    private const int MostCases = 50;

    /// <summary>The record behind a reference; one that the map does not know stands for itself.</summary>
    public Task<RecordLink?> FindAsync(ExternalRef reference, CancellationToken cancellationToken) =>
        store.ReadAsync(t => t.Identity.FindAsync(reference, cancellationToken), cancellationToken);

    /// <summary>What was told of a record and what is open about it.</summary>
    public async Task<StoredAccount> ReadAsync(RecordLink account, CancellationToken cancellationToken)
    {
        (StoredAccount stored, List<long> open) = await store.ReadAsync(
            async t =>
            {
                string[] lanes = [.. account.References.Where(r => r.Kind == RecordKinds.Customer).Select(r => $"{r.System}:{r.Id}").Distinct()];
                List<long> events = await t.Accounts.EventsAsync(lanes, MostEvents, cancellationToken).ConfigureAwait(false);
                AccountMemory memory = AccountMemory.Of(
                    await t.Accounts.DeliveriesAsync(events, cancellationToken).ConfigureAwait(false), await t.Accounts.AnswersAsync(events, cancellationToken).ConfigureAwait(false), systems);
                List<KnownEffect> effects = await t.Accounts.EffectsAsync(events, cancellationToken).ConfigureAwait(false);
                Dictionary<ExternalRef, Shadow> shadows = [];
                byte[] key = Convert.FromHexString(await t.Meta.FindAsync(MetaTable.ShadowKey, cancellationToken).ConfigureAwait(false) ?? "");
                foreach (ExternalRef reference in account.References)
                {
                    shadows[reference] = await t.Shadows.FindAsync(reference, key, cancellationToken).ConfigureAwait(false);
                }

                Dictionary<string, string> accounts = new(StringComparer.Ordinal);
                foreach (string system in systems.All.Keys)
                {
                    accounts[system] = (await t.Meta.BindingAsync(system, cancellationToken).ConfigureAwait(false))?.Account ?? system;
                }

                return (
                    new StoredAccount(
                        memory, shadows, accounts,
                        [.. effects.DistinctBy(e => e.Key).OrderBy(e => e.Seq).Select(e => new AccountEffect(e.Key, e.Target, e.Kind, e.State, e.Source, e.PlannedAt, e.Attempts))], []),
                    await t.Accounts.CasesAsync(lanes, account.References, cancellationToken).ConfigureAwait(false));
            },
            cancellationToken).ConfigureAwait(false);
        List<CaseInfo> found = [];
        foreach (long id in open.Take(MostCases))
        {
            if (await cases.FindAsync(id, cancellationToken).ConfigureAwait(false) is { Case.IsOpen: true } detail)
            {
                found.Add(detail.Case);
            }
        }

        return stored with { Cases = found };
    }

    /// <summary>The records behind references, by reference; of what the map does not know there is none.</summary>
    public Task<Dictionary<ExternalRef, RecordLink>> LinksAsync(IReadOnlyCollection<ExternalRef> references, CancellationToken cancellationToken) => store.ReadAsync(
        async t =>
        {
            Dictionary<ExternalRef, RecordLink> links = [];
            await t.Identity.ForeseeAsync([.. references.Distinct()], cancellationToken).ConfigureAwait(false);
            foreach (ExternalRef reference in references.Distinct())
            {
                if (await t.Identity.FindAsync(reference, cancellationToken).ConfigureAwait(false) is { } link)
                {
                    links[reference] = link;
                }
            }

            return links;
        },
        cancellationToken);

    /// <summary>The records that hold a match key in any system.</summary>
    public Task<List<RecordLink>> HoldersAsync(IReadOnlyList<string> keys, CancellationToken cancellationToken) => store.ReadAsync(
        async t =>
        {
            HashSet<Guid> holders = [];
            foreach (string system in systems.All.Keys)
            {
                holders.UnionWith(await t.Identity.HoldersAsync(system, keys, cancellationToken).ConfigureAwait(false));
            }

            List<RecordLink> links = [];
            foreach (Guid holder in holders.Order())
            {
                if (await t.Identity.FindAsync(holder, cancellationToken).ConfigureAwait(false) is { } link)
                {
                    links.Add(link);
                }
            }

            return links;
        },
        cancellationToken);

    /// <summary>Notes who is shown an account unmasked, in that person's chain of the audit trail.</summary>
    public Task RevealedAsync(ExternalRef customer, string by, CancellationToken cancellationToken) => store.RunAsync(
        async t =>
        {
            t.Audit.Lane = $"person/{by}";
            await t.Audit.WriteAsync(
                new AuditLine(clock.GetUtcNow().ToUnixTimeMilliseconds(), null, null, "revealed", customer.ToString(), by), cancellationToken).ConfigureAwait(false);
        },
        cancellationToken);
}

/// <summary>What the store has about an account.</summary>
/// <param name="Memory">What was told of it.</param>
/// <param name="Shadows">What was last agreed, by reference.</param>
/// <param name="Accounts">The vendor's account behind each configured name: several names may be companies of one database.</param>
/// <param name="Effects">What is not at a good end.</param>
/// <param name="Cases">The open cases.</param>
internal sealed record StoredAccount(
    AccountMemory Memory, IReadOnlyDictionary<ExternalRef, Shadow> Shadows, IReadOnlyDictionary<string, string> Accounts, IReadOnlyList<AccountEffect> Effects, IReadOnlyList<CaseInfo> Cases);
