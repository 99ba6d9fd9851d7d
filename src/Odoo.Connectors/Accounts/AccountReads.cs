using Odoo.Connectors.Erp;
using Odoo.Connectors.Model;

namespace Odoo.Connectors.Accounts;

/// <summary>What was read of the systems for one account, each with its reference; what could not be read is what the hub was told last.</summary>
internal sealed class AccountReads
{
    public List<Sourced<Customer>> Customers { get; } = [];

    public List<Sourced<Contact>> Contacts { get; } = [];

    public List<Sourced<Contract>> Contracts { get; } = [];

    public List<Sourced<DocumentStatus>> Documents { get; } = [];

    public List<Sourced<BookedPayment>> Money { get; } = [];

    public List<Sourced<AccountOwing>> Balances { get; } = [];

    /// <summary>What the hub was told of the customer of a system, where it could not be read.</summary>
    public void Remember(ExternalRef customer, AccountMemory memory)
    {
        if (memory.Find<Customer>(customer) is { } known)
        {
            Customers.Add(known);
        }
    }

    public void AddBalances(Receivables owed, string ledger, DateTimeOffset at) => Balances.AddRange(owed.Currencies.Select(c =>
        new Sourced<AccountOwing>(new AccountOwing(c.Open, c.Overdue, c), owed.Customer with { System = ledger }, at, IsFresh: true)));

    public void Remember(string section, ExternalRef customer, AccountMemory memory)
    {
        switch (section)
        {
            case Sections.Contracts:
                Contracts.AddRange(memory.All<Contract>().Where(c => c.Reference.System == customer.System));
                break;
            case Sections.Documents:
                Documents.AddRange(memory.All<DocumentStatus>().Where(d => d.Reference.System == customer.System));
                break;
            case Sections.Payments:
                Money.AddRange(memory.All<BookedPayment>().Where(p => p.Reference.System == customer.System));
                break;
            default:
                if (memory.Find<AccountBalance>(customer with { Kind = RecordKinds.AccountBalance }) is { } known)
                {
                    Balances.AddRange(known.Value.Currencies.Select(c => new Sourced<AccountOwing>(new AccountOwing(c.Open, c.Overdue, null), customer, known.AsOf, IsFresh: false)));
                }

                break;
        }
    }
}

/// <summary>The parts of an account that are read.</summary>
internal static class Sections
{
    public const string Customer = "customer";
    public const string Contracts = "contracts";
    public const string Documents = "documents";
    public const string Payments = "payments";
    public const string Balance = "balance";
}
