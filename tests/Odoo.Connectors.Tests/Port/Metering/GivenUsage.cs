using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Odoo.Connectors.Erp;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;
using static Odoo.Connectors.Tests.Port.GivenContract;

namespace Odoo.Connectors.Tests.Port.Metering;

/// <summary>Closed totals of a contract's calls by the month, their prices, and what Odoo's invoice makes of them.</summary>
internal static class GivenUsage
{
    /// <summary>The first 1,000 calls of a month cost 0.01 each, further ones 0.008.</summary>
    public static void Calls(OdooErpOptions odoo)
    {
        odoo.Usage["calls"] = new OdooUsageOptions
        {
            Product = "seat", Description = "API calls", Prices = { ["EUR"] = [new UsageTier { UpTo = 1000m, UnitPrice = 0.01m }, new UsageTier { UnitPrice = 0.008m }] },
        };
    }

    /// <summary>Closed totals come from the hub itself.</summary>
    public static void Metered(IConnectorsBuilder hub) => hub.AddUsage(o => o.Meters["calls"] = new UsageMeterOptions());

    /// <summary>A customer with a confirmed order of one plan for 100.00 a month.</summary>
    public static async Task<(Contract Contract, Customer Customer)> AgreedAsync(this PortBench bench)
    {
        Customer customer = Given.Customer(bench);
        Contract agreed = Contract(bench, customer, Line("si_1", "plan", 1m, 100m));
        await bench.AgreeAsync(agreed, customer);
        await bench.AssertNoCasesAsync();
        return (agreed, customer);
    }

    /// <summary>What the contract used in a month of 2026, by the clock of Brussels.</summary>
    public static UsageTotal Total(Contract contract, int month, decimal quantity, params UsageCorrection[] corrections)
    {
        UsagePeriod period = Month(month);
        return new UsageTotal
        {
            Ref = new ExternalRef("usage", RecordKinds.Usage, string.Create(CultureInfo.InvariantCulture, $"{period.Start:yyyyMMdd'T'HHmm'Z'}/calls/{contract.Ref.System}/{contract.Ref.Id}")),
            Subscription = contract.Ref, Meter = "calls", Period = period, Quantity = quantity, Events = 1, Version = 1, IsClosed = true, Corrections = corrections,
        };
    }

    public static UsageCorrection Correction(int month, decimal told, decimal quantity) => new(Month(month), quantity) { Told = told };

    public static Intent ToBill(UsageTotal total) => PortBench.Intent(EffectKinds.Usage, total.Ref, total, null);

    /// <summary>Lines of the order beside the plan's, oldest first: description, quantity, unit price.</summary>
    public static async Task<IReadOnlyList<(string Name, decimal Quantity, decimal Price)>> UsageLinesAsync(this PortBench bench, Contract contract)
    {
        JsonNode order = (await bench.OrderAsync(contract.Ref, "name"))["id"]!;
        JsonArray lines = await bench.Odoo.SearchReadAsync("sale.order.line", [new JsonArray("order_id", "=", order.DeepClone())], "product_id", "name", "product_uom_qty", "price_unit");
        return [.. lines.Where(l => !((string)l!["product_id"]![1]!).Contains("PLAN", StringComparison.Ordinal)).Select(l => ((string)l!["name"]!, (decimal)l["product_uom_qty"]!, (decimal)l["price_unit"]!))];
    }

    /// <summary>Odoo makes the invoice of what the order has left: its net total and how many lines it has.</summary>
    public static async Task<(decimal Net, int Lines)> InvoiceAsync(this PortBench bench, Contract contract)
    {
        JsonNode order = (await bench.OrderAsync(contract.Ref, "name"))["id"]!;
        JsonObject company = new() { ["context"] = new JsonObject { ["allowed_company_ids"] = (await bench.OrderAsync(contract.Ref, "company_id"))["company_id"] is JsonArray c ? new JsonArray(c[0]!.DeepClone()) : null } };
        JsonNode wizard = (await bench.Odoo.CallAsync(
            "sale.advance.payment.inv", "create",
            [new JsonObject { ["advance_payment_method"] = "delivered", ["sale_order_ids"] = new JsonArray(new JsonArray(6, 0, new JsonArray(order.DeepClone()))) }], (JsonObject)company.DeepClone()))!;
        JsonNode made = (await bench.Odoo.CallAsync("sale.advance.payment.inv", "create_invoices", [new JsonArray(wizard.DeepClone())], (JsonObject)company.DeepClone()))!;
        JsonArray invoice = await bench.Odoo.SearchReadAsync("account.move", [new JsonArray("id", "=", made["res_id"]!.DeepClone())], "amount_untaxed", "move_type");
        JsonArray lines = await bench.Odoo.SearchReadAsync("account.move.line", [new JsonArray("move_id", "=", made["res_id"]!.DeepClone()), new JsonArray("display_type", "=", "product")], "quantity");
        Assert.Equal("out_invoice", (string?)invoice[0]!["move_type"]);
        return ((decimal)invoice[0]!["amount_untaxed"]!, lines.Count);
    }

    private static UsagePeriod Month(int month) => new(Midnight(month), Midnight(month + 1));

    private static DateTimeOffset Midnight(int month)
    {
        DateTime local = new(2026, month, 1, 0, 0, 0, DateTimeKind.Unspecified);
        return new DateTimeOffset(local, TimeZoneInfo.FindSystemTimeZoneById("Europe/Brussels").GetUtcOffset(local)).ToUniversalTime();
    }
}
