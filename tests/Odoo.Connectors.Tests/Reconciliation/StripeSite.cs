using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Odoo.Connectors.Testing;

namespace Odoo.Connectors.Tests.Reconciliation;

/// <summary>An account of Stripe.</summary>
internal sealed class StripeSite : BilledSite
{
    private const string Product = "prod_plan";
    private readonly string _price;

    public StripeSite(StripeEmulatorOptions? options = null, TimeProvider? clock = null)
    {
        Stripe = new StripeEmulator(options, clock);
        Stripe.Post("products", ("id", Product), ("name", "Plan"));
        _price = Id(Stripe.Post("prices", ("product", Product), ("currency", "eur"), ("unit_amount", "1000")));
        Tax = Id(Stripe.Post("tax_rates", ("display_name", "VAT"), ("percentage", "21"), ("inclusive", "false"), ("country", "BE")));
        Customer = NewCustomer("Kanaal Fietsen");
        Other = NewCustomer("Dijk Roeiers");
    }

    public StripeEmulator Stripe { get; }

    public override string Name => "stripe";

    public override IReadOnlyList<string> Products => [Product];

    public override string Tax { get; }

    public override string Customer { get; }

    public override string Other { get; }

    public override IConnectorsBuilder Connect(IConnectorsBuilder hub) => hub.AddStripe(
        Name,
        o =>
        {
            (o.ApiBase, o.ApiKey, o.ListObjects, o.PollEvents) = (Stripe.Url, "sk_test_emulator0000", true, false);
            o.WebhookSecrets.Add("whsec_none");
        },
        http => http.ConfigurePrimaryHttpMessageHandler(() => Stripe.CreateHandler()));

    public override string Invoice(int quantity, string? customer = null, bool isTaxed = true)
    {
        string owner = customer ?? Customer;
        string id = Id(Stripe.Post(
            "invoices", [("customer", owner), ("currency", "eur"), ("collection_method", "send_invoice"), ("days_until_due", "30"), .. isTaxed ? [("default_tax_rates[0]", Tax)] : Array.Empty<(string, string)>()]));
        Stripe.Post("invoiceitems", ("customer", owner), ("invoice", id), ("pricing[price]", _price), ("quantity", quantity.ToString(CultureInfo.InvariantCulture)), ("currency", "eur"));
        Stripe.Post($"invoices/{id}/finalize");
        return id;
    }

    public override string SubscribeLater() => Id(Stripe.Post("subscriptions", ("customer", Customer), ("items[0][price]", Monthly()), ("trial_period_days", "9")));

    public override string Subscribe(int quantity)
    {
        string monthly = Monthly();
        return Id(Stripe.Post(
            "subscriptions", ("customer", Customer), ("items[0][price]", monthly), ("items[0][quantity]", quantity.ToString(CultureInfo.InvariantCulture)), ("default_tax_rates[0]", Tax)));
    }

    public override void Amend(string subscription, int quantity) => Stripe.Post(
        $"subscriptions/{subscription}", ("items[0][id]", (string)Stripe.Find(subscription)!["items"]!["data"]![0]!["id"]!),
        ("items[0][quantity]", quantity.ToString(CultureInfo.InvariantCulture)));

    public override async Task EndAsync(string subscription)
    {
        using HttpMessageInvoker http = new(Stripe.CreateHandler());
        using HttpRequestMessage request = new(HttpMethod.Delete, new Uri(Stripe.Url, $"/v1/subscriptions/{subscription}"));
        request.Headers.Authorization = new("Bearer", "sk_test_emulator0000");
        using HttpResponseMessage answer = await http.SendAsync(request, CancellationToken.None);
        answer.EnsureSuccessStatusCode();
    }

    public override void Pay(string invoice) => Stripe.Post($"invoices/{invoice}/pay");

    public override IReadOnlyList<string> PayElsewhere(string invoice)
    {
        Stripe.Post($"invoices/{invoice}/pay", ("paid_out_of_band", "true"));
        return [];
    }

    public override void TakeBack(string invoice, decimal gross)
    {
        string cents = ((int)(gross * 100m)).ToString(CultureInfo.InvariantCulture);
        string line = (string)Stripe.Find(invoice)!["lines"]!["data"]![0]!["id"]!;
        Stripe.Post("credit_notes", ("invoice", invoice), ("lines[0][type]", "invoice_line_item"), ("lines[0][invoice_line_item]", line), ("lines[0][quantity]", "1"), ("refund_amount", cents));
    }

    public override void Void(string invoice) => Stripe.Post($"invoices/{invoice}/void");

    public override string NumberOf(string invoice) => (string)Stripe.Find(invoice)!["number"]!;

    public override ValueTask DisposeAsync() => Stripe.DisposeAsync();

    private string Monthly() => Id(Stripe.Post("prices", ("product", Product), ("currency", "eur"), ("unit_amount", "1000"), ("recurring[interval]", "month")));

    private string NewCustomer(string name) => Id(Stripe.Post("customers", ("name", name), ("address[country]", "BE"), ("invoice_settings[default_payment_method]", "pm_1")));

    private static string Id(JsonNode made) => (string)made["id"]!;
}
