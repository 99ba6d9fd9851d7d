using Odoo.Connectors.Client;

namespace Odoo.Connectors.Erp;

/// <summary>Reads partners, documents and money of one company, each with what belongs to it, a few calls for a page of records.</summary>
internal sealed class BookReader(IOdooClient client, ErpReader reader)
{
    public const string Partner = "res.partner";
    public const string Move = "account.move";
    public const string Payment = "account.payment";

    private readonly MatchReader _matches = new(client);

    public static IReadOnlyList<string> PartnerFields { get; } =
        ["name", "is_company", "active", "email", "phone", "website", "vat", "street", "street2", "city", "zip", "state_id", "country_id", "parent_id", "commercial_partner_id",
            "customer_rank", "supplier_rank", "write_date"];

    public static IReadOnlyList<string> DocumentFields { get; } =
    [
        "move_type", "state", "payment_state", "name", "ref", "commercial_partner_id", "partner_id", "invoice_date", "date", "invoice_date_due",
        "currency_id", "amount_total", "amount_residual", "reversed_entry_id", "invoice_origin", "write_date",
    ];

    public static IReadOnlyList<string> PaymentFields { get; } =
        ["payment_type", "state", "partner_id", "amount", "currency_id", "date", "memo", "move_id", "invoice_ids", "write_date"];

    public async Task<OdooContext> ContextAsync(CancellationToken cancellationToken) =>
        new() { AllowedCompanyIds = [await reader.CompanyIdAsync(cancellationToken).ConfigureAwait(false)], ActiveTest = false };

    public async Task<IReadOnlyList<OdooRecord>> ReadAsync(
        string model, IReadOnlyList<long> ids, IReadOnlyList<string> fields, OdooContext context, CancellationToken cancellationToken) =>
        ids.Count == 0 ? [] : (await client.ReadAsync(model, ids, fields, context, cancellationToken).ConfigureAwait(false)).Records;

    public async Task<IReadOnlyList<PartnerRow>> PartnersAsync(IReadOnlyList<OdooRecord> records, OdooContext context, CancellationToken cancellationToken)
    {
        Dictionary<long, string?> countries = await CodesAsync("res.country", "country_id").ConfigureAwait(false);
        Dictionary<long, string?> states = await CodesAsync("res.country.state", "state_id").ConfigureAwait(false);
        long[] contacts = [.. records.Where(r => Link(r, "parent_id") is not null).Select(r => r.Id)];
        IReadOnlyDictionary<long, OdooExternalId> external = await client.GetExternalIdsAsync(Partner, contacts, context, cancellationToken).ConfigureAwait(false);
        return [.. records.Select(r => new PartnerRow
        {
            Id = r.Id,
            Customer = Link(r, "parent_id") is not long parent ? null : Link(r, "commercial_partner_id") is long account && account != r.Id ? account : parent,
            External = External(external, r.Id),
            Name = r.GetString("name") ?? "",
            IsCompany = r.GetBoolean("is_company"),
            IsActive = r.GetBoolean("active"),
            IsSupplierOnly = r.GetInt64("supplier_rank") > 0 && r.GetInt64("customer_rank") is null or 0,
            Email = Text(r, "email"),
            Phone = Text(r, "phone"),
            Website = Text(r, "website"),
            Vat = Text(r, "vat"),
            Street = Text(r, "street"),
            Street2 = Text(r, "street2"),
            City = Text(r, "city"),
            Zip = Text(r, "zip"),
            State = Link(r, "state_id") is long state ? states.GetValueOrDefault(state) : null,
            Country = Link(r, "country_id") is long country ? countries.GetValueOrDefault(country) : null,
            WrittenAt = WrittenAt(r),
        })];

        async Task<Dictionary<long, string?>> CodesAsync(string model, string field) => (await ReadAsync(
            model, [.. records.Select(r => Link(r, field)).OfType<long>().Distinct()], ["code"], context, cancellationToken).ConfigureAwait(false))
            .ToDictionary(c => c.Id, c => c.GetString("code"));
    }

