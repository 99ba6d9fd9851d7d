using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;
using Odoo.Connectors.Testing;

namespace Odoo.Connectors.Chargebee.Tests;

/// <summary>The adapter keeps the contract of adapters, with the vendor's payloads and the emulated site.</summary>
public sealed class AdapterContractTests
{
    private const string Old = "cbhook:DUMMYpass:with:colons", New = "cbhook:DUMMYnext-password";
    private static readonly string[] s_events = ["customer_created", "invoice_generated", "composed_payment_succeeded", "subscription_renewed", "credit_note_created"];
    private static readonly AdapterContract s_contract = Create();

    public static TheoryData<string> Checks => [.. s_contract.Checks.Select(c => c.Name)];

    [Theory]
    [MemberData(nameof(Checks))]
    public Task Check_OfTheAdapterContract_Holds(string check) => s_contract.CheckAsync(check, TestContext.Current.CancellationToken);

    private static AdapterContract Create() => new()
    {
        System = "billing",
        Identity = new SystemIdentity("emulator-test", IsLive: false),
        Connect = (builder, name, handler) => builder.AddChargebee(name, Settings, http => http.ConfigurePrimaryHttpMessageHandler(() => handler)),
        Platform = clock => new EmulatedPlatform(clock),
        Secrets = ["test_readonly0000", "DUMMYpass:with:colons", "DUMMYnext-password"],
        WrongSettings = [Wrong("Site", "acme.chargebee.com", o => o.Site = "acme.chargebee.com"), Wrong("ApiKey", "key with blanks", o => o.ApiKey = "key with blanks"), Wrong("PollOverlap", null, o => o.PollOverlap = TimeSpan.Zero)],
        Webhooks = new WebhookContract
        {
            Bodies = [.. s_events.Select(n => Fixture.Bytes($"webhook_{n}"))],
            Secrets = [Old, New],
            Sign = static (_, secret, _) => new Dictionary<string, string> { ["Authorization"] = $"Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes(secret))}" },
            SignsBody = false, // users and passwords prove the sender only, which is why webhooks are hints
        },
        Reads = new ReadContract
        {
            Samples = Samples(),
            Personal = ["Nora", "NorthPeak", "northpeak.example", "Hauptstr"],
            Existing = Rig.Ref(RecordKinds.Customer, "NP_CUST_1"),
            Missing = [.. new[] { RecordKinds.Customer, RecordKinds.Contract, RecordKinds.Invoice, RecordKinds.CreditNote, RecordKinds.Payment, RecordKinds.Refund, RecordKinds.Product, RecordKinds.InvoicePayments }.Select(k => Rig.Ref(k, "none"))],
            Refusals =
            [
                new(401, Said("api_authentication_failed"), ErrorKind.Authentication) { Field = "ApiKey" },
                new(403, Said("api_authorization_failed"), ErrorKind.Permission) { Field = "ApiKey" },
                new(400, Said("param_wrong_value", "customer_id"), ErrorKind.Validation) { Field = "customer_id" },
                new(409, Said("invalid_state_for_request"), ErrorKind.Conflict),
                new(429, Said("api_request_limit_exceeded"), ErrorKind.RateLimited) { RetryAfter = TimeSpan.FromSeconds(20) },
                new(503, Said("site_read_only_mode"), ErrorKind.Transient),
            ],
        },
        Feed = new FeedContract { Streams = ["customers"], PageSize = 100 },
        // What is written has tests of its own.
        Without = [AdapterPart.Port],
    };

    private static void Settings(ChargebeeOptions options)
    {
        (options.Site, options.ApiKey, options.CrmSystem) = ("emulator-test", "test_readonly0000", "crm");
        options.WebhookUsers.Add(new ChargebeeWebhookUser { User = "cbhook", Password = Old["cbhook:".Length..] });
        options.WebhookUsers.Add(new ChargebeeWebhookUser { User = "cbhook", Password = New["cbhook:".Length..] });
    }

    private static SettingSample Wrong(string setting, string? value, Action<ChargebeeOptions> wrong) => new(setting, value, (builder, name) => builder.AddChargebee(name, Settings).AddChargebee(name, wrong));

    private static RecordSample[] Samples()
    {
        static RecordSample Of(string kind, string fixture, Money? total, params string[] required)
        {
            JsonObject json = Fixture.Json(fixture);
            JsonObject record = json.First().Value!.AsObject();
            return new RecordSample { Reference = Rig.Ref(kind, (string)record["id"]!), Answer = Encoding.UTF8.GetBytes(json.ToJsonString()), Total = total, Required = [.. required.Select(r => $"{json.First().Key}.{r}")] };
        }

        // The payment of 900 cents, were they yen: a yen has no decimals.
        JsonObject yen = Fixture.Json("transaction_payment_success");
        (yen["transaction"]!["currency_code"], yen["transaction"]!["base_currency_code"]) = ("JPY", "JPY");
        return
        [
            Of(RecordKinds.Customer, "composed_customer", null, "id"),
            Of(RecordKinds.Contract, "composed_subscription_pc2_metered", null, "id", "customer_id", "status", "currency_code"),
            Of(RecordKinds.Invoice, "composed_invoice_paid_tax_discount", Euro(267.75m), "id", "customer_id", "currency_code", "total", "line_items.amount"),
            Of(RecordKinds.CreditNote, "composed_credit_note_refunded", Euro(53.55m), "id", "currency_code", "total"),
            Of(RecordKinds.Payment, "transaction_payment_success", new Money(9.00m, Currency.Parse("USD")), "id", "amount", "currency_code"),
            new RecordSample { Reference = Rig.Ref(RecordKinds.Payment, "txn_3Nl8LcOQWK2T26O"), Answer = Encoding.UTF8.GetBytes(yen.ToJsonString()), Total = new Money(900m, Currency.Parse("JPY")) },
        ];
    }

    private static Money Euro(decimal amount) => new(amount, Currency.Parse("EUR"));

    private static string Said(string code, string? param = null) => new JsonObject { ["message"] = "in words", ["type"] = "invalid_request", ["api_error_code"] = code, ["param"] = param }.ToJsonString();
}
