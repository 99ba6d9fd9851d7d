using Odoo.Connectors.Erp;
using Odoo.Connectors.Model;

namespace Odoo.Connectors.Tests.Collections;

/// <summary>The receivables of a ledger in memory.</summary>
internal sealed class MemoryBooks(string name = "odoo") : IOdooBooks
{
    /// <summary>The company's day.</summary>
    public DateOnly Today { get; set; } = new(2026, 4, 20);

    /// <summary>By document: whose it is, what is open, and its due day.</summary>
    public Dictionary<string, (string Partner, decimal Open, DateOnly DueOn)> Items { get; } = [];

    /// <summary>What asking for what is overdue comes to; null answers.</summary>
    public Func<Exception>? Fails { get; set; }

    public Task<IReadOnlyDictionary<ExternalRef, Receivables>> ReceivablesAsync(IReadOnlyCollection<ExternalRef> customers, CancellationToken cancellationToken = default) =>
        Task.FromResult<IReadOnlyDictionary<ExternalRef, Receivables>>(customers.ToDictionary(c => c, c => Of(c.Id)));

    public Task<IReadOnlyList<Receivables>> OverdueAsync(CancellationToken cancellationToken = default) => Fails is not null ? throw Fails() :
        Task.FromResult<IReadOnlyList<Receivables>>([.. Items.Values.Where(i => i.Open > 0m && i.DueOn < Today).Select(i => i.Partner).Distinct().Select(Of)]);

    public Task<IReadOnlyDictionary<ExternalRef, DocumentStatus>> DocumentsAsync(IReadOnlyCollection<ExternalRef> documents, CancellationToken cancellationToken = default) =>
        Task.FromResult<IReadOnlyDictionary<ExternalRef, DocumentStatus>>(documents.Where(d => Items.ContainsKey(d.Id)).ToDictionary(d => d, d => new DocumentStatus
        {
            Ref = d, Customer = new ExternalRef(name, RecordKinds.Customer, Items[d.Id].Partner), State = DocumentState.Open, Gross = MoneyRecords.Eur(121m), Open = MoneyRecords.Eur(Items[d.Id].Open),
        }));

    public Task<AccountStatement?> StatementAsync(ExternalRef customer, DateOnly from, DateOnly to, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Task<IReadOnlyDictionary<ExternalRef, BookedPayment>> PaymentsAsync(IReadOnlyCollection<ExternalRef> payments, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public IAsyncEnumerable<ChangedDocuments> ChangedDocumentsAsync(string? watermark, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    private Receivables Of(string partner)
    {
        OpenItem[] items = [.. Items.Where(i => i.Value.Partner == partner && i.Value.Open > 0m).Select(i => new OpenItem
        {
            Document = new ExternalRef(name, RecordKinds.Invoice, i.Key), Number = $"INV/{i.Key}", BookedOn = i.Value.DueOn, DueOn = i.Value.DueOn,
            DaysOverdue = Math.Max(0, Today.DayNumber - i.Value.DueOn.DayNumber), Open = MoneyRecords.Eur(i.Value.Open), IsInPayment = false,
        })];
        Money none = MoneyRecords.Eur(0m), open = MoneyRecords.Eur(items.Sum(i => i.Open.Amount));
        return new Receivables
        {
            Customer = new ExternalRef(name, RecordKinds.Customer, partner), AsOf = Today, HeldByDrafts = [],
            Currencies = items.Length == 0 ? [] :
            [
                new CurrencyReceivables { Currency = MoneyRecords.Euro, Open = open, OpenInBooks = open, NotDue = none, Overdue = open, Aged = [], Credits = none, InPayment = none, Items = items },
            ],
        };
    }
}
