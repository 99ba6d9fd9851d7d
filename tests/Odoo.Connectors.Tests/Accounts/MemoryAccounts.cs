using Odoo.Connectors.Accounts;
using Odoo.Connectors.Erp;
using Odoo.Connectors.Model;

namespace Odoo.Connectors.Tests.Accounts;

/// <summary>A ledger's accounts in memory.</summary>
internal sealed class MemoryAccounts(string name) : IAccountLedger
{
    /// <summary>What it holds under the customer's id.</summary>
    public Dictionary<string, Customer> Customers { get; } = [];

    public List<DocumentStatus> Documents { get; } = [];

    public List<Contract> Contracts { get; } = [];

    public List<BookedPayment> Payments { get; } = [];

    /// <summary>What is open of one currency, all of it overdue.</summary>
    public Money? Open { get; set; }

    /// <summary>How often it was asked.</summary>
    public int Calls { get; private set; }

    public MemoryAccounts Holds(string id, string customer, bool isCompany = true)
    {
        Customers[id] = new Customer { Ref = new ExternalRef(name, RecordKinds.Customer, id), Name = customer, IsCompany = isCompany };
        return this;
    }

    public Task<LedgerCustomer?> CustomerAsync(string id, CancellationToken cancellationToken) =>
        Told(Customers.TryGetValue(id, out Customer? customer) ? new LedgerCustomer(customer, [], Children) : null);

    public Task<IReadOnlyList<DocumentStatus>> DocumentsAsync(string id, int count, CancellationToken cancellationToken) =>
        Told<IReadOnlyList<DocumentStatus>>([.. Documents.Where(d => d.Customer.Id == id).Take(count + 1)])!;

    public Task<IReadOnlyList<BookedPayment>> MoneyAsync(string id, int count, CancellationToken cancellationToken) => Told<IReadOnlyList<BookedPayment>>([.. Payments])!;

    public Task<IReadOnlyList<Contract>> ContractsAsync(string id, int count, CancellationToken cancellationToken) => Told<IReadOnlyList<Contract>>([.. Contracts])!;

    /// <summary>The companies below each of its customers.</summary>
    public List<Customer> Children { get; } = [];

    public Task<IReadOnlyDictionary<string, Receivables>> ReceivablesAsync(IReadOnlyList<string> ids, CancellationToken cancellationToken) =>
        Told<IReadOnlyDictionary<string, Receivables>>(ids.ToDictionary(i => i, Owed))!;

    private Receivables Owed(string id) => new()
    {
        Customer = new ExternalRef(name, RecordKinds.Customer, id), AsOf = new DateOnly(2026, 9, 15), HeldByDrafts = [],
        Currencies = Open is not { } open ? [] :
        [
            new CurrencyReceivables
            {
                Currency = open.Currency, Open = open, OpenInBooks = open, NotDue = Money.Zero(open.Currency), Overdue = open, Credits = Money.Zero(open.Currency),
                InPayment = Money.Zero(open.Currency), Aged = [new AgedBucket(1, 30, open)], Items = [],
            },
        ],
    };

    public Task<IReadOnlyList<ExternalRef>> FindAsync(string number, CancellationToken cancellationToken) =>
        Told<IReadOnlyList<ExternalRef>>([.. Documents.Where(d => d.Number == number).Select(d => d.Customer)])!;

    public Task<ExternalRef?> CustomerOfAsync(ExternalRef document, CancellationToken cancellationToken) => Told(Documents.Find(d => d.Ref == document)?.Customer);

    private Task<T?> Told<T>(T? answer)
    {
        Calls++;
        return Task.FromResult(answer);
    }
}
