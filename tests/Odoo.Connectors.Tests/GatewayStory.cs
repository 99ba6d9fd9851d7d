using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Odoo.Connectors.Erp;
using Odoo.Connectors.Samples.LeadToCash;

namespace Odoo.Connectors.Tests;

/// <summary>
/// The plain story without its refund, and with a gateway: of 272.25 that were paid all is disputed, with a fee of 15.00, and given back; a payout
/// settles it. 272.25 - 4.27 of fees - 272.25 - 15.00 + 272.25 = 252.98.
/// </summary>
internal sealed class GatewayStory : IAsyncDisposable
{
    private const string Journal = "GATE";
    private const string Charge = "ch_PL000000000001";
    private const string Intent = "pi_PL000000000001";
    private const string Customer = "cus_PL000000000001";
    private static readonly (string Code, string Type)[] s_accounts = [("580777", "asset_current"), ("657777", "expense"), ("550777", "asset_current")];
    private readonly Dictionary<string, long> _accounts = [];
    private JsonRpc _odoo = null!;

    private GatewayStory(StoryWorld world) => World = world;

    public StoryWorld World { get; }

    /// <summary>Odoo, asked by itself.</summary>
    public JsonRpc Odoo => _odoo;

    /// <summary>Everything that happens before the dispute.</summary>
    public IEnumerable<StoryStep> Before => World.Story.Steps.Where(s => s.What is not ("credit_note" or "refund.created"));

    public static JsonObject Withdrawn => Event("evt_dispute_1", "charge.dispute.funds_withdrawn", Dispute("needs_response", Taken));

    public static JsonObject Reinstated => Event("evt_dispute_2", "charge.dispute.funds_reinstated", Dispute("won", Taken, Back));

    public static JsonObject PaidOut => Event("evt_payout_1", "payout.paid", new JsonObject
    {
        ["id"] = "po_1", ["object"] = "payout", ["amount"] = 25298, ["currency"] = "eur", ["arrival_date"] = At(20), ["created"] = At(18), ["automatic"] = true, ["status"] = "paid",
        ["reconciliation_status"] = "completed",
    });

    private static JsonObject Taken => Moved("txn_2", -27225, 1500, "dispute", "du_1", 5);

    private static JsonObject Back => Moved("txn_3", 27225, 0, "dispute_reversal", "du_1", 12);

    public static async Task<GatewayStory> StartAsync(bool effectAction, Action<IServiceCollection>? more = null)
    {
        StoryWorld world = await StoryWorld.StartAsync("plain", effectAction, s => s with { WaitDeadline = TimeSpan.FromMinutes(1) }, services =>
        {
            services.PostConfigure<OdooErpOptions>("odoo", o => (o.GatewayJournal, o.FeeAccount, o.PayoutAccount) = (Journal, s_accounts[1].Code, s_accounts[2].Code));
            more?.Invoke(services);
        });
        GatewayStory story = new(world) { _odoo = new JsonRpc(world.Emulators.Odoo.Url, world.Emulators.Odoo.Database, world.Emulators.Odoo.AdminLogin, world.Emulators.Odoo.AdminPassword) };
        await story.EnterAsync();
        world.Emulators.Stripe.Put(new JsonObject
        {
            ["id"] = Charge, ["object"] = "charge", ["customer"] = Customer, ["payment_intent"] = Intent, ["currency"] = "eur", ["amount_captured"] = 27225, ["created"] = At(1),
        });
        return story;
    }

    /// <summary>All that the gateway moved.</summary>
    public void Settle()
    {
        foreach (JsonObject moved in (JsonObject[])[Moved("txn_1", 27225, 427, "charge", Charge, 1), Taken, Back, Moved("txn_4", -25298, 0, "payout", "po_1", 18)])
        {
            // By what the list is asked for; Stripe does not show it.
            moved["payout"] = "po_1";
            World.Emulators.Stripe.Put(moved);
        }
    }

    public void Occur(JsonObject evt) => World.Emulators.Stripe.Occur(evt);

