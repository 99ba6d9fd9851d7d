using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Odoo.Connectors.Erp;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;
using Odoo.Connectors.Tests.Topologies;

namespace Odoo.Connectors.Tests.Port.Payments;

/// <summary>A bench with a payment gateway's journal and its clearing account, an account for fees and one for small differences; and what they hold.</summary>
internal sealed class Till : IAsyncDisposable
{
    private readonly string _tag = Guid.NewGuid().ToString("N")[..5].ToUpperInvariant();
    private readonly Dictionary<string, long> _accounts = [];
    private JsonObject _context = null!;

    public PortBench Bench { get; private set; } = null!;

    public string Journal => _tag;

    public string Clearing => $"58{_tag}";

    public string Fees => $"65{_tag}";

    public string Differences => $"66{_tag}";

    public string Bank => $"55{_tag}";

    public void Configure(OdooErpOptions options)
    {
        options.GatewayJournal = Journal;
        options.FeeAccount = Fees;
        options.PayoutAccount = Bank;
        options.WriteOffAccount = Differences;
    }

    public static async Task<Till> OpenAsync(string way, Action<OdooErpOptions>? more = null, Action<IConnectorsBuilder>? hub = null)
    {
        Till till = new();
        till.Bench = await PortBench.StartAsync(way, o =>
        {
            till.Configure(o);
            more?.Invoke(o);
        }, more: hub);
        await till.EnterAsync();
        return till;
    }

    /// <summary>The bench, and a customer who is not in Odoo yet.</summary>
    public void Deconstruct(out PortBench bench, out Customer customer) => (bench, customer) = (Bench, Given.Customer(Bench));

    /// <summary>A customer in Odoo with so many open invoices of 121.00: in_1, in_2 and so on.</summary>
    public async Task<(Customer Customer, Invoice[] Invoices)> InvoicedAsync(int count)
    {
        (PortBench bench, Customer customer) = this;
        Invoice[] invoices = [.. Enumerable.Range(1, count).Select(i => Cash.Invoice(bench, customer, $"in_{i}"))];
        await bench.PostAsync([Given.ToSend(customer), .. invoices.Select(i => Given.ToSend(i, customer))]);
        return (customer, invoices);
    }

    public ValueTask DisposeAsync() => Bench.DisposeAsync();

    /// <summary>What Odoo's books say, with the same names whatever this till's are.</summary>
    public async Task<string> BooksAsync() =>
        string.Join('\n', (await CanonicalBooks.ReadAsync(Bench.Odoo)).Replace(_tag, "TILL", StringComparison.Ordinal).Split('\n').Order(StringComparer.Ordinal));

    /// <summary>Debits less credits on an account.</summary>
    public async Task<decimal> BalanceAsync(string code, string field = "balance") =>
        (await LinesAsync([Condition("account_id", _accounts[code])], field)).Sum(l => (decimal)l[field]!);

    /// <summary>What of an account is not matched, debits and credits alike.</summary>
    public async Task<decimal> OpenAsync(string code) =>
        (await LinesAsync([Condition("account_id", _accounts[code])], "amount_residual")).Sum(l => Math.Abs((decimal)l["amount_residual"]!));

    /// <summary>What a customer owes in all; negative is credit.</summary>
    public async Task<decimal> OwedAsync(Customer customer) => (await OpenLinesAsync(customer)).Sum();

    /// <summary>What is open of each of a customer's lines that is not matched whole.</summary>
    public async Task<IReadOnlyList<decimal>> OpenLinesAsync(Customer customer)
    {
        JsonObject partner = (await Bench.FindAsync(EffectKinds.Customer, customer.Ref, "name"))!;
        IEnumerable<JsonObject> lines = await LinesAsync([Condition("partner_id", (long)partner["id"]!), Condition("account_type", "asset_receivable")], "amount_residual");
        return [.. lines.Select(l => (decimal)l["amount_residual"]!).Where(open => open != 0m)];
    }

    /// <summary>How far a document is paid: Odoo's word, and what is open.</summary>
    public async Task<(string State, decimal Open)> PaidAsync(ExternalRef document, string kind = EffectKinds.Invoice)
    {
        JsonObject move = (await Bench.FindAsync(kind, document, "payment_state", "amount_residual"))!;
        return ((string)move["payment_state"]!, (decimal)move["amount_residual"]!);
    }

    /// <summary>The lines of a document's entry as account, debit and credit.</summary>
    public async Task<IReadOnlyList<(string Account, decimal Debit, decimal Credit)>> EntryAsync(string kind, ExternalRef document)
    {
        bool isPayment = kind is EffectKinds.Payment or EffectKinds.Refund;
        JsonObject found = (await Bench.FindAsync(kind, document, isPayment ? "move_id" : "state"))!;
        long move = isPayment ? (long)found["move_id"]![0]! : (long)found["id"]!;
        return [.. (await LinesAsync([Condition("move_id", move)], "account_id", "debit", "credit")).Select(l => ((string)l["account_id"]![1]!, (decimal)l["debit"]!, (decimal)l["credit"]!))];
    }

    /// <summary>How many payments were made of a source's payment.</summary>
    public async Task<IReadOnlyList<decimal>> AmountsAsync(ExternalRef payment) =>
        [.. (await Bench.Odoo.SearchReadAsync("account.payment", [Condition("memo", payment.Id)], "amount")).Select(p => (decimal)p!["amount"]!).Order()];

    public async Task<JsonNode?> CallAsync(string model, string method, JsonArray arguments) =>
        await Bench.Odoo.CallAsync(model, method, arguments, new JsonObject { ["context"] = _context.DeepClone() });

    private static JsonArray Condition(string field, JsonNode value) => new(field, "=", value);

    private async Task<IEnumerable<JsonObject>> LinesAsync(JsonArray domain, params string[] fields)
    {
        domain.Add((JsonNode)Condition("parent_state", "posted"));
        return (await Bench.Odoo.SearchReadAsync("account.move.line", domain, fields)).Select(l => (JsonObject)l!);
    }

    private async Task EnterAsync()
    {
        long company = (long)(await Bench.Odoo.SearchReadAsync("res.company", [Condition("name", "Contract BE")], "name"))[0]!["id"]!;
        _context = new JsonObject { ["allowed_company_ids"] = new JsonArray(company) };
        foreach ((string code, string type) in ((string, string)[])[(Clearing, "asset_current"), (Fees, "expense"), (Differences, "expense"), (Bank, "asset_current")])
        {
            _accounts[code] = await CreateAsync("account.account", new JsonObject
            {
                ["code"] = code, ["name"] = code, ["account_type"] = type, ["reconcile"] = type == "asset_current", ["company_ids"] = new JsonArray(new JsonArray(6, 0, new JsonArray(company))),
            });
        }

        long journal = await CreateAsync("account.journal", new JsonObject { ["name"] = $"Gateway {_tag}", ["code"] = Journal, ["type"] = "bank", ["company_id"] = company });
        JsonArray methods = await Bench.Odoo.SearchReadAsync("account.payment.method.line", [Condition("journal_id", journal)], "name");
        foreach (JsonNode? method in methods)
        {
            await CallAsync("account.payment.method.line", "write", [new JsonArray((long)method!["id"]!), new JsonObject { ["payment_account_id"] = _accounts[Clearing] }]);
        }
    }

    private async Task<long> CreateAsync(string model, JsonObject values) => (long)(await CallAsync(model, "create", [values]))!;
}
