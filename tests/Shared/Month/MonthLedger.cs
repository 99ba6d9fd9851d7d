using System.Globalization;
using Odoo.Connectors.Client;

namespace Odoo.Connectors.Tests.Shared;

/// <summary>What one company's books hold, read over Odoo's API: by sum, and line by line without what a database or an order of arrival gives (ids, numbers).</summary>
internal sealed class MonthLedger
{
    private const int Page = 1_000;

    /// <summary>How numbers of the journal begin that Odoo enters differences of rates in.</summary>
    private const string ExchangeNumber = "EXCH/";
    private static readonly Dictionary<string, string> s_roles = new(StringComparer.Ordinal)
    {
        [MonthGateway.Clearing] = "clearing", [MonthGateway.Payouts] = "bank", [MonthGateway.Fees] = "fees",
    };

    private readonly IOdooClient _client;
    private readonly OdooContext _context;
    private readonly long _company;
    private readonly Dictionary<string, Dictionary<long, string>> _names = new(StringComparer.Ordinal);
    private readonly List<string> _dump = [];

    private MonthLedger(IOdooClient client, long company)
    {
        (_client, _company) = (client, company);
        _context = new OdooContext { AllowedCompanyIds = [company], ActiveTest = false };
    }

    public MonthSums Sums { get; } = new();

    /// <summary>Every record by its external id, with its lines, in an order of its own.</summary>
    public IReadOnlyList<string> Dump { get; private set; } = [];

    public static async Task<MonthLedger> ReadAsync(IOdooClient client, long company, CancellationToken cancellationToken)
    {
        MonthLedger ledger = new(client, company);
        await ledger.ReadAsync(cancellationToken).ConfigureAwait(false);
        return ledger;
    }

    private async Task ReadAsync(CancellationToken cancellationToken)
    {
        Dictionary<long, (string Code, string Type)> accounts = (await _client.SearchReadAsync("account.account", OdooDomain.All, ["code", "account_type"], null, _context, cancellationToken).ConfigureAwait(false))
            .ToDictionary(a => a.Id, a => (a.GetString("code") ?? "", a.GetString("account_type") ?? ""));
        List<OdooRecord> partners = await ListAsync("res.partner", ["active", "name"], cancellationToken).ConfigureAwait(false);
        foreach (OdooRecord partner in partners.Where(p => Name("res.partner", p.Id).Length > 0))
        {
            _dump.Add($"{Name("res.partner", partner.Id)} {partner.GetBoolean("active")} {partner.GetString("name")}");
        }

        List<OdooRecord> moves = await ListAsync(
            "account.move",
            ["move_type", "state", "payment_state", "ref", "partner_id", "currency_id", "amount_untaxed", "amount_tax", "amount_total", "amount_residual", "invoice_date", "date", "origin_payment_id"],
            cancellationToken).ConfigureAwait(false);
        ILookup<long, OdooRecord> lines = (await ListAsync(
            "account.move.line", ["move_id", "account_id", "partner_id", "currency_id", "amount_currency", "balance", "quantity", "price_unit", "display_type", "amount_residual_currency", "parent_state"],
            cancellationToken).ConfigureAwait(false)).ToLookup(l => Link(l, "move_id"));
        foreach (OdooRecord move in moves)
        {
            Move(move, [.. lines[move.Id]], accounts);
        }

        foreach (OdooRecord payment in await ListAsync("account.payment", ["payment_type", "state", "memo", "partner_id", "amount", "currency_id", "date"], cancellationToken).ConfigureAwait(false))
        {
            Payment(payment);
        }

        List<OdooRecord> orders = await ListAsync("sale.order", ["state", "partner_id", "currency_id"], cancellationToken).ConfigureAwait(false);
        ILookup<long, OdooRecord> terms = (await ListAsync("sale.order.line", ["order_id", "product_id", "product_uom_qty", "price_unit"], cancellationToken).ConfigureAwait(false))
            .ToLookup(l => Link(l, "order_id"));
        foreach (OdooRecord order in orders)
        {
            _dump.Add($"{Name("sale.order", order.Id)} {order.GetString("state")} {Partner(order)} {Currency(order)} {Sorted(terms[order.Id].Select(t => $"{Number(t, "product_uom_qty")} x {Number(t, "price_unit")}"))}");
        }

        _dump.Sort(StringComparer.Ordinal);
        Dump = _dump;
    }

