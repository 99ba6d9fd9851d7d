using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Odoo.Connectors.Testing;

namespace Odoo.Connectors.Tests.Reconciliation;

/// <summary>A site of Chargebee. Who lives outside of Belgium pays no tax there.</summary>
internal sealed class ChargebeeSite : BilledSite
{
    private const string Elsewhere = "elsewhere";
    private const string Charge = "seat-EUR";
    private const string Plan = "plan-EUR-Monthly";

    public ChargebeeSite()
    {
        Chargebee = new ChargebeeEmulator(new ChargebeeEmulatorOptions { TaxRates = [new ChargebeeTaxRate("VAT", 21, "BE")] });
        Chargebee.Post("items", ("id", "seat"), ("name", "Seat"), ("type", "charge"));
        Chargebee.Post("item_prices", ("id", Charge), ("name", "Seat"), ("item_id", "seat"), ("pricing_model", "per_unit"), ("price", "1000"));
        Chargebee.Post("items", ("id", "plan"), ("name", "Plan"), ("type", "plan"));
        Chargebee.Post(
            "item_prices", ("id", Plan), ("name", "Plan"), ("item_id", "plan"), ("pricing_model", "per_unit"), ("price", "1000"), ("period", "1"), ("period_unit", "month"));
        foreach ((string id, string country) in (ReadOnlySpan<(string, string)>)[(Customer, "BE"), (Other, "BE"), (Elsewhere, "US")])
        {
            Chargebee.Post("customers", ("id", id), ("company", id), ("auto_collection", "off"), ("billing_address[country]", country));
        }
    }

    public ChargebeeEmulator Chargebee { get; }

    public override string Name => "chargebee";

    public override IReadOnlyList<string> Products => [Charge, Plan];

    public override string Tax => "VAT|21|BE";

    public override string Customer => "kanaal";

    public override string Other => "dijk";

    public override IConnectorsBuilder Connect(IConnectorsBuilder hub) => hub.AddChargebee(
        Name,
        o => (o.Site, o.ApiKey, o.PollEvents) = ("emulator-test", "test_emulator0000", false),
        http => http.ConfigurePrimaryHttpMessageHandler(() => Chargebee.CreateHandler()));

    public override string Invoice(int quantity, string? customer = null, bool isTaxed = true) => (string)Chargebee.Post(
        "invoices/create_for_charge_items_and_charges", ("customer_id", isTaxed ? customer ?? Customer : Elsewhere), ("auto_collection", "off"),
        ("item_prices[item_price_id][0]", Charge), ("item_prices[quantity][0]", quantity.ToString(CultureInfo.InvariantCulture)))["invoice"]!["id"]!;

    public override string Subscribe(int quantity) => (string)Chargebee.Post(
        $"customers/{Customer}/subscription_for_items", ("subscription_items[item_price_id][0]", Plan),
        ("subscription_items[quantity][0]", quantity.ToString(CultureInfo.InvariantCulture)))["subscription"]!["id"]!;

    public override string SubscribeLater() => (string)Chargebee.Post(
        $"customers/{Customer}/subscription_for_items", ("subscription_items[item_price_id][0]", Plan),
        ("start_date", Chargebee.Now.AddDays(9).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture)))["subscription"]!["id"]!;

    public override void Amend(string subscription, int quantity) => Chargebee.Post(
        $"subscriptions/{subscription}/update_for_items", ("subscription_items[item_price_id][0]", Plan),
        ("subscription_items[quantity][0]", quantity.ToString(CultureInfo.InvariantCulture)));

    public override Task EndAsync(string subscription)
    {
        Chargebee.Post($"subscriptions/{subscription}/cancel_for_items", ("cancel_option", "immediately"));
        return Task.CompletedTask;
    }

    public override void Pay(string invoice) => Record(invoice, "record_payment", null);

    public override IReadOnlyList<string> PayElsewhere(string invoice) => [Record(invoice, "record_payment", null)];

    public override void TakeBack(string invoice, decimal gross) => Record(invoice, "record_refund", gross);

    public override void Void(string invoice) => Chargebee.Post($"invoices/{invoice}/void");

    public override string NumberOf(string invoice) => invoice;

    public override ValueTask DisposeAsync() => Chargebee.DisposeAsync();

    private string Record(string invoice, string what, decimal? amount)
    {
        JsonObject made = Chargebee.Post(
            $"invoices/{invoice}/{what}",
            [
                ("transaction[payment_method]", "bank_transfer"), ("transaction[date]", Chargebee.Now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture)),
                .. amount is { } part ? [("transaction[amount]", ((int)(part * 100m)).ToString(CultureInfo.InvariantCulture))] : Array.Empty<(string, string)>(),
            ]);
        return (string)made["transaction"]!["id"]!;
    }
}
