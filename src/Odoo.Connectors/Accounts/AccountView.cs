using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Odoo.Connectors.Entitlements;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Accounts;

internal sealed class AccountView(
    AccountStore store, HubSystems systems, OwnershipTable ownership, IIdentityOperations identity, IServiceProvider services, IOptionsMonitor<AccountViewOptions> options, TimeProvider clock)
    : IAccountView
{
    public async Task<CustomerAccount?> AccountAsync(ExternalRef customer, CancellationToken cancellationToken = default)
    {
        CustomerAccount? account = await ReadAsync(customer, cancellationToken).ConfigureAwait(false);
        return account is null ? null : Masking.Of(account);
    }

    public async Task<CustomerAccount?> RevealAsync(ExternalRef customer, string by, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(by);
        CustomerAccount? account = await ReadAsync(customer, cancellationToken).ConfigureAwait(false);
        if (account is not null)
        {
            await store.RevealedAsync(account.Customer, by, cancellationToken).ConfigureAwait(false);
        }

        return account;
    }

    public Task<IReadOnlyList<AccountMatch>> SearchAsync(string text, CancellationToken cancellationToken = default) =>
        new AccountSearch(store, systems, Ledger, ownership, options.CurrentValue, clock).FindAsync(text, cancellationToken);

    private IAccountLedger? Ledger(string system) => services.GetKeyedService<IAccountLedger>(system);

    private async Task<CustomerAccount?> ReadAsync(ExternalRef customer, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(customer);
        RecordLink? known = await store.FindAsync(customer, cancellationToken).ConfigureAwait(false);
        if (known is null && (customer.Kind != RecordKinds.Customer || !systems.All.ContainsKey(customer.System)))
        {
            return null;
        }

        RecordLink link = known ?? new RecordLink(Guid.Empty, customer, [new RecordReference { Reference = customer, IsPrimary = true }]);
        DateTimeOffset now = clock.GetUtcNow();
        StoredAccount stored = await store.ReadAsync(link, cancellationToken).ConfigureAwait(false);
        using ReadingRound round = new(clock, options.CurrentValue.Patience, cancellationToken);
        AccountReads reads = await new SystemsReader(systems, Ledger, ownership, options.CurrentValue, clock).ReadAsync(link, stored, round).ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
        if (known is null && reads.Customers.Count == 0 && round.Readings.All(r => r.State == AccountReadingState.Missing))
        {
            return null;
        }

        Dictionary<ExternalRef, RecordLink> links = await store.LinksAsync(Named(reads, stored.Memory), cancellationToken).ConfigureAwait(false);
        return Assembled(customer, link, stored, reads, links) with
        {
            ReadAt = now,
            Readings = round.Readings,
            Merges = known is null ? [] : await identity.MergesAsync(link.Origin, cancellationToken).ConfigureAwait(false),
        };
    }

    private CustomerAccount Assembled(ExternalRef asked, RecordLink link, StoredAccount stored, AccountReads reads, Dictionary<ExternalRef, RecordLink> links)
    {
        AccountMemory memory = stored.Memory;
        DocumentComparison documents = new(ownership, links);
        string? owner = ownership.Rules.FirstOrDefault(r => r.Record == nameof(Customer))?.Owner;
        // Billing platforms do not tell companies from persons; where nobody else is there to say it, nobody is named.
        string? billing = ownership.Rules.FirstOrDefault(r => r.Record == nameof(Contract))?.Owner;
        string? money = DocumentComparison.Rule(ownership, nameof(Payment), nameof(Payment.Amount))?.ToString();
        string? people = DocumentComparison.Rule(ownership, nameof(Customer), nameof(Customer.Contacts))?.ToString();
        ExternalRef customer = owner is not null && link.IdIn(owner, RecordKinds.Customer) is string id ? new ExternalRef(owner, RecordKinds.Customer, id) : asked;
        Sourced<BookedPayment>[] booked = [.. reads.Money.DistinctBy(m => m.Reference).OrderByDescending(m => m.Value.On).Select(m => m with { Rule = money })];
        return new CustomerAccount
        {
            Customer = customer,
            References = link.Links,
            Merges = [],
            ReadAt = default,
            IsMasked = false,
            IsCompany = reads.Customers.All(c => c.Value.IsCompany) && reads.Customers.Exists(c => c.Reference.System != billing),
            Readings = [],
            Fields = new CustomerComparison(ownership, stored.Shadows).Of(reads.Customers),
            Contacts = [.. People(link, reads, memory).Select(c => c with { Rule = people })],
            Contracts = new ContractComparison(DocumentComparison.Rule(ownership, nameof(Contract), nameof(Contract.Terms))).Of(reads.Contracts, links),
            Entitlements = [.. Granted(reads.Contracts, customer)],
            Documents = documents.Of(reads.Documents, memory),
            Balances = [.. reads.Balances.OrderBy(b => b.Reference.System, StringComparer.Ordinal).ThenBy(b => b.Value.Open.Currency.Code, StringComparer.Ordinal)],
            Payments = [.. booked.Where(b => b.Reference.Kind == RecordKinds.Payment)],
            Refunds = [.. booked.Where(b => b.Reference.Kind == RecordKinds.Refund)],
            OtherPayments = [.. documents.Others<Payment>(memory, booked).OrderByDescending(p => p.Value.PaidAt).Select(p => p with { Rule = money })],
            OtherRefunds = [.. documents.Others<Refund>(memory, booked).OrderByDescending(p => p.Value.RefundedAt).Select(r => r with { Rule = money })],
            Failures = [.. memory.All<PaymentAttempt>().OrderByDescending(a => a.Value.FailedAt).Select(a => a with { Rule = money })],
            Disputes = [.. memory.All<Dispute>().OrderByDescending(d => d.Value.OpenedAt).Select(d => d with { Rule = money })],
            Cases = stored.Cases,
            Effects = stored.Effects,
        };
    }

    private IEnumerable<Sourced<Entitlement>> Granted(IEnumerable<Sourced<Contract>> contracts, ExternalRef customer)
    {
        EntitlementRules rules = new(services.GetRequiredService<IOptions<EntitlementOptions>>().Value);
        string? owner = ownership.Rules.FirstOrDefault(r => r.Record == nameof(Contract))?.Owner;
        return contracts.Where(c => c.Reference.System == owner && c.Value.Status != ContractStatus.Ended)
            .SelectMany(c => rules.Of(c.Value, customer, Shadow.Empty).Entitlements.Select(e => new Sourced<Entitlement>(e, c.Reference, c.AsOf, c.IsFresh) { Rule = $"{nameof(Contract)} owned by {owner}" }))
            .OrderBy(e => e.Value.Feature, StringComparer.Ordinal);
    }

    /// <summary>The people that each system names, fresh ones first; those that a CRM keeps apart from its accounts are known by what it told.</summary>
    private static IEnumerable<Sourced<Contact>> People(RecordLink link, AccountReads reads, AccountMemory memory) => reads.Contacts
        .Concat(reads.Customers.SelectMany(c => c.Value.Contacts.Prepend(c.Value.Contact).OfType<Contact>().Select(p => new Sourced<Contact>(p, p.Ref, c.AsOf, c.IsFresh))))
        .Concat(memory.All<Contact>().Where(c => c.Value.Customer is null || link.References.Contains(c.Value.Customer)))
        .OrderByDescending(c => c.IsFresh).DistinctBy(c => c.Reference)
        .OrderBy(c => c.Value.Name, StringComparer.Ordinal).ThenBy(c => c.Reference.ToString(), StringComparer.Ordinal);

    private static ExternalRef[] Named(AccountReads reads, AccountMemory memory) =>
    [
        .. ContractComparison.Named(reads.Contracts), .. memory.All<Invoice>().Select(i => i.Reference), .. memory.All<CreditNote>().Select(n => n.Reference),
        .. memory.All<Payment>().Select(p => p.Reference), .. memory.All<Refund>().Select(r => r.Reference),
    ];
}