    public async Task<IReadOnlyList<DocumentRow>> DocumentsAsync(IReadOnlyList<OdooRecord> records, OdooContext context, CancellationToken cancellationToken)
    {
        long[] ids = [.. records.Select(r => r.Id)];
        IReadOnlyDictionary<long, OdooExternalId> external = await client.GetExternalIdsAsync(Move, ids, context, cancellationToken).ConfigureAwait(false);
        ILookup<long, MatchRow> matches = await _matches.ReadAsync(ids, context, cancellationToken).ConfigureAwait(false);
        ILookup<string, long> orders = await OrdersAsync([.. records.Where(r => !external.ContainsKey(r.Id))], context, cancellationToken).ConfigureAwait(false);
        return [.. records.Select(r => new DocumentRow
        {
            Id = r.Id,
            Type = r.GetString("move_type") ?? "",
            State = r.GetString("state") ?? "",
            PaymentState = r.GetString("payment_state"),
            Name = Text(r, "name"),
            Reference = Text(r, "ref"),
            Customer = Link(r, "commercial_partner_id") ?? Link(r, "partner_id") ?? 0,
            IssuedOn = r.GetDate("invoice_date"),
            BookedOn = r.GetDate("date"),
            DueOn = r.GetDate("invoice_date_due"),
            Currency = Currency(r),
            Total = r.GetDecimal("amount_total") ?? 0m,
            Residual = r.GetDecimal("amount_residual") ?? 0m,
            Reverses = Link(r, "reversed_entry_id"),
            Orders = external.ContainsKey(r.Id) ? [] : [.. Origins(r).SelectMany(o => orders[o]).Distinct()],
            External = External(external, r.Id),
            Matches = [.. matches[r.Id]],
            WrittenAt = WrittenAt(r),
        })];
    }

    /// <summary>The orders that invoices were made of, by their names, which an invoice keeps as its origin.</summary>
    private async Task<ILookup<string, long>> OrdersAsync(IReadOnlyList<OdooRecord> documents, OdooContext context, CancellationToken cancellationToken)
    {
        string[] names = [.. documents.SelectMany(Origins).Distinct(StringComparer.Ordinal)];
        IReadOnlyList<OdooRecord> orders = names.Length == 0 ? [] : await client.SearchReadAsync(
            OrderReader.Order, OdooDomain.In("name", names).And(OdooDomain.In("company_id", context.AllowedCompanyIds!)), ["name"], context: context, cancellationToken: cancellationToken).ConfigureAwait(false);
        return orders.ToLookup(o => o.GetString("name") ?? "", o => o.Id, StringComparer.Ordinal);
    }

    private static string[] Origins(OdooRecord document) =>
        Text(document, "invoice_origin")?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [];

    public async Task<IReadOnlyList<MoneyRow>> PaymentsAsync(IReadOnlyList<OdooRecord> records, OdooContext context, CancellationToken cancellationToken)
    {
        IReadOnlyDictionary<long, OdooExternalId> external = await client.GetExternalIdsAsync(Payment, [.. records.Select(r => r.Id)], context, cancellationToken).ConfigureAwait(false);
        ILookup<long, MatchRow> matches = await _matches.ReadAsync([.. records.Select(r => Link(r, "move_id")).OfType<long>()], context, cancellationToken).ConfigureAwait(false);
        Dictionary<long, RegisteredRow> registered = await RegisteredAsync(
            [.. records.Where(IsWithoutEntry).SelectMany(r => r.GetIds("invoice_ids")).Distinct()], context, cancellationToken).ConfigureAwait(false);
        return [.. records.Select(r => new MoneyRow
        {
            Payment = r.Id,
            Entry = Link(r, "move_id"),
            Inbound = r.GetString("payment_type") == "inbound",
            State = r.GetString("state") ?? "",
            Customer = Link(r, "partner_id"),
            Amount = r.GetDecimal("amount") ?? 0m,
            Currency = Currency(r),
            On = r.GetDate("date") ?? default,
            Memo = Text(r, "memo"),
            External = External(external, r.Id),
            Matches = Link(r, "move_id") is long entry ? [.. matches[entry]] : [],
            Registered = IsWithoutEntry(r) ? [.. r.GetIds("invoice_ids").Select(i => registered.GetValueOrDefault(i)).OfType<RegisteredRow>()] : [],
            WrittenAt = WrittenAt(r),
        })];
    }

