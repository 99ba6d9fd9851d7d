using Odoo.Connectors.Erp;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Accounts;

/// <summary>Reads one account of all systems side by side: of each customer of a CRM or billing platform two calls at most, of each ledger a fixed number.</summary>
internal sealed class SystemsReader(HubSystems systems, Func<string, IAccountLedger?> ledgers, OwnershipTable ownership, AccountViewOptions options, TimeProvider clock)
{
    private readonly Lock _gate = new();

    public async Task<AccountReads> ReadAsync(RecordLink account, StoredAccount stored, ReadingRound round)
    {
        AccountReads reads = new();
        ExternalRef[] customers = [.. account.Links.Where(l => l.State == LinkState.Linked && l.Reference.Kind == RecordKinds.Customer).Select(l => l.Reference)];
        await Task.WhenAll(
        [
            .. customers.Where(c => ledgers(c.System) is null && systems.All.GetValueOrDefault(c.System) is IReader).Select(c => OfSourceAsync(c, reads, stored.Memory, round)),
            .. InLedgers(account, customers, stored).Select(c => OfLedgerAsync(c, ledgers(c.System)!, reads, stored.Memory, round)),
        ]).ConfigureAwait(false);
        return reads;
    }

    /// <summary>Partners are shared in a database: a customer that one of its companies made is the others' too.</summary>
    private IEnumerable<ExternalRef> InLedgers(RecordLink account, ExternalRef[] customers, StoredAccount stored)
    {
        foreach (string system in systems.All.Keys.Where(s => ledgers(s) is not null).Order(StringComparer.Ordinal))
        {
            string? id = account.IdIn(system, RecordKinds.Customer)
                ?? customers.FirstOrDefault(c => stored.Accounts.GetValueOrDefault(c.System) == stored.Accounts.GetValueOrDefault(system))?.Id;
            if (id is not null)
            {
                yield return new ExternalRef(system, RecordKinds.Customer, id);
            }
        }
    }

    private async Task OfSourceAsync(ExternalRef customer, AccountReads reads, AccountMemory memory, ReadingRound round)
    {
        IReader reader = (IReader)systems.All[customer.System];
        Task<Customer?> who = round.ReadAsync(Sections.Customer, customer.System, c => ReadAsync<Customer>(reader, customer, c));
        bool billsContracts = ownership.Rules.FirstOrDefault(r => r.Record == nameof(Contract))?.Owner == customer.System;
        Task<CustomerContracts?> what = billsContracts
            ? round.ReadAsync(Sections.Contracts, customer.System, c => ReadAsync<CustomerContracts>(reader, customer with { Kind = RecordKinds.CustomerContracts }, c))
            : Task.FromResult<CustomerContracts?>(null);
        Customer? found = await who.ConfigureAwait(false);
        CustomerContracts? contracts = await what.ConfigureAwait(false);
        lock (_gate)
        {
            DateTimeOffset now = clock.GetUtcNow();
            if (found is not null)
            {
                reads.Customers.Add(new Sourced<Customer>(found, customer, now, IsFresh: true));
            }
            else if (round.Failed(Sections.Customer, customer.System))
            {
                reads.Remember(customer, memory);
            }

            reads.Contracts.AddRange((contracts?.Contracts ?? []).Select(c => new Sourced<Contract>(c, c.Ref, now, IsFresh: true)));
            if (billsContracts && round.Failed(Sections.Contracts, customer.System))
            {
                reads.Remember(Sections.Contracts, customer, memory);
            }
        }
    }

    private async Task OfLedgerAsync(ExternalRef named, IAccountLedger ledger, AccountReads reads, AccountMemory memory, ReadingRound round)
    {
        LedgerCustomer? found = await round.ReadAsync(Sections.Customer, named.System, c => ledger.CustomerAsync(named.Id, c)).ConfigureAwait(false);
        string[] parts = [Sections.Contracts, Sections.Documents, Sections.Payments, Sections.Balance];
        if (found is null)
        {
            lock (_gate)
            {
                if (round.Failed(Sections.Customer, named.System))
                {
                    reads.Remember(named, memory);
                    foreach (string part in parts)
                    {
                        round.FailLike(part, named.System, Sections.Customer);
                        reads.Remember(part, named, memory);
                    }
                }
            }

            return;
        }

        int most = options.MostRecords;
        string id = found.Customer.Ref.Id;
        Task<IReadOnlyList<DocumentStatus>?> documents = round.ReadAsync(
            Sections.Documents, named.System, async c => (IReadOnlyList<DocumentStatus>?)await ledger.DocumentsAsync(id, most, c).ConfigureAwait(false), d => d.Count > most);
        Task<Receivables?> owed = round.ReadAsync(Sections.Balance, named.System, async c => (Receivables?)await ledger.ReceivablesAsync(id, c).ConfigureAwait(false));
        Task<IReadOnlyList<BookedPayment>?> money = round.ReadAsync(
            Sections.Payments, named.System, async c => (IReadOnlyList<BookedPayment>?)await ledger.MoneyAsync(id, most, c).ConfigureAwait(false), p => p.Count > most);
        Task<IReadOnlyList<Contract>?> contracts = round.ReadAsync(
            Sections.Contracts, named.System, async c => (IReadOnlyList<Contract>?)await ledger.ContractsAsync(id, most, c).ConfigureAwait(false), o => o.Count > most);
        IReadOnlyList<DocumentStatus> booked = await documents.ConfigureAwait(false) ?? [];
        Receivables? receivables = await owed.ConfigureAwait(false);
        IReadOnlyList<BookedPayment> paid = await money.ConfigureAwait(false) ?? [];
        IReadOnlyList<Contract> orders = await contracts.ConfigureAwait(false) ?? [];
        lock (_gate)
        {
            DateTimeOffset now = clock.GetUtcNow();
            reads.Customers.Add(new Sourced<Customer>(found.Customer, found.Customer.Ref, now, IsFresh: true));
            reads.Contacts.AddRange(found.Contacts.Select(c => new Sourced<Contact>(c, c.Ref, now, IsFresh: true)));
            reads.Documents.AddRange(booked.Take(most).Select(d => new Sourced<DocumentStatus>(d, d.Ref, now, IsFresh: true)));
            reads.Money.AddRange(paid.Take(most).Select(p => new Sourced<BookedPayment>(p, p.Ref, now, IsFresh: true)));
            reads.Contracts.AddRange(orders.Take(most).Select(c => new Sourced<Contract>(c, c.Ref, now, IsFresh: true)));
            if (receivables is not null)
            {
                reads.AddBalances(receivables, named.System, now);
            }

            foreach (string part in parts.Where(p => round.Failed(p, named.System)))
            {
                reads.Remember(part, found.Customer.Ref, memory);
            }
        }
    }

    private static async Task<T?> ReadAsync<T>(IReader reader, ExternalRef reference, CancellationToken cancellationToken)
        where T : class => await reader.ReadAsync(reference, cancellationToken).ConfigureAwait(false) is byte[] answer ? (T)reader.Decode(reference, answer) : null;
}
