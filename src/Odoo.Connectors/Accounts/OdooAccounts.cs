using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Odoo.Connectors.Client;
using Odoo.Connectors.Erp;
using Odoo.Connectors.Model;

namespace Odoo.Connectors.Accounts;

/// <summary>Reads one customer's account in one company of an Odoo: a fixed number of calls for each part of it.</summary>
internal sealed class OdooAccounts(string name, IOdooClient client, BookReader books, OrderReader orders, AccountReader accounts) : IAccountLedger
{
    private const int MostPeople = 200;
    private const string Line = "account.move.line";

    public static OdooAccounts Create(IServiceProvider services, string name)
    {
        OdooErpOptions options = services.GetRequiredService<IOptionsMonitor<OdooErpOptions>>().Get(name);
        TimeProvider clock = services.GetRequiredService<TimeProvider>();
        IOdooClient client = services.GetRequiredService<IOdooClientFactory>().Get(name);
        ErpReader reader = new(name, client, options, clock);
        BookReader books = new(client, reader);
        return new OdooAccounts(name, client, books, OrderReader.Create(name, client, reader, options), new AccountReader(name, client, books, options, clock));
    }

    public async Task<LedgerCustomer?> CustomerAsync(string id, CancellationToken cancellationToken)
    {
        OdooContext context = await books.ContextAsync(cancellationToken).ConfigureAwait(false);
        if (Number(id) is not long named || (await books.ReadAsync(BookReader.Partner, [named], ["commercial_partner_id"], context, cancellationToken).ConfigureAwait(false)) is not [OdooRecord partner])
        {
            return null;
        }

        long account = BookReader.Link(partner, "commercial_partner_id") ?? named;
        IReadOnlyList<OdooRecord> people = await client.SearchReadAsync(
            BookReader.Partner,
            OdooDomain.Where("id", "=", account).Or(OdooDomain.Where("parent_id", "=", account).And(OdooDomain.Where("type", "=", "contact")).And(OdooDomain.Where("active", "=", true))),
            BookReader.PartnerFields, new OdooSearch { Limit = MostPeople, Order = "id" }, context, cancellationToken).ConfigureAwait(false);
        IReadOnlyList<PartnerRow> rows = await books.PartnersAsync(people, context, cancellationToken).ConfigureAwait(false);
        return rows.FirstOrDefault(r => r.Id == account) is not { } row ? null
            : new LedgerCustomer(BookMapper.Customer(name, row), [.. rows.Where(r => r.Id != account && !r.IsCompany).Select(r => BookMapper.Contact(name, r))]);
    }

    public async Task<IReadOnlyList<DocumentStatus>> DocumentsAsync(string id, int count, CancellationToken cancellationToken)
    {
        OdooContext context = await books.ContextAsync(cancellationToken).ConfigureAwait(false);
        IReadOnlyList<OdooRecord> found = await client.SearchReadAsync(
            BookReader.Move,
            Scope(OdooStreams.Documents, context).And(OdooDomain.Where("commercial_partner_id", "=", Id(id))),
            BookReader.DocumentFields, new OdooSearch { Limit = count + 1, Order = "date desc, id desc" }, context, cancellationToken).ConfigureAwait(false);
        return [.. (await books.DocumentsAsync(found, context, cancellationToken).ConfigureAwait(false)).Select(r => BookMapper.Status(name, r))];
    }