    /// <summary>Entries of bank and cash journals that have no payment: lines of a bank statement, or entered by hand.</summary>
    public async Task<IReadOnlyList<MoneyRow>> EntriesAsync(IReadOnlyList<long> ids, OdooContext context, CancellationToken cancellationToken)
    {
        IReadOnlyList<OdooRecord> records = await ReadAsync(
            Move, ids, ["state", "commercial_partner_id", "partner_id", "date", "ref", "currency_id", "write_date"], context, cancellationToken).ConfigureAwait(false);
        ILookup<long, MatchRow> matches = await _matches.ReadAsync([.. records.Select(r => r.Id)], context, cancellationToken).ConfigureAwait(false);
        ILookup<long, OdooRecord> lines = (records.Count == 0 ? [] : await client.SearchReadAsync(
            "account.move.line", OdooDomain.In("move_id", records.Select(r => r.Id)).And(OdooDomain.Where("account_type", "=", "asset_receivable")),
            ["move_id", "partner_id", "currency_id", "amount_currency"], new OdooSearch { Order = "id" }, context, cancellationToken).ConfigureAwait(false))
            .ToLookup(l => Link(l, "move_id") ?? 0);
        return [.. records.Where(r => lines[r.Id].Any()).Select(r => new MoneyRow
        {
            Entry = r.Id,
            Inbound = lines[r.Id].Sum(l => l.GetDecimal("amount_currency") ?? 0m) <= 0m,
            State = r.GetString("state") == "posted" ? "paid" : r.GetString("state") ?? "",
            Customer = lines[r.Id].Select(l => Link(l, "partner_id")).FirstOrDefault(p => p is not null) ?? Link(r, "commercial_partner_id") ?? Link(r, "partner_id"),
            Amount = Math.Abs(lines[r.Id].Sum(l => l.GetDecimal("amount_currency") ?? 0m)),
            Currency = Currency(lines[r.Id].First()),
            On = r.GetDate("date") ?? default,
            Memo = Text(r, "ref"),
            Matches = [.. matches[r.Id]],
            WrittenAt = WrittenAt(r),
        })];
    }

    public static long? Link(OdooRecord record, string field) => record.GetReference(field)?.Id;

    public static string Currency(OdooRecord record) => record.GetReference("currency_id")?.Name ?? "";

    public static DateTimeOffset WrittenAt(OdooRecord record) => record.GetDateTime("write_date")
        ?? throw new ConnectorException(ErrorKind.Protocol, $"A record of {record.Model} has no write_date.") { Field = "write_date" };

    private static bool IsWithoutEntry(OdooRecord payment) => Link(payment, "move_id") is null && payment.GetString("state") is "in_process" or "paid";

    private async Task<Dictionary<long, RegisteredRow>> RegisteredAsync(IReadOnlyList<long> ids, OdooContext context, CancellationToken cancellationToken)
    {
        IReadOnlyList<OdooRecord> documents = await ReadAsync(Move, ids, ["move_type", "name"], context, cancellationToken).ConfigureAwait(false);
        IReadOnlyDictionary<long, OdooExternalId> external = await client.GetExternalIdsAsync(Move, ids, context, cancellationToken).ConfigureAwait(false);
        return documents.ToDictionary(d => d.Id, d => new RegisteredRow(d.Id, d.GetString("move_type") ?? "", Text(d, "name"), External(external, d.Id)));
    }

    private static string? Text(OdooRecord record, string field) => record.GetString(field) is { Length: > 0 } text ? text : null;

    private static string? External(IReadOnlyDictionary<long, OdooExternalId> ids, long id) => ids.TryGetValue(id, out OdooExternalId external) ? external.ToString() : null;
}
