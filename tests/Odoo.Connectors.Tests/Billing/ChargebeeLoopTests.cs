using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;
using Odoo.Connectors.Testing;

namespace Odoo.Connectors.Tests.Billing;

/// <summary>The whole loop with a shipped adapter: what lead to cash writes to Chargebee comes back by its events, and makes nothing twice.</summary>
public sealed class ChargebeeLoopTests
{
    /// <summary>Five seats of 40.00 a month: 200.00 of the first invoice, which a bank transfer pays.</summary>
    [Theory]
    [InlineData(EmulatorFault.None)]
    [InlineData(EmulatorFault.DropReply)]
    public async Task WonDealAndBankTransfer_ComeBackByEvents_AreThereOnce(EmulatorFault fault)
    {
        await using ChargebeeEmulator site = new();
        site.Post("items", ("id", "seat"), ("name", "Seat"), ("type", "plan"));
        site.Post("item_prices", ("id", "seat-EUR"), ("name", "Seat"), ("item_id", "seat"), ("pricing_model", "per_unit"), ("price", "4000"), ("period", "1"), ("period_unit", "month"));
        await using MemoryHub hub = new(o => o.BankPayments = true, platform: b => b.AddChargebee(
            "billing",
            o =>
            {
                (o.Site, o.ApiKey, o.CrmSystem, o.AutoCollection) = ("emulator-test", "test_emulator0000", "crm", false);
                (o.ServerTimeLimit, o.ReadRetryDelay) = (TimeSpan.FromMilliseconds(5), TimeSpan.Zero);
            },
            http => http.ConfigurePrimaryHttpMessageHandler(() => site.CreateHandler())));
        HashSet<string> met = [];
        site.OnCall = call => call.Method == "POST" && met.Add(call.Path) ? fault : EmulatorFault.None;

        await hub.HearAsync(hub.Win());
        await hub.DrainAsync();
        Assert.Equal("001A", (string?)Assert.Single(site.All("customer"))["cf_crm_account_id"]);
        JsonObject subscription = Assert.Single(site.All("subscription"));
        Assert.Equal(("006", 5L), ((string?)subscription["meta_data"]!["crm_opportunity_id"], (long?)subscription["subscription_items"]![0]!["quantity"]));
        JsonObject bill = Assert.Single(site.All("invoice"));
        Assert.Equal(20_000L, (long)bill["total"]!);
        Assert.Equal(
            ["contract", "contract-activation", "customer", "customer-fields", "invoice"], hub.Ledger.Done.Select(i => i.Kind).Distinct().Order(StringComparer.Ordinal));
        Assert.Single(hub.Ledger.Done, i => i.Kind == EffectKinds.Contract);
        Assert.Single(hub.Ledger.Done, i => i.Kind == EffectKinds.Invoice);

        ExternalRef invoice = new("billing", RecordKinds.Invoice, (string)bill["id"]!);
        await hub.HearAsync(hub.Transfer((invoice, 200m)));
        await hub.DrainAsync();
        Assert.Equal(20_000L, (long)Assert.Single(site.All("transaction"))["amount"]!);
        Assert.Equal("paid", (string?)site.Find("invoice", invoice.Id)!["status"]);
        Assert.DoesNotContain(hub.Ledger.Done, i => i.Kind is EffectKinds.Payment or EffectKinds.PaymentAllocation);
        Assert.Contains(hub.Crm.Done, i => i.Kind == EffectKinds.AccountStatus);
        await hub.AssertNoCasesAsync();

        // Customer, subscription and payment: each was written by one request, and lost once where replies are.
        Assert.Equal(3, met.Count);
    }
}
