using System.Runtime.CompilerServices;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Odoo.Connectors.Client;

namespace Odoo.Connectors.Erp;

/// <summary>Reads what was posted in one company and moves what customers owe: five calls for 1,000 entries.</summary>
internal sealed class TurnoverReader(string name, IOdooClient client, BookReader books, OdooErpOptions options)
{
    private const int PageSize = 1000;
    private const string Line = "account.move.line";

    private static readonly string[] s_fields =
    [
        "move_type", "name", "date", "currency_id", "amount_untaxed", "amount_tax", "amount_total", "commercial_partner_id", "reversed_entry_id", "origin_payment_id", "journal_id",
    ];

    private static readonly string[] s_types = ["out_invoice", "out_refund", "out_receipt", "entry"];

    private readonly TurnoverRows _rows = new(name, client, books);

    public string Name => name;

    public CompanyCalendar Calendar { get; } = new(options.TimeZone);

    public OpenItems Open { get; } = new(name, client, books);

    public RateReader Rates { get; } = new(client, books);

    public ServiceReader Service { get; } = new(client, books, options);

    public static TurnoverReader Create(IServiceProvider services, string name)
    {
        OdooErpOptions options = services.GetRequiredService<IOptionsMonitor<OdooErpOptions>>().Get(name);
        IOdooClient client = services.GetRequiredService<IOdooClientFactory>().Get(name);
        return new TurnoverReader(name, client, new BookReader(client, new ErpReader(name, client, options, services.GetRequiredService<TimeProvider>())), options);
    }

    /// <summary>What was posted on the days from the first to the last, page by page.</summary>
    public async IAsyncEnumerable<IReadOnlyList<TurnoverEntry>> ListAsync(DateOnly from, DateOnly to, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        OdooContext context = await books.ContextAsync(cancellationToken).ConfigureAwait(false);
        OdooDomain domain = Posted(context).And(OdooDomain.Where("date", ">=", from)).And(OdooDomain.Where("date", "<=", to));
        List<OdooRecord> page = [];
        await foreach (OdooRecord record in client.StreamAsync(BookReader.Move, domain, s_fields, pageSize: PageSize, context: context, cancellationToken: cancellationToken).ConfigureAwait(false))
        {
            page.Add(record);
            if (page.Count == PageSize)
            {
                yield return await EntriesAsync(page, context, cancellationToken).ConfigureAwait(false);
                page = [];
            }
        }

        yield return await EntriesAsync(page, context, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Invoices and what takes them back, of those that were posted before a day.</summary>
    public async Task<IReadOnlyList<TurnoverEntry>> FamiliesAsync(IReadOnlyCollection<long> invoices, DateOnly before, CancellationToken cancellationToken)
    {
        if (invoices.Count == 0)
        {
            return [];
        }

        OdooContext context = await books.ContextAsync(cancellationToken).ConfigureAwait(false);
        OdooDomain domain = Posted(context).And(OdooDomain.Where("date", "<", before)).And(OdooDomain.In("id", invoices).Or(OdooDomain.In("reversed_entry_id", invoices)));
        return await EntriesAsync(
            await client.SearchReadAsync(BookReader.Move, domain, s_fields, new OdooSearch { Order = "id" }, context, cancellationToken).ConfigureAwait(false), context, cancellationToken)
            .ConfigureAwait(false);
    }

    private static OdooDomain Posted(OdooContext context) =>
        OdooDomain.Where("company_id", "=", context.AllowedCompanyIds![0]).And(OdooDomain.Where("state", "=", "posted")).And(OdooDomain.In("move_type", s_types));

    private async Task<IReadOnlyList<TurnoverEntry>> EntriesAsync(IReadOnlyList<OdooRecord> moves, OdooContext context, CancellationToken cancellationToken)
    {
        IReadOnlyList<OdooRecord> lines = moves.Count == 0 ? [] : await client.SearchReadAsync(
            Line, OdooDomain.In("move_id", moves.Select(m => m.Id)).And(OdooDomain.Where("account_type", "=", "asset_receivable")),
            ["move_id", "currency_id", "amount_currency", "partner_id"], new OdooSearch { Order = "id" }, context, cancellationToken).ConfigureAwait(false);
        ILookup<long, OdooRecord> receivables = lines.ToLookup(l => BookReader.Link(l, "move_id") ?? 0);
        OdooRecord[] told = [.. moves.Where(m => m.GetString("move_type") != "entry" || receivables.Contains(m.Id))];
        return await _rows.OfAsync(told, receivables, context, cancellationToken).ConfigureAwait(false);
    }
}
