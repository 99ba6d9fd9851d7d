using System.Runtime.CompilerServices;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Odoo.Connectors.Client;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Erp;

/// <summary>Answers from Odoo what hosts ask about the books of one company.</summary>
internal sealed class OdooBooks(string name, BookReader books, BookIds ids, BookStreams streams, AccountReader accounts) : IOdooBooks
{
    private const int AtOnce = 200;

    public static OdooBooks Create(IServiceProvider services, string name)
    {
        OdooErpOptions options = services.GetRequiredService<IOptionsMonitor<OdooErpOptions>>().Get(name);
        TimeProvider clock = services.GetRequiredService<TimeProvider>();
        IOdooClient client = services.GetRequiredService<IOdooClientFactory>().Get(name);
        ErpReader reader = new(name, client, options, clock);
        BookReader books = new(client, reader);
        return new OdooBooks(
            name, books, new BookIds(name, client, books, services.GetRequiredService<IIdentityOperations>().FindAsync),
            new BookStreams(name, client, books, OrderReader.Create(name, client, reader, options), options, clock), new AccountReader(name, client, books, options, clock));
    }

    public async Task<IReadOnlyDictionary<ExternalRef, Receivables>> ReceivablesAsync(IReadOnlyCollection<ExternalRef> customers, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(customers);
        OdooContext context = await books.ContextAsync(cancellationToken).ConfigureAwait(false);
        IReadOnlyDictionary<ExternalRef, long> partners = await PartnersAsync(customers, context, cancellationToken).ConfigureAwait(false);
        Dictionary<long, Receivables> found = [];
        foreach (long[] chunk in partners.Values.Distinct().Chunk(AtOnce))
        {
            foreach ((long partner, Receivables owed) in await accounts.ReceivablesAsync(chunk, context, cancellationToken).ConfigureAwait(false))
            {
                found[partner] = owed;
            }
        }

        return partners.ToDictionary(p => p.Key, p => found[p.Value]);
    }

    public async Task<IReadOnlyList<Receivables>> OverdueAsync(CancellationToken cancellationToken = default)
    {
        OdooContext context = await books.ContextAsync(cancellationToken).ConfigureAwait(false);
        List<Receivables> owed = [];
        foreach (long[] chunk in (await accounts.DebtorsAsync(context, cancellationToken).ConfigureAwait(false)).Chunk(AtOnce))
        {
            owed.AddRange((await accounts.ReceivablesAsync(chunk, context, cancellationToken).ConfigureAwait(false)).Values);
        }

        return owed;
    }

    public async Task<AccountStatement?> StatementAsync(ExternalRef customer, DateOnly from, DateOnly to, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(customer);
        if (to < from)
        {
            throw new ArgumentException("The last day is before the first.", nameof(to));
        }

        OdooContext context = await books.ContextAsync(cancellationToken).ConfigureAwait(false);
        return (await PartnersAsync([customer], context, cancellationToken).ConfigureAwait(false)).TryGetValue(customer, out long partner)
            ? await accounts.StatementAsync(partner, from, to, context, cancellationToken).ConfigureAwait(false) : null;
    }

    public Task<IReadOnlyDictionary<ExternalRef, DocumentStatus>> DocumentsAsync(IReadOnlyCollection<ExternalRef> documents, CancellationToken cancellationToken = default) =>
        ReadAsync(documents, BookReader.Move, BookReader.DocumentFields, books.DocumentsAsync, r => r.Id, r => BookMapper.Status(name, r), cancellationToken);

    public Task<IReadOnlyDictionary<ExternalRef, BookedPayment>> PaymentsAsync(IReadOnlyCollection<ExternalRef> payments, CancellationToken cancellationToken = default) =>
        ReadAsync(payments, BookReader.Payment, BookReader.PaymentFields, books.PaymentsAsync, r => r.Payment ?? 0, r => BookMapper.Payment(name, r), cancellationToken);

    public async IAsyncEnumerable<ChangedDocuments> ChangedDocumentsAsync(string? watermark, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        PollPage page;
        string? next = watermark ?? "";
        do
        {
            page = await streams.PollAsync(OdooStreams.Documents, next, cancellationToken).ConfigureAwait(false);
            next = page.Watermark ?? next;
            yield return new ChangedDocuments(
                [.. page.Deliveries.Select(d => (DocumentStatus)BookRecords.Decode(name, d.Subject, d.Payload))], next is { Length: > 0 } ? next : null);
        }
        while (page.HasMore);
    }

    /// <summary>The partners whose accounts they are: receivables of a contact are booked on its company.</summary>
    private async Task<IReadOnlyDictionary<ExternalRef, long>> PartnersAsync(IReadOnlyCollection<ExternalRef> customers, OdooContext context, CancellationToken cancellationToken)
    {
        IReadOnlyDictionary<ExternalRef, long> found = await ids.FindAsync(BookReader.Partner, customers, context, cancellationToken).ConfigureAwait(false);
        Dictionary<long, long> commercial = [];
        foreach (long[] chunk in found.Values.Distinct().Chunk(AtOnce))
        {
            foreach (OdooRecord partner in await books.ReadAsync(BookReader.Partner, chunk, ["commercial_partner_id"], context, cancellationToken).ConfigureAwait(false))
            {
                commercial[partner.Id] = BookReader.Link(partner, "commercial_partner_id") ?? partner.Id;
            }
        }

        return found.Where(f => commercial.ContainsKey(f.Value)).ToDictionary(f => f.Key, f => commercial[f.Value]);
    }

    private async Task<IReadOnlyDictionary<ExternalRef, T>> ReadAsync<TRow, T>(
        IReadOnlyCollection<ExternalRef> references, string model, IReadOnlyList<string> fields,
        Func<IReadOnlyList<OdooRecord>, OdooContext, CancellationToken, Task<IReadOnlyList<TRow>>> complete, Func<TRow, long> id, Func<TRow, T> map,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(references);
        OdooContext context = await books.ContextAsync(cancellationToken).ConfigureAwait(false);
        IReadOnlyDictionary<ExternalRef, long> found = await ids.FindAsync(model, references, context, cancellationToken).ConfigureAwait(false);
        Dictionary<long, T> records = [];
        foreach (long[] chunk in found.Values.Distinct().Chunk(AtOnce))
        {
            IReadOnlyList<OdooRecord> read = await books.ReadAsync(model, chunk, fields, context, cancellationToken).ConfigureAwait(false);
            foreach (TRow row in await complete(read, context, cancellationToken).ConfigureAwait(false))
            {
                records[id(row)] = map(row);
            }
        }

        return found.Where(f => records.ContainsKey(f.Value)).ToDictionary(f => f.Key, f => records[f.Value]);
    }
}
