using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;
using Odoo.Connectors.Testing;

namespace Odoo.Connectors.Samples.ThirdPlatform.Tests;

/// <summary>What a partner writes about an adapter: how it is connected, and what its platform sends and takes.</summary>
internal static class PlainbillContract
{
    private const string Old = "whsec_0123456789abcdef-old", New = "whsec_0123456789abcdef-new";
    private static readonly DateTimeOffset At = new(2026, 9, 1, 9, 0, 0, TimeSpan.Zero);
    private static readonly Currency Euro = Currency.Parse("EUR");

    public static AdapterContract Create(Action<IServiceCollection>? faulty = null) => new()
    {
        System = "billing",
        Identity = new SystemIdentity("pb_7", IsLive: false),
        Connect = (builder, name, handler) =>
        {
            builder.AddPlainbill(name, Settings, http => http.ConfigurePrimaryHttpMessageHandler(() => handler));
            faulty?.Invoke(builder.Services);
        },
        Platform = time => Platform(time),
        Secrets = [PlainbillPlatform.ApiKey, Old, New],
        WrongSettings =
        [
            Wrong("ApiKey", "pk_4f2b71c09d", o => o.ApiKey = "pk_4f2b71c09d", faulty),
            Wrong("BaseAddress", "http://plainbill.example", o => (o.ApiKey, o.BaseAddress) = ("live_4f2b71c09d", new Uri("http://plainbill.example")), faulty),
            Wrong("WebhookSecrets", "tooshort", o => o.WebhookSecrets.Add("tooshort"), faulty),
            Wrong("CrmSystem", null, o => o.CrmSystem = "billing", faulty),
            Wrong("PollInterval", null, o => o.PollInterval = TimeSpan.Zero, faulty),
            Wrong("Timeout", null, o => o.Timeout = TimeSpan.FromHours(1), faulty),
        ],
        Webhooks = new WebhookContract
        {
            Bodies =
            [
                PlainbillRecords.Event("evt_1", "invoice.issued", "invoice", PlainbillRecords.Invoice("inv_a", "cus_a", "sub_a"), At),
                PlainbillRecords.Event("evt_2", "invoice.paid", "invoice", PlainbillRecords.Invoice("inv_a", "cus_a", "sub_a"), At),
                PlainbillRecords.Event("evt_3", "subscription.changed", "subscription", PlainbillRecords.Subscription("sub_a", "cus_a", "006A"), At),
                PlainbillRecords.Event("evt_4", "customer.changed", "customer", PlainbillRecords.Customer("cus_a", "Noordzee Roeiers VZW", "001A"), At),
                PlainbillRecords.Event("evt_5", "dunning.started", "invoice", PlainbillRecords.Invoice("inv_a", "cus_a", "sub_a"), At),
            ],
            Secrets = [Old, New],
            Sign = PlainbillPlatform.Sign,
            ReplayWindow = TimeSpan.FromMinutes(5),
        },
        Reads = new ReadContract
        {
            Samples = Samples(),
            Personal = ["Noordzee", "noordzee-roeiers.example", "Visserskaai", "BE0477472701"],
            Existing = new ExternalRef("billing", RecordKinds.Invoice, "inv_a"),
            Missing = [.. new[] { RecordKinds.Customer, RecordKinds.Contract, RecordKinds.Invoice, RecordKinds.Payment, RecordKinds.InvoicePayments }.Select(k => new ExternalRef("billing", k, "none"))],
            Refusals =
            [
                new(401, Said("unknown_key", null), ErrorKind.Authentication) { Field = "ApiKey" },
                new(403, Said("not_allowed", null), ErrorKind.Permission) { Field = "ApiKey" },
                new(409, Said("key_reused", null), ErrorKind.Conflict),
                new(410, Said("cursor_expired", null), ErrorKind.Gone),
                new(422, Said("invalid", "currency"), ErrorKind.Validation) { Field = "currency" },
                new(429, Said("slow_down", null), ErrorKind.RateLimited) { RetryAfter = TimeSpan.FromSeconds(9) },
                new(503, Said("maintenance", null), ErrorKind.Transient),
                new(302, "", ErrorKind.Protocol),
            ],
        },
        Feed = new FeedContract { Streams = ["customers", "subscriptions", "invoices", "payments"], PageSize = PlainbillPlatform.PageSize },
        Port = new PortContract
        {
            Applied = [new(CustomerOf("001B", "Kanaal Fietsen BV")), new(DealOf("006A", "001A", "SEAT"))],
            Refused = [new(CustomerOf("001C", " ")) { Field = "name" }, new(DealOf("006B", "001A", "SEAT", "CHF")) { Field = "currency" }],
            Unmapped = [new(DealOf("006C", "001A", "TRAINING")) { Field = "Products:TRAINING" }, new(DealOf("006D", "001A", "SEAT", price: 0.005m)) { Field = "unit_price" }],
            Existing = [new(CustomerOf("001A", "Noordzee Roeiers VZW")) { TargetId = "cus_a" }],
        },
    };

