using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Odoo.Connectors.Client;
using Odoo.Connectors.Flows;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;
using Odoo.Connectors.Testing;

namespace Odoo.Connectors.Samples.ThirdPlatform;

/// <summary>Plays the deal through a hub and asks the platforms, not the hub, what they hold.</summary>
internal sealed class Story(string store, TimeProvider time)
{
    private const string Secret = "whsec_sample_0123456789";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public async Task<IReadOnlyList<Check>> PlayAsync(CancellationToken cancellationToken)
    {
        await using OdooEmulator odoo = new(new OdooEmulatorOptions { Products = { ("SEAT", "Seat") } });
        await odoo.StartAsync(cancellationToken);
        await using PlainbillPlatform plainbill = new(time);
        ServiceCollection services = new();
        services.AddLogging(log => log.SetMinimumLevel(LogLevel.None));
        services.AddSingleton(time);
        AddHub(services, odoo, plainbill);
        await using ServiceProvider hub = services.BuildServiceProvider();
        IConnectorOperations operations = hub.GetRequiredService<IConnectorOperations>();
        IWebhookIntake webhooks = hub.GetRequiredService<IWebhookIntake>();

        // Won in the CRM, and said twice: one customer and one subscription at Plainbill, one order in Odoo.
        for (int i = 0; i < 2; i++)
        {
            await webhooks.ReceiveAsync("crm", _ => null, Encoding.UTF8.GetBytes($"won-{i}"), cancellationToken);
            await operations.DrainAsync(Patience, cancellationToken);
        }

        if (plainbill.All("subscriptions") is [var subscription])
        {
            await BillAsync(plainbill, subscription, async body =>
            {
                IReadOnlyDictionary<string, string> headers = PlainbillPlatform.Sign(body, Secret, time.GetUtcNow());
                await webhooks.ReceiveAsync("plainbill", name => headers.GetValueOrDefault(name), body, cancellationToken);
                await operations.DrainAsync(Patience, cancellationToken);
            });
        }

        return
        [
            .. AtPlainbill(plainbill),
            .. await InOdooAsync(hub.GetRequiredService<IOdooClientFactory>().Get("books"), cancellationToken),
            new("Status in the CRM", "Active", hub.GetRequiredService<Crm>().Status),
            new("Open cases", "none", await operations.Cases.ListAsync(cancellationToken: cancellationToken) is { Count: > 0 } cases ? string.Join("; ", cases.Select(c => $"{c.Reason.Cause}: {c.Reason.Message}")) : "none"),
        ];
    }

    private void AddHub(IServiceCollection services, OdooEmulator odoo, PlainbillPlatform plainbill)
    {
        services.AddOdooClient("books", o => (o.Url, o.Database, o.Login, o.Secret) = (odoo.Url, odoo.Database, odoo.AdminLogin, odoo.AdminPassword));
        services.AddSingleton<Crm>();
        services.AddSingleton<IConnectedSystem>(provider => provider.GetRequiredService<Crm>());
        services.Configure<LeadToCashOptions>(o => o.Crm = "crm");
        services.AddOdooConnectors()
            .UseSqlite(store)
            .AddOdoo("odoo", o =>
            {
                (o.Url, o.Database, o.Login, o.Secret) = (odoo.Url, odoo.Database, odoo.IntegrationLogin, odoo.IntegrationPassword);
                (o.Company, o.TimeZone, o.EffectActionId) = ("Contract BE", "Europe/Brussels", odoo.EffectActionId);
                o.Taxes["be_21"] = "account.{company}_attn_VAT-OUT-21-L";
                o.Products["seat"] = "SEAT";
            })
            .AddPlainbill(
                "plainbill",
                o =>
                {
                    (o.BaseAddress, o.ApiKey, o.CrmSystem) = (new Uri("https://plainbill.example"), PlainbillPlatform.ApiKey, "crm");
                    o.WebhookSecrets.Add(Secret);
                    o.Products["SEAT"] = "seat";
                },
                http => http.ConfigurePrimaryHttpMessageHandler(plainbill.CreateHandler))
            .AddFlow<LeadToCash>()
            .Own<Customer>("crm")
            .Own<Contract>("plainbill", o => o.CreatedFrom("crm"))
            .Own<Invoice>("plainbill")
            .Own<Payment>("plainbill");
    }

