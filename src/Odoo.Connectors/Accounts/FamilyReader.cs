using Odoo.Connectors.Erp;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Accounts;

/// <summary>Follows an account to those above it, and finds those below it and who pays for it, with what they owe: a call for each level, one reading for each ledger.</summary>
internal sealed class FamilyReader(HubSystems systems, Func<string, IAccountLedger?> ledgers, AccountStore store, TimeProvider clock)
{
    private const int MostLevels = 5;
    private const string Child = "child";

    public async Task<IReadOnlyList<AccountRelative>> ReadAsync(RecordLink account, AccountReads reads, ReadingRound round, CancellationToken cancellationToken)
    {
        List<AccountRelative> found = [];
        HashSet<ExternalRef> seen = [.. account.References, .. reads.Customers.Select(c => c.Reference)];
        foreach (Sourced<Customer> customer in reads.Customers)
        {
            await AddAsync("parent", customer.Value.Parent, MostLevels).ConfigureAwait(false);
        }

        foreach (Sourced<Customer> customer in reads.Customers)
        {
            await AddAsync("payer", customer.Value.Payer, 1).ConfigureAwait(false);
        }

        found.AddRange(reads.Children.Where(c => seen.Add(c.Reference)).Select(c => Relative(Child, c.Value)));
        Dictionary<ExternalRef, RecordLink> links = found.Count == 0 ? [] : await store.LinksAsync([.. found.Select(f => f.Reference)], cancellationToken).ConfigureAwait(false);
        AccountRelative[] relatives =
        [
            .. found.Select(f => f with { References = links.TryGetValue(f.Reference, out RecordLink? link) ? [.. link.References.Where(r => r.Kind == RecordKinds.Customer)] : [f.Reference] })
                .DistinctBy(f => links.TryGetValue(f.Reference, out RecordLink? link) ? link.RecordId.ToString() : f.Reference.ToString()),
        ];
        return await WithBalancesAsync(relatives, links, round).ConfigureAwait(false);

        // Each system names its own; the same company in another one is the same record. One that names itself ends the way up.
        async Task AddAsync(string relation, ExternalRef? first, int levels)
        {
            for (ExternalRef? next = first; next is not null && levels > 0 && seen.Add(next); levels--)
            {
                Customer? above = await OneAsync(next, round).ConfigureAwait(false);
                if (above is not null)
                {
                    found.Add(Relative(relation, above));
                }

                next = above?.Parent;
            }
        }
    }

    /// <summary>What the account and those below it owe together, in each company and currency.</summary>
    public static IReadOnlyList<Sourced<AccountOwing>> Totals(IReadOnlyList<Sourced<AccountOwing>> own, IReadOnlyList<AccountRelative> relatives) => relatives.All(r => r.Relation != Child) ? [] :
    [
        .. own.Concat(relatives.Where(r => r.Relation == Child).SelectMany(r => r.Balances)).GroupBy(b => (b.Reference.System, b.Value.Open.Currency)).Select(g => new Sourced<AccountOwing>(
            new AccountOwing(Sum(g, b => b.Open), Sum(g, b => b.Overdue), null), g.First().Reference, g.Min(b => b.AsOf), g.All(b => b.IsFresh)))
            .OrderBy(t => t.Reference.System, StringComparer.Ordinal).ThenBy(t => t.Value.Open.Currency.Code, StringComparer.Ordinal),
    ];

    private static Money Sum(IEnumerable<Sourced<AccountOwing>> balances, Func<AccountOwing, Money> part) => balances.Select(b => part(b.Value)).Aggregate((a, b) => a + b);

    private AccountRelative Relative(string relation, Customer customer) => new(relation, customer.Ref, customer.Name, customer.IsCompany, clock.GetUtcNow());

    private async Task<Customer?> OneAsync(ExternalRef reference, ReadingRound round) =>
        ledgers(reference.System) is { } ledger ? (await round.ReadAsync(Sections.Family, reference.System, c => ledger.CustomerAsync(reference.Id, c)).ConfigureAwait(false))?.Customer
        : systems.All.GetValueOrDefault(reference.System) is IReader reader
            ? await round.ReadAsync(Sections.Family, reference.System, c => SystemsReader.ReadAsync<Customer>(reader, reference, c)).ConfigureAwait(false) : null;

    private async Task<AccountRelative[]> WithBalancesAsync(AccountRelative[] relatives, Dictionary<ExternalRef, RecordLink> links, ReadingRound round)
    {
        foreach (string system in relatives.Length == 0 ? [] : systems.All.Keys.Where(s => ledgers(s) is not null).Order(StringComparer.Ordinal).ToArray())
        {
            string?[] ids = [.. relatives.Select(r => r.Reference.System == system ? r.Reference.Id : links.GetValueOrDefault(r.Reference)?.IdIn(system, RecordKinds.Customer))];
            string[] asked = [.. ids.OfType<string>().Distinct(StringComparer.Ordinal)];
            IReadOnlyDictionary<string, Receivables>? owed = asked.Length == 0 ? null
                : await round.ReadAsync<IReadOnlyDictionary<string, Receivables>>(Sections.Family, system, async c => await ledgers(system)!.ReceivablesAsync(asked, c).ConfigureAwait(false)).ConfigureAwait(false);
            for (int i = 0; i < relatives.Length; i++)
            {
                if (owed is not null && ids[i] is string id && owed.TryGetValue(id, out Receivables? of))
                {
                    relatives[i] = relatives[i] with { Balances = [.. relatives[i].Balances, .. AccountReads.Owing(of, system, clock.GetUtcNow())] };
                }
            }
        }

        return relatives;
    }
}