    private static SettingSample Wrong(string setting, string? value, Action<PlainbillOptions> wrong, Action<IServiceCollection>? faulty) => new(setting, value, (builder, name) =>
    {
        builder.AddPlainbill(name, Settings).AddPlainbill(name, wrong);
        faulty?.Invoke(builder.Services);
    });

    private static void Settings(PlainbillOptions options)
    {
        (options.ApiKey, options.BaseAddress, options.CrmSystem) = (PlainbillPlatform.ApiKey, new Uri("https://plainbill.example"), "crm");
        options.WebhookSecrets.Add(Old);
        options.WebhookSecrets.Add(New);
        options.Products["SEAT"] = "seat";
    }

    private static PlainbillPlatform Platform(TimeProvider time)
    {
        PlainbillPlatform platform = new(time);
        platform.Put("customers", PlainbillRecords.Customer("cus_a", "Noordzee Roeiers VZW", "001A"), At);
        platform.Put("invoices", PlainbillRecords.Invoice("inv_a", "cus_a", "sub_a"), At);
        return platform;
    }

    private static RecordSample[] Samples()
    {
        static RecordSample Of(string kind, string id, JsonObject record, Money? total, params string[] required) =>
            new() { Reference = new ExternalRef("billing", kind, id), Answer = Encoding.UTF8.GetBytes(record.ToJsonString()), Total = total, Required = required };

        // 3 x 1000 JPY and a tenth of it: a yen has no decimals.
        JsonObject yen = PlainbillRecords.Invoice("inv_y", "cus_a", null);
        (yen["currency"], yen["net"], yen["total"]) = ("JPY", 3000, 3300);
        JsonObject line = yen["lines"]![0]!.AsObject();
        (line["quantity"], line["unit_price"], line["amount"], line["taxes"]![0]!["amount"]) = ("3", 1000, 3000, 300);
        JsonObject dinar = PlainbillRecords.Payment("pay_k", "cus_a", "inv_a", 12345);
        dinar["currency"] = "KWD";
        JsonObject payments = new() { ["data"] = new JsonArray(PlainbillRecords.Payment("pay_a", "cus_a", "inv_a", 70000), PlainbillRecords.Payment("pay_b", "cus_a", "inv_a", 2600)) };
        return
        [
            Of(RecordKinds.Customer, "cus_a", PlainbillRecords.Customer("cus_a", "Noordzee Roeiers VZW", "001A"), null, "id", "name"),
            Of(RecordKinds.Contract, "sub_a", PlainbillRecords.Subscription("sub_a", "cus_a", "006A"), null, "customer", "status", "currency", "starts_on", "items.quantity", "items.unit_price"),
            Of(RecordKinds.Invoice, "inv_a", PlainbillRecords.Invoice("inv_a", "cus_a", "sub_a"), new Money(726.00m, Euro), "number", "issued_at", "currency", "total", "lines.amount", "lines.taxes.rate"),
            Of(RecordKinds.Invoice, "inv_y", yen, new Money(3300m, Currency.Parse("JPY"))),
            Of(RecordKinds.Payment, "pay_a", PlainbillRecords.Payment("pay_a", "cus_a", "inv_a", 72600), new Money(726.00m, Euro), "amount", "paid_at", "customer", "invoice"),
            Of(RecordKinds.Payment, "pay_k", dinar, new Money(12.345m, Currency.Parse("KWD"))),
            Of(RecordKinds.InvoicePayments, "inv_a", payments, new Money(726.00m, Euro), "data.amount"),
        ];
    }

    private static string Said(string code, string? field) =>
        new JsonObject { ["error"] = new JsonObject { ["code"] = code, ["field"] = field, ["message"] = "in words" } }.ToJsonString();

    private static Intent CustomerOf(string crmId, string name) => new()
    {
        Target = "billing", Kind = EffectKinds.Customer, Class = EffectClass.Document, Source = new ExternalRef("crm", RecordKinds.Customer, crmId),
        Record = new Customer { Ref = new ExternalRef("crm", RecordKinds.Customer, crmId), Name = name, VatNumber = "BE0477472701", BillingAddress = new Address { Country = "BE" } },
    };

    private static Intent DealOf(string crmId, string account, string product, string currency = "EUR", decimal price = 60m) => new()
    {
        Target = "billing", Kind = EffectKinds.Contract, Class = EffectClass.Document, Source = new ExternalRef("crm", RecordKinds.Deal, crmId),
        Record = new Deal
        {
            Ref = new ExternalRef("crm", RecordKinds.Deal, crmId), Customer = new Customer { Ref = new ExternalRef("crm", RecordKinds.Customer, account), Name = "Noordzee Roeiers VZW" },
            Name = "Seats", IsWon = true, ClosedOn = new DateOnly(2026, 8, 30), Currency = Currency.Parse(currency), TermMonths = 12,
            Lines = [new ProductLine { Id = "1", ProductCode = product, Description = "Seat", Quantity = 10, UnitPrice = price }],
        },
    };
}