    public async Task DeliverAsync(JsonObject evt) => Assert.Equal(System.Net.HttpStatusCode.OK, await World.DeliverAsync(evt));

    /// <summary>How far the invoice is paid, and what is on the clearing account, the bank, and the fees.</summary>
    public async Task<(string State, decimal Clearing, decimal Bank, decimal Fees)> BooksAsync()
    {
        JsonObject invoice = (await _odoo.FindAsync("oc_stripe.invoice_in_PL000000000001", "payment_state"))!;
        return ((string)invoice["payment_state"]!, await BalanceAsync(0), await BalanceAsync(2), await BalanceAsync(1));
    }

    /// <summary>How many entries there are of the dispute and of the payout, under any name.</summary>
    public async Task<(int Dispute, int Payout)> EntriesAsync() => (
        (await _odoo.SearchReadAsync("account.move", [new JsonArray("ref", "=", "du_1")], "name")).Count,
        (await _odoo.SearchReadAsync("account.move", [new JsonArray("ref", "=", "po_1")], "name")).Count);

    public async ValueTask DisposeAsync()
    {
        _odoo.Dispose();
        await World.DisposeAsync();
    }

    private async Task<decimal> BalanceAsync(int account) =>
        (await _odoo.SearchReadAsync("account.move.line", [new JsonArray("account_id", "=", _accounts[s_accounts[account].Code]), new JsonArray("parent_state", "=", "posted")], "balance"))
            .Sum(l => (decimal)l!["balance"]!);

    private async Task EnterAsync()
    {
        long company = (long)(await _odoo.SearchReadAsync("res.company", [new JsonArray("name", "=", World.Story.Company)], "name"))[0]!["id"]!;
        JsonObject context = new() { ["context"] = new JsonObject { ["allowed_company_ids"] = new JsonArray(company) } };
        async Task<long> CreateAsync(string model, JsonObject values) => (long)(await _odoo.CallAsync(model, "create", [values], (JsonObject)context.DeepClone()))!;
        foreach ((string code, string type) in s_accounts)
        {
            _accounts[code] = await CreateAsync("account.account", new JsonObject
            {
                ["code"] = code, ["name"] = code, ["account_type"] = type, ["reconcile"] = type == "asset_current", ["company_ids"] = new JsonArray(new JsonArray(6, 0, new JsonArray(company))),
            });
        }

        long journal = await CreateAsync("account.journal", new JsonObject { ["name"] = "Gateway", ["code"] = Journal, ["type"] = "bank", ["company_id"] = company });
        foreach (JsonNode? method in await _odoo.SearchReadAsync("account.payment.method.line", [new JsonArray("journal_id", "=", journal)], "name"))
        {
            await _odoo.CallAsync(
                "account.payment.method.line", "write", [new JsonArray((long)method!["id"]!), new JsonObject { ["payment_account_id"] = _accounts[s_accounts[0].Code] }], (JsonObject)context.DeepClone());
        }
    }

    private static JsonObject Dispute(string status, params JsonNode[] moved) => new()
    {
        ["id"] = "du_1", ["object"] = "dispute", ["amount"] = 27225, ["currency"] = "eur", ["charge"] = Charge, ["payment_intent"] = Intent, ["status"] = status, ["created"] = At(5),
        ["balance_transactions"] = new JsonArray(moved),
    };

    private static JsonObject Moved(string id, long amount, long fee, string category, string source, int day) => new()
    {
        ["id"] = id, ["object"] = "balance_transaction", ["amount"] = amount, ["fee"] = fee, ["net"] = amount - fee, ["created"] = At(day), ["currency"] = "eur",
        ["reporting_category"] = category, ["source"] = source,
    };

    public static JsonObject Event(string id, string type, JsonObject about) => new()
    {
        ["id"] = id, ["object"] = "event", ["api_version"] = "2026-10-28.endive", ["created"] = At(19) + id[^1], ["livemode"] = false, ["type"] = type, ["data"] = new JsonObject { ["object"] = about },
    };

    public static long At(int day) => new DateTimeOffset(2026, 4, day, 10, 0, 0, TimeSpan.Zero).ToUnixTimeSeconds();
}
