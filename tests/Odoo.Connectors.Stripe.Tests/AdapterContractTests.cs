using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;
using Odoo.Connectors.Testing;

namespace Odoo.Connectors.Stripe.Tests;

/// <summary>The adapter keeps the contract of adapters, with payloads of the pinned version and the emulated account.</summary>
public sealed class AdapterContractTests
{
    private const string Key = "sk_test_emulator0000", Old = "whsec_DUMMYold-secret", New = "whsec_DUMMYnew-secret";
    private static readonly string[] s_events = ["customer_created", "customer_subscription_created", "invoice_finalized", "invoice_paid", "invoice_payment_failed", "refund_created", "payout_paid"];
    private static readonly AdapterContract s_contract = Create();

    public static TheoryData<string> Checks => [.. s_contract.Checks.Select(c => c.Name)];

    [Theory]
    [MemberData(nameof(Checks))]
    public Task Check_OfTheAdapterContract_Holds(string check) => s_contract.CheckAsync(check, TestContext.Current.CancellationToken);

    private static AdapterContract Create() => new()
    {
        System = "stripe",
        Identity = new SystemIdentity("acct_EMULATOR00000001", IsLive: false),
        Connect = (builder, name, handler) => builder.AddStripe(name, Settings, http => http.ConfigurePrimaryHttpMessageHandler(() => handler)),
        Platform = clock => new EmulatedPlatform(clock),
        Secrets = [Key, Old, New],
        WrongSettings = [Wrong("ApiKey", "pk_test_publishable", o => o.ApiKey = "pk_test_publishable"), Wrong("WebhookSecrets:2", "a secret", o => o.WebhookSecrets.Add("a secret")), Wrong("SignatureTolerance", null, o => o.SignatureTolerance = TimeSpan.Zero)],
        Webhooks = new WebhookContract
        {
            Bodies = [.. s_events.Select(n => Bytes($"event_{n}"))],
            Secrets = [Old, New],
            Sign = static (body, secret, at) => new Dictionary<string, string> { ["Stripe-Signature"] = StripeSignature.Create(body, at, secret) },
            ReplayWindow = TimeSpan.FromSeconds(300),
        },
        Reads = new ReadContract
        {
            Samples = Samples(),
            Personal = ["NorthPeak", "northpeak.example"],
            Existing = Rig.Ref(RecordKinds.Customer, "cus_NP00000000000001"),
            Missing = [.. new[] { RecordKinds.Customer, RecordKinds.Contract, RecordKinds.Invoice, RecordKinds.CreditNote, RecordKinds.Refund, RecordKinds.Dispute, RecordKinds.Payout, RecordKinds.Product }.Select(k => Rig.Ref(k, "none"))],
            Refusals =
            [
                new(401, Said("invalid_request_error"), ErrorKind.Authentication) { Field = "ApiKey" },
                new(403, Said("invalid_request_error"), ErrorKind.Permission) { Field = "ApiKey" },
                new(400, Said("invalid_request_error", "customer"), ErrorKind.Validation) { Field = "customer" },
                new(429, Said("invalid_request_error"), ErrorKind.RateLimited) { RetryAfter = TimeSpan.FromSeconds(20) },
                new(500, Said("api_error"), ErrorKind.Transient),
            ],
        },
        Feed = new FeedContract { Streams = ["events"], PageSize = 100 },
        // What is written has tests of its own.
        Without = [AdapterPart.Port],
    };

    private static void Settings(StripeOptions options)
    {
        (options.ApiKey, options.CrmSystem, options.PollEvents) = (Key, "salesforce", true);
        options.WebhookSecrets.Add(Old);
        options.WebhookSecrets.Add(New);
    }

    private static SettingSample Wrong(string setting, string? value, Action<StripeOptions> wrong) => new(setting, value, (builder, name) => builder.AddStripe(name, Settings).AddStripe(name, wrong));

    private static RecordSample[] Samples()
    {
        static RecordSample Of(string kind, string fixture, Money? total, params string[] required)
        {
            JsonObject json = Payloads.Of(fixture);
            return new RecordSample { Reference = Rig.Ref(kind, (string)json["id"]!), Answer = Encoding.UTF8.GetBytes(json.ToJsonString()), Total = total, Required = required };
        }

        // The same whole numbers, were they yen: a yen has no decimals.
        JsonObject yen = Payloads.Of("composed_credit_note_post_payment");
        yen["currency"] = "jpy";
        yen["lines"]!["data"]!.AsArray().ToList().ForEach(l => l!["currency"] = "jpy");
        return
        [
            Of(RecordKinds.Customer, "composed_customer", null, "id"),
            Of(RecordKinds.Contract, "composed_subscription_active", null, "id", "customer", "status", "currency"),
            Of(RecordKinds.Invoice, "composed_invoice_paid_tax_discount", Euro(267.75m), "id", "customer", "currency", "total"),
            CreditNote(Payloads.Of("composed_credit_note_post_payment"), Euro(53.55m), "credit_note.id", "credit_note.currency", "credit_note.total"),
            CreditNote(yen, new Money(5355m, Currency.Parse("JPY"))),
        ];
    }

    private static RecordSample CreditNote(JsonObject note, Money total, params string[] required) => new()
    {
        Reference = Rig.Ref(RecordKinds.CreditNote, (string)note["id"]!), Answer = Encoding.UTF8.GetBytes(new JsonObject { ["credit_note"] = note }.ToJsonString()), Total = total, Required = required,
    };

    private static byte[] Bytes(string fixture) => Encoding.UTF8.GetBytes(Payloads.Of(fixture).ToJsonString());

    private static Money Euro(decimal amount) => new(amount, Currency.Parse("EUR"));

    private static string Said(string type, string? param = null) => new JsonObject { ["error"] = new JsonObject { ["type"] = type, ["message"] = "in words", ["param"] = param } }.ToJsonString();
}