    private void Move(OdooRecord move, OdooRecord[] lines, Dictionary<long, (string Code, string Type)> accounts)
    {
        string name = Name("account.move", move.Id), kind = KindOf(name), currency = Currency(move);
        // Entries of Odoo's own, of what rates and roundings differ, have the day on which they came to be, and a number in the order in which they did: one that
        // is taken back is named by it.
        string day = name.Length == 0 ? "" : $"{move.GetDate("invoice_date"):yyyy-MM-dd} {move.GetDate("date"):yyyy-MM-dd}";
        string? reference = name.Length == 0 && move.GetString("ref") is { } text && text.IndexOf(ExchangeNumber, StringComparison.Ordinal) is >= 0 and var start ? text[..start] : move.GetString("ref");
        _dump.Add($"{name} {move.GetString("move_type")} {move.GetString("state")} {move.GetString("payment_state")} {reference} {Partner(move)} {currency} {day} "
            + $"{Number(move, "amount_untaxed")} {Number(move, "amount_tax")} {Number(move, "amount_total")} {Number(move, "amount_residual")} "
            + Sorted(lines.Select(l => $"{accounts.GetValueOrDefault(Link(l, "account_id")).Code} {Partner(l)} {Currency(l)} {Number(l, "amount_currency")} {Number(l, "balance")} {Number(l, "quantity")} {Number(l, "price_unit")} {Number(l, "amount_residual_currency")}")));
        if (move.GetString("state") != "posted")
        {
            return;
        }

        foreach (OdooRecord line in lines)
        {
            (string code, string type) = accounts.GetValueOrDefault(Link(line, "account_id"));
            decimal amount = line.GetDecimal("amount_currency") ?? 0m;
            if (s_roles.TryGetValue(code ?? "", out string? role))
            {
                Sums.Add("gateway", Currency(line), role, amount);
            }
            else if (type == "asset_receivable")
            {
                Sums.Add(Partner(line), Currency(line), "receivable", amount);
                if (kind is "chargeback" or "chargeback-reversal" or "writeoff")
                {
                    Sums.Add(Partner(line), Currency(line), kind, kind == "chargeback" ? amount : -amount);
                }
            }
        }

        decimal gross = move.GetDecimal("amount_total") ?? 0m;
        switch (kind)
        {
            case "invoice" or "creditnote":
                Sums.Add(Partner(move), currency, $"{kind}s", 1);
                Sums.Add(Partner(move), currency, $"{kind}.net", move.GetDecimal("amount_untaxed") ?? 0m);
                Sums.Add(Partner(move), currency, $"{kind}.tax", move.GetDecimal("amount_tax") ?? 0m);
                Sums.Add(Partner(move), currency, $"{kind}.gross", gross);
                Sums.Add(Partner(move), currency, $"{kind}.open", move.GetDecimal("amount_residual") ?? 0m);
                break;
            case "void":
                Sums.Add(Partner(move), currency, kind, gross);
                Sums.Add(Partner(move), currency, $"{kind}.open", move.GetDecimal("amount_residual") ?? 0m);
                break;
            default:
                break;
        }
    }

    private void Payment(OdooRecord payment)
    {
        string name = Name("account.payment", payment.Id);
        bool isIn = payment.GetString("payment_type") == "inbound";
        _dump.Add($"{name} {payment.GetString("state")} {payment.GetString("memo")} {Partner(payment)} {Currency(payment)} {payment.GetDate("date"):yyyy-MM-dd} {Number(payment, "amount")}");
        Sums.Add(Partner(payment), Currency(payment), isIn ? "payment" : "refund", payment.GetDecimal("amount") ?? 0m);
        if (isIn)
        {
            Sums.Add(Partner(payment), Currency(payment), "payments", 1);
        }
    }

    /// <summary>All of a model that belongs to the company or to none, and their external ids.</summary>
    private async Task<List<OdooRecord>> ListAsync(string model, string[] fields, CancellationToken cancellationToken)
    {
        OdooDomain domain = model == "res.partner" ? OdooDomain.All : OdooDomain.Where("company_id", "=", _company);
        List<OdooRecord> all = [];
        await foreach (OdooRecord record in _client.StreamAsync(model, domain, fields, pageSize: Page, context: _context, cancellationToken: cancellationToken).ConfigureAwait(false))
        {
            all.Add(record);
        }

        if (!model.EndsWith(".line", StringComparison.Ordinal))
        {
            Dictionary<long, string> names = _names[model] = [];
            foreach (OdooRecord[] some in all.Chunk(Page))
            {
                foreach ((long id, OdooExternalId name) in await _client.GetExternalIdsAsync(model, [.. some.Select(r => r.Id)], _context, cancellationToken).ConfigureAwait(false))
                {
                    names[id] = name.Module.StartsWith("oc_", StringComparison.Ordinal) ? name.Name : "";
                }
            }
        }

        return all;
    }

    private string Name(string model, long id) => _names[model].GetValueOrDefault(id, "");

    /// <summary>The customer as billing names it.</summary>
    private string Partner(OdooRecord record) => Name("res.partner", Link(record, "partner_id")) is { Length: > 0 } name ? name[(name.IndexOf('_', StringComparison.Ordinal) + 1)..] : "";

    private static string KindOf(string name) => name.IndexOf('_', StringComparison.Ordinal) is > 0 and int end ? name[..end] : "";

    private static long Link(OdooRecord record, string field) => record.GetReference(field)?.Id ?? 0;

    private static string Currency(OdooRecord record) => record.GetReference("currency_id")?.Name ?? "";

    private static string Number(OdooRecord record, string field) => (record.GetDecimal(field) ?? 0m).ToString("0.####", CultureInfo.InvariantCulture);

    private static string Sorted(IEnumerable<string> parts) => string.Join(" | ", parts.Order(StringComparer.Ordinal));
}
