using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Accounts;

/// <summary>Finds accounts by what identifies them: the identity map first, and the ledgers where it knows nothing.</summary>
internal sealed class AccountSearch(
    AccountStore store, HubSystems systems, Func<string, IAccountLedger?> ledgers, OwnershipTable ownership, AccountViewOptions options, TimeProvider clock)
{
    private const int Longest = 200;

    private static readonly string[] s_documents =
        [RecordKinds.Contract, RecordKinds.Deal, RecordKinds.Invoice, RecordKinds.CreditNote, RecordKinds.Payment, RecordKinds.Refund];

    public async Task<IReadOnlyList<AccountMatch>> FindAsync(string text, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(text);
        string asked = text.Trim();
        if (asked.Length is 0 or > Longest)
        {
            return [];
        }

        List<AccountMatch> found = [];
        Dictionary<ExternalRef, RecordLink> customers = await store.LinksAsync([.. systems.All.Keys.Select(s => new ExternalRef(s, RecordKinds.Customer, asked))], cancellationToken)
            .ConfigureAwait(false);
        Add(customers.Values, "id");
        if (MatchKey.Vat(asked) is string vat)
        {
            Add(await store.HoldersAsync([$"vat:{vat}"], cancellationToken).ConfigureAwait(false), "vat");
        }

        if (!asked.Contains('@', StringComparison.Ordinal) && MatchKey.Domain(asked) is string domain)
        {
            Add(await store.HoldersAsync([$"domain:{domain}"], cancellationToken).ConfigureAwait(false), "domain");
        }

        if (found.Count == 0)
        {
            using ReadingRound round = new(clock, options.Patience, cancellationToken);
            (IEnumerable<ExternalRef> owners, string by) = (await OfDocumentsAsync(asked, round, cancellationToken).ConfigureAwait(false), "id");
            if (!owners.Any())
            {
                (owners, by) = (await ByNumberAsync(asked, round).ConfigureAwait(false), "number");
            }

            Dictionary<ExternalRef, RecordLink> known = await store.LinksAsync([.. owners], cancellationToken).ConfigureAwait(false);
            Add(owners.Select(o => known.GetValueOrDefault(o) ?? new RecordLink(Guid.Empty, o, [new RecordReference { Reference = o, IsPrimary = true }])), by);
        }

        return found;

        void Add(IEnumerable<RecordLink> links, string by)
        {
            foreach (RecordLink link in links)
            {
                ExternalRef[] names = [.. link.Links.Where(l => l.Reference.Kind == RecordKinds.Customer && l.State == LinkState.Linked).Select(l => l.Reference)];
                if (names.Length > 0 && !found.Exists(f => f.References.Intersect(names).Any()))
                {
                    string? owner = ownership.Rules.FirstOrDefault(r => r.Record == nameof(Customer))?.Owner;
                    found.Add(new AccountMatch(names.FirstOrDefault(n => n.System == owner) ?? names[0], names, by));
                }
            }
        }
    }

    /// <summary>The customers of a document that the map knows by this id, asked of the ledger that has it.</summary>
    private async Task<IReadOnlyList<ExternalRef>> OfDocumentsAsync(string id, ReadingRound round, CancellationToken cancellationToken)
    {
        Dictionary<ExternalRef, RecordLink> documents = await store.LinksAsync(
            [.. systems.All.Keys.SelectMany(s => s_documents.Select(k => new ExternalRef(s, k, id)))], cancellationToken).ConfigureAwait(false);
        HashSet<ExternalRef> owners = [];
        foreach (RecordReference booked in documents.Values.DistinctBy(d => d.RecordId).SelectMany(d => d.Links).Where(l => s_documents.Contains(l.Reference.Kind)))
        {
            if (ledgers(booked.Reference.System) is { } ledger
                && await round.ReadAsync(Sections.Documents, booked.Reference.System, c => ledger.CustomerOfAsync(booked.Reference, c)).ConfigureAwait(false) is { } owner)
            {
                owners.Add(owner);
            }
        }

        return [.. owners];
    }

    private async Task<IReadOnlyList<ExternalRef>> ByNumberAsync(string number, ReadingRound round)
    {
        IReadOnlyList<ExternalRef>?[] found = await Task.WhenAll(systems.All.Keys.Select(s => (System: s, Ledger: ledgers(s))).Where(l => l.Ledger is not null).Select(l => round.ReadAsync(
            Sections.Documents, l.System, async c => (IReadOnlyList<ExternalRef>?)await l.Ledger!.FindAsync(number, c).ConfigureAwait(false)))).ConfigureAwait(false);
        return [.. found.SelectMany(f => f ?? []).Distinct()];
    }
}
