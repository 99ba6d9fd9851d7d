using System.Text.Json.Nodes;
using Odoo.Connectors.Testing.Orm;
using Odoo.Connectors.Testing.Scenarios;

namespace Odoo.Connectors.Testing;

/// <summary>
/// A story that people play in an <see cref="OdooEmulator"/>: steps are told one after the other and happen when <see cref="RunAsync"/> is
/// awaited. Records go by names of the test's choosing; the indexer gives their ids. The steps are calls of the administrator in Contract BE,
/// each a transaction of its own; they are not recorded in <see cref="OdooEmulator.Calls"/>, meet no fault and take no time, but automation
/// rules see them.
/// </summary>
public sealed class OdooScenario
{
    private readonly ScenarioCalls _calls;
    private readonly List<(string Told, Func<Task> Step)> _steps = [];
    private readonly Dictionary<string, (string Model, long Id)> _records = [];

    internal OdooScenario(ScenarioCalls calls) => _calls = calls;

    /// <summary>The database id of a record of this story.</summary>
    /// <param name="name">Its name.</param>
    /// <exception cref="KeyNotFoundException">No step that has run gave a record this name.</exception>
    public long this[string name] => _records.TryGetValue(name, out var record) ? record.Id
        : throw new KeyNotFoundException($"No step that has run made '{name}'; there is {string.Join(", ", _records.Keys.Order(StringComparer.Ordinal))}.");

    /// <summary>A record that is there already, for example one that the flow under test made.</summary>
    /// <param name="name">What the story calls it.</param>
    /// <param name="externalId">Its external id, for example <c>oc_billing.invoice_1</c>.</param>
    /// <returns>The scenario.</returns>
    public OdooScenario Given(string name, string externalId) => Then($"Given {externalId}", async () => _records[name] = await _calls.ReferenceAsync(externalId).ConfigureAwait(false));

    /// <summary>A record that is there already, by its id.</summary>
    /// <param name="name">What the story calls it.</param>
    /// <param name="model">Its model, for example <c>account.move</c>.</param>
    /// <param name="id">Its database id.</param>
    /// <returns>The scenario.</returns>
    public OdooScenario Given(string name, string model, long id) => Then($"Given {model} {id}", () =>
    {
        _records[name] = (model, id);
        return Task.CompletedTask;
    });

    /// <summary>A new customer: a company in Belgium.</summary>
    /// <param name="name">Its name, in Odoo and in the story.</param>
    /// <param name="externalId">An external id for it; none when absent.</param>
    /// <param name="vat">Its VAT number; none when absent.</param>
    /// <returns>The scenario.</returns>
    public OdooScenario Customer(string name, string? externalId = null, string? vat = null) => Then($"Customer {name}", async () =>
    {
        var country = await _calls.FindAsync("res.country", "code", "BE").ConfigureAwait(false);
        var vals = new JsonObject { ["name"] = name, ["is_company"] = true, ["country_id"] = country, ["vat"] = vat is null ? false : vat };
        await KeepAsync(name, "res.partner", await _calls.CreateAsync("res.partner", vals).ConfigureAwait(false), externalId).ConfigureAwait(false);
    });

    /// <summary>A customer turns out to be another one: Odoo deletes the one and moves its documents and external ids to the other.</summary>
    /// <param name="customer">The one that goes.</param>
    /// <param name="into">The one that stays.</param>
    /// <returns>The scenario.</returns>
    public OdooScenario Merged(string customer, string into) => Then($"Merged {customer} into {into}", async () =>
    {
        var (from, to) = (this[customer], this[into]);
        var wizard = await _calls.CreateAsync("base.partner.merge.automatic.wizard", new JsonObject
        {
            ["state"] = "selection", ["partner_ids"] = new JsonArray(new JsonArray(6, 0, new JsonArray(to, from))), ["dst_partner_id"] = to,
        }).ConfigureAwait(false);
        await _calls.DoAsync("base.partner.merge.automatic.wizard", "action_merge", wizard).ConfigureAwait(false);
        _records[customer] = _records[into];
    });

    /// <summary>Somebody archives a record.</summary>
    /// <param name="name">The record.</param>
    /// <returns>The scenario.</returns>
    public OdooScenario Archived(string name) => Then($"Archived {name}", () => DoAsync(name, "action_archive"));

    /// <summary>A confirmed order for a contract with one line.</summary>
    /// <param name="name">What the story calls it.</param>
    /// <param name="customer">The customer.</param>
    /// <param name="quantity">Quantity, kept to two decimals as Odoo does.</param>
    /// <param name="price">Price of one, net, in EUR.</param>
    /// <param name="product">Internal reference of the product.</param>
    /// <param name="plan">Name of a recurring plan, with <see cref="OdooEmulatorOptions.EnterpriseSubscriptions"/>; none when absent.</param>
    /// <param name="externalId">An external id for it; none when absent.</param>
    /// <returns>The scenario.</returns>
    public OdooScenario Subscription(string name, string customer, decimal quantity, decimal price, string product = "CONTRACT-SEAT", string? plan = null, string? externalId = null) =>
        Then($"Subscription {name}", async () => await KeepAsync(name, "sale.order", await _calls.OrderAsync(this[customer], product, quantity, price, plan).ConfigureAwait(false), externalId).ConfigureAwait(false));