    /// <summary>Payments, and lines of bank statements that have none.</summary>
    public async Task<IReadOnlyList<BookedPayment>> MoneyAsync(string id, int count, CancellationToken cancellationToken)
    {
        OdooContext context = await books.ContextAsync(cancellationToken).ConfigureAwait(false);
        IReadOnlyList<OdooRecord> payments = await client.SearchReadAsync(
            BookReader.Payment,
            Scope(OdooStreams.Payments, context).And(OdooDomain.Where("partner_id.commercial_partner_id", "=", Id(id))),
            BookReader.PaymentFields, new OdooSearch { Limit = count + 1, Order = "date desc, id desc" }, context, cancellationToken).ConfigureAwait(false);
        IReadOnlyList<OdooRecord> lines = await client.SearchReadAsync(
            Line,
            OdooDomain.Where("partner_id", "=", Id(id)).And(OdooDomain.Where("account_type", "=", "asset_receivable")).And(OdooDomain.Where("parent_state", "=", "posted"))
                .And(OdooDomain.In("journal_id.type", ["bank", "cash", "credit"])).And(OdooDomain.Where("move_id.origin_payment_id", "=", false))
                .And(OdooDomain.Where("move_id.reversed_entry_id", "=", false)),
            ["move_id"], new OdooSearch { Limit = count + 1, Order = "date desc, id desc" }, context, cancellationToken).ConfigureAwait(false);
        long[] entries = [.. lines.Select(l => BookReader.Link(l, "move_id")).OfType<long>().Distinct()];
        IReadOnlyList<MoneyRow> paid = await books.PaymentsAsync(payments, context, cancellationToken).ConfigureAwait(false);
        IReadOnlyList<MoneyRow> plain = entries.Length == 0 ? [] : await books.EntriesAsync(entries, context, cancellationToken).ConfigureAwait(false);
        return [.. paid.Concat(plain).Select(r => BookMapper.Payment(name, r)).OrderByDescending(p => p.On)];
    }

    public async Task<IReadOnlyList<Contract>> ContractsAsync(string id, int count, CancellationToken cancellationToken)
    {
        OdooContext context = await books.ContextAsync(cancellationToken).ConfigureAwait(false);
        IReadOnlyList<OdooRecord> found = await client.SearchReadAsync(
            OrderReader.Order,
            Scope(OdooStreams.Contracts, context).And(OdooDomain.Where("partner_id.commercial_partner_id", "=", Id(id))),
            orders.Fields, new OdooSearch { Limit = count + 1, Order = "date_order desc, id desc" }, context, cancellationToken).ConfigureAwait(false);
        return [.. (await orders.ReadAsync(found, context, cancellationToken).ConfigureAwait(false)).Select(r => OrderMapper.Contract(name, r))];
    }

    public async Task<Receivables> ReceivablesAsync(string id, CancellationToken cancellationToken)
    {
        OdooContext context = await books.ContextAsync(cancellationToken).ConfigureAwait(false);
        return (await accounts.ReceivablesAsync([Id(id)], context, cancellationToken).ConfigureAwait(false))[Id(id)];
    }

    public async Task<IReadOnlyList<ExternalRef>> FindAsync(string number, CancellationToken cancellationToken)
    {
        OdooContext context = await books.ContextAsync(cancellationToken).ConfigureAwait(false);
        IReadOnlyList<OdooRecord> found = await client.SearchReadAsync(
            BookReader.Move,
            Scope(OdooStreams.Documents, context).And(OdooDomain.Where("name", "=", number).Or(OdooDomain.Where("ref", "=", number))),
            ["commercial_partner_id"], new OdooSearch { Limit = 20, Order = "id desc" }, context, cancellationToken).ConfigureAwait(false);
        return [.. found.Select(m => BookReader.Link(m, "commercial_partner_id")).OfType<long>().Distinct().Select(p => BookMapper.CustomerRef(name, p))];
    }

    public async Task<ExternalRef?> CustomerOfAsync(ExternalRef document, CancellationToken cancellationToken)
    {
        string model = document.Kind is RecordKinds.Invoice or RecordKinds.CreditNote ? BookReader.Move : document.Kind == RecordKinds.Contract ? OrderReader.Order : BookReader.Payment;
        OdooContext context = await books.ContextAsync(cancellationToken).ConfigureAwait(false);
        return Number(document.Id) is long id
            && (await books.ReadAsync(model, [id], ["partner_id"], context, cancellationToken).ConfigureAwait(false)) is [OdooRecord found] && BookReader.Link(found, "partner_id") is long partner
            && (await books.ReadAsync(BookReader.Partner, [partner], ["commercial_partner_id"], context, cancellationToken).ConfigureAwait(false)) is [OdooRecord account]
            ? BookMapper.CustomerRef(name, BookReader.Link(account, "commercial_partner_id") ?? partner) : null;
    }

    private OdooDomain Scope(string stream, OdooContext context) => BookScope.Of(stream, context.AllowedCompanyIds![0], orders.Fields)!.Domain;

    private static long Id(string id) => long.Parse(id, CultureInfo.InvariantCulture);

    private static long? Number(string id) => long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out long number) ? number : null;
}