    /// <summary>Plainbill tells of the subscription, invoices 600.00 and 21 %, 126.00, and is paid; the invoice is told twice.</summary>
    private static async Task BillAsync(PlainbillPlatform plainbill, JsonObject subscription, Func<byte[], Task> post)
    {
        (string id, string customer) = ((string)subscription["id"]!, (string)subscription["customer"]!);
        DateTimeOffset at = new(2026, 9, 1, 9, 0, 0, TimeSpan.Zero);
        await post(PlainbillRecords.Event("evt_1", "subscription.changed", "subscription", subscription, at));

        JsonObject invoice = PlainbillRecords.Invoice("inv_1", customer, id);
        plainbill.Put("invoices", invoice);
        byte[] issued = PlainbillRecords.Event("evt_2", "invoice.issued", "invoice", invoice, at);
        await post(issued);
        await post(issued);

        plainbill.Put("payments", PlainbillRecords.Payment("pay_1", customer, "inv_1", 72600));
        invoice["status"] = "paid";
        await post(PlainbillRecords.Event("evt_3", "invoice.paid", "invoice", invoice, at.AddDays(7)));
    }

    private static IEnumerable<Check> AtPlainbill(PlainbillPlatform plainbill)
    {
        string Held(string collection, params string[] fields) => string.Join("; ", plainbill.All(collection).Select(r => string.Join(", ", fields.Select(f => r[f]?.ToString()))));
        yield return new("Customers at Plainbill", "Noordzee Roeiers VZW, A-1", Held("customers", "name", "reference"));
        yield return new("Subscriptions at Plainbill", "D-1, EUR, 2026-09-01, 12", Held("subscriptions", "reference", "currency", "starts_on", "months"));
        yield return new("Their items", "seat 10 x 6000", string.Join("; ", plainbill.All("subscriptions").SelectMany(s => s["items"]!.AsArray()).Select(i => $"{i!["product"]} {i["quantity"]} x {i["unit_price"]}")));
    }

    private static async Task<IEnumerable<Check>> InOdooAsync(IOdooClient odoo, CancellationToken cancellationToken)
    {
        async Task<string> HeldAsync(string model, OdooDomain domain, params string[] fields) => string.Join(
            "; ",
            (await odoo.SearchReadAsync(model, domain, fields, cancellationToken: cancellationToken)).Select(r => string.Join(", ", fields.Select(f => f.StartsWith("amount", StringComparison.Ordinal) ? r.GetDecimal(f)?.ToString("0.00", CultureInfo.InvariantCulture) : r.GetString(f)))));

        OdooDomain posted = OdooDomain.Where("move_type", "=", "out_invoice") & OdooDomain.Where("state", "=", "posted");
        return
        [
            new("Customers in Odoo", "BE0477472701", await HeldAsync("res.partner", OdooDomain.Where("name", "=", "Noordzee Roeiers VZW"), "vat")),
            new("Orders in Odoo", "sale, sub_2", await HeldAsync("sale.order", OdooDomain.Where("state", "=", "sale"), "state", "client_order_ref")),
            new("Invoices in Odoo: number, net, tax, gross, open", "PB-inv_1, 600.00, 126.00, 726.00, 0.00", await HeldAsync("account.move", posted, "ref", "amount_untaxed", "amount_tax", "amount_total", "amount_residual")),
            new("Payments in Odoo", "726.00", await HeldAsync("account.payment", OdooDomain.Where("payment_type", "=", "inbound"), "amount")),
        ];
    }
}