    /// <summary>Somebody changes the first line of an order.</summary>
    /// <param name="order">The order.</param>
    /// <param name="quantity">The new quantity.</param>
    /// <param name="price">The new price of one, net; the old one when absent.</param>
    /// <returns>The scenario.</returns>
    public OdooScenario Amended(string order, decimal quantity, decimal? price = null) => Then($"Amended {order}", () => _calls.AmendAsync(this[order], quantity, price));

    /// <summary>A draft invoice with one line.</summary>
    /// <param name="name">What the story calls it.</param>
    /// <param name="customer">The customer.</param>
    /// <param name="price">Net price, in EUR.</param>
    /// <param name="taxPercent">VAT: 21, 12, 6 or 0.</param>
    /// <param name="date">Its date; posting sets today when absent.</param>
    /// <param name="externalId">An external id for it; none when absent.</param>
    /// <returns>The scenario.</returns>
    public OdooScenario Draft(string name, string customer, decimal price, decimal taxPercent = 21, DateOnly? date = null, string? externalId = null) =>
        Then($"Draft {name}", async () => await KeepAsync(name, "account.move", await _calls.DraftAsync(this[customer], price, taxPercent, date).ConfigureAwait(false), externalId).ConfigureAwait(false));

    /// <summary>Somebody changes the price of a draft's first line.</summary>
    /// <param name="draft">The draft.</param>
    /// <param name="price">The new net price.</param>
    /// <returns>The scenario.</returns>
    public OdooScenario EditedByAPerson(string draft, decimal price) => Then($"EditedByAPerson {draft}", () => _calls.RepriceAsync(this[draft], price));

    /// <summary>Somebody posts a draft.</summary>
    /// <param name="draft">The draft.</param>
    /// <returns>The scenario.</returns>
    public OdooScenario Posted(string draft) => Then($"Posted {draft}", () => DoAsync(draft, "action_post"));

    /// <summary>A posted invoice with one line: a draft, posted.</summary>
    /// <param name="name">What the story calls it.</param>
    /// <param name="customer">The customer.</param>
    /// <param name="price">Net price, in EUR.</param>
    /// <param name="taxPercent">VAT: 21, 12, 6 or 0.</param>
    /// <param name="date">Its date; today when absent.</param>
    /// <param name="externalId">An external id for it; none when absent.</param>
    /// <returns>The scenario.</returns>
    public OdooScenario Invoice(string name, string customer, decimal price, decimal taxPercent = 21, DateOnly? date = null, string? externalId = null) =>
        Draft(name, customer, price, taxPercent, date, externalId).Posted(name);

    /// <summary>An invoice is taken back by a credit note over all of it, posted and reconciled.</summary>
    /// <param name="invoice">The invoice.</param>
    /// <param name="creditNote">What the story calls the credit note.</param>
    /// <param name="reason">The reason given.</param>
    /// <returns>The scenario.</returns>
    public OdooScenario Reversed(string invoice, string creditNote = "credit note", string reason = "Cancelled") =>
        Then($"Reversed {invoice}", async () => _records[creditNote] = ("account.move", await _calls.ReverseAsync(this[invoice], reason).ConfigureAwait(false)));

    /// <summary>A bank transfer arrives and is registered on the invoice, in Odoo.</summary>
    /// <param name="invoice">The invoice.</param>
    /// <param name="amount">The amount; what is open when absent.</param>
    /// <param name="payment">What the story calls the payment.</param>
    /// <returns>The scenario.</returns>
    public OdooScenario PaidByBankTransfer(string invoice, decimal? amount = null, string payment = "payment") =>
        Then($"PaidByBankTransfer {invoice}", async () => _records[payment] = ("account.payment", await _calls.PayAsync(this[invoice], amount).ConfigureAwait(false)));

    /// <summary>A payment that was registered fails and is cancelled: the invoice is open again. Paying it once more is the retry.</summary>
    /// <param name="payment">The payment.</param>
    /// <returns>The scenario.</returns>
    public OdooScenario PaymentFailed(string payment = "payment") => Then($"PaymentFailed {payment}", () => DoAsync(payment, "action_cancel"));

    /// <summary>Plays the steps told since the last run. The story can be told on afterwards.</summary>
    /// <param name="cancellationToken">Stops between two steps.</param>
    /// <returns>The scenario, with the ids of its records.</returns>
    /// <exception cref="InvalidOperationException">Odoo refused a step; the steps before it have happened, those after it are forgotten.</exception>
    public async Task<OdooScenario> RunAsync(CancellationToken cancellationToken = default)
    {
        var steps = _steps.ToList();
        _steps.Clear();
        foreach (var (told, step) in steps)
        {
            cancellationToken.ThrowIfCancellationRequested();
            try
            {
                await step().ConfigureAwait(false);
            }
            catch (Exception e) when (e is OdooError or KeyNotFoundException)
            {
                throw new InvalidOperationException($"The step '{told}' failed: {e.Message}", e);
            }
        }

        return this;
    }

    private OdooScenario Then(string told, Func<Task> step)
    {
        _steps.Add((told, step));
        return this;
    }

    private Task DoAsync(string name, string method)
    {
        var id = this[name];
        return _calls.DoAsync(_records[name].Model, method, id);
    }

    private async Task KeepAsync(string name, string model, long id, string? externalId)
    {
        _records[name] = (model, id);
        if (externalId is not null)
        {
            await _calls.NameAsync(externalId, model, id).ConfigureAwait(false);
        }
    }
}
