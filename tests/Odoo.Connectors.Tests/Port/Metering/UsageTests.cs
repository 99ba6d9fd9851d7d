using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Odoo.Connectors.Erp;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;
using static Odoo.Connectors.Tests.Port.GivenContract;
using static Odoo.Connectors.Tests.Port.Metering.GivenUsage;

namespace Odoo.Connectors.Tests.Port.Metering;

/// <summary>A closed total is one line of the contract's order, each correction one of its own, and Odoo's invoice of the order bills them to the cent.</summary>
public sealed class UsageTests
{
    [Theory]
    [MemberData(nameof(PortBench.Ways), MemberType = typeof(PortBench))]
    public async Task Total_ToldTwice_IsOneLineThatTheNextInvoiceBillsOnce(string way)
    {
        await using PortBench bench = await PortBench.StartAsync(way, Calls, more: Metered);
        (Contract agreed, _) = await bench.AgreedAsync();
        UsageTotal april = Total(agreed, 4, 1200m), may = Total(agreed, 5, 300m);

        await bench.PostAsync(ToBill(april));
        await bench.PostAsync(ToBill(april));
        await bench.AssertNoCasesAsync();

        // 1000 x 0.01 + 200 x 0.008 = 11.60, with the plan 111.60.
        Assert.Equal([("API calls, 2026-04-01 to 2026-04-30: 1000 x 0.01 + 200 x 0.008", 1m, 11.60m)], await bench.UsageLinesAsync(agreed));
        Assert.Equal((111.60m, 2), await bench.InvoiceAsync(agreed));

        // 300 x 0.01 = 3.00 alone: what was invoiced is not invoiced again.
        await bench.PostAsync(ToBill(may), ToBill(april));
        await bench.AssertNoCasesAsync();
        Assert.Equal(("API calls, 2026-05-01 to 2026-05-31: 300 x 0.01", 300m, 0.01m), (await bench.UsageLinesAsync(agreed))[1]);
        Assert.Equal((3m, 1), await bench.InvoiceAsync(agreed));
    }

    /// <summary>What April turned out to be is priced from where it was told to end: a correction back and forth comes to nothing.</summary>
    [Theory]
    [MemberData(nameof(PortBench.Ways), MemberType = typeof(PortBench))]
    public async Task Total_WithCorrections_IsALineOfItsOwnAndOneForEach(string way)
    {
        await using PortBench bench = await PortBench.StartAsync(way, Calls, more: Metered);
        (Contract agreed, _) = await bench.AgreedAsync();

        await bench.PostAsync(ToBill(Total(agreed, 6, 500.5m, Correction(4, 900m, 200m), Correction(5, 300m, -100m))));
        await bench.AssertNoCasesAsync();
        Assert.Equal(
            [
                // 500.5 x 0.01 = 5.005, which is no whole cent: 5.01.
                ("API calls, 2026-06-01 to 2026-06-30: 500.5 x 0.01", 1m, 5.01m),
                // 1100 cost 1000 x 0.01 + 100 x 0.008 = 10.80, and 9.00 was told.
                ("Correction of API calls, 2026-04-01 to 2026-04-30: 1100 instead of 900", 1m, 1.80m),
                ("Correction of API calls, 2026-05-01 to 2026-05-31: 200 instead of 300", 1m, -1m),
            ],
            await bench.UsageLinesAsync(agreed));

        await bench.PostAsync(ToBill(Total(agreed, 7, 0m, Correction(4, 1100m, -200m), Correction(6, 500.5m, 500m))));
        await bench.AssertNoCasesAsync();

        // 1000.5 cost 10.00 + 0.5 x 0.008 = 10.004, told was 5.01: 4.99. In all 100 + 5.01 + 1.80 - 1.00 - 1.80 + 4.99 = 109.00.
        Assert.Equal([-1.80m, 4.99m], (await bench.UsageLinesAsync(agreed)).Skip(3).Select(l => l.Price));
        Assert.Equal((109m, 6), await bench.InvoiceAsync(agreed));
    }

    /// <summary>One price for all of the quantity, by the tier that it ends in; a day's usage.</summary>
    [Fact]
    public async Task Tiering_Volume_PricesAllByOneTier()
    {
        await using PortBench bench = await PortBench.StartAsync(
            PortTarget.Action,
            o =>
            {
                Calls(o);
                (o.Usage["calls"].Tiering, o.Usage["calls"].Description) = (UsageTiering.Volume, null);
            },
            more: Metered);
        (Contract agreed, _) = await bench.AgreedAsync();
        UsageTotal day = Total(agreed, 4, 1000m);
        await bench.PostAsync(ToBill(day with { Period = day.Period with { End = day.Period.Start.AddDays(1) } }), ToBill(Total(agreed, 5, 1001m)));
        await bench.AssertNoCasesAsync();

        // 1001 x 0.008 = 8.008.
        Assert.Equal(
            [("calls, 2026-04-01: 1000 x 0.01", 1000m, 0.01m), ("calls, 2026-05-01 to 2026-05-31: 1001 x 0.008", 1m, 8.01m)], await bench.UsageLinesAsync(agreed));
    }

    /// <summary>Odoo invoices it, whether the product is invoiced as ordered or as delivered.</summary>
    [Theory]
    [MemberData(nameof(PortTarget.Emulated), MemberType = typeof(PortTarget))]
    public async Task Product_InvoicedAsDelivered_IsBilledToo(string way)
    {
        await using PortBench bench = await StartAsync(way);
        await bench.Odoo.CallAsync("product.product", "create", [new JsonObject { ["name"] = "Calls", ["default_code"] = "CALLS", ["type"] = "service", ["invoice_policy"] = "delivery" }]);
        (Contract agreed, _) = await bench.AgreedAsync();
        await bench.PostAsync(ToBill(Total(agreed, 4, 200m)));
        await bench.AssertNoCasesAsync();
        Assert.Equal((102m, 2), await bench.InvoiceAsync(agreed));
    }

    /// <summary>A mapping of the host's reaches the lines; one that Odoo would invoice nothing by is found out.</summary>
    [Theory]
    [InlineData(PortTarget.Action, 200, null)]
    [InlineData(PortTarget.Steps, 0, "expectation-failed")]
    [InlineData(PortTarget.Action, 0, "expectation-failed")]
    public async Task Mapping_OfALine_IsWrittenAndComparedToo(string way, int delivered, string? cause)
    {
        await using PortBench bench = await StartAsync(way, h => h.Map<UsageTotal>(
            "odoo", to => to.Override("qty_delivered", _ => delivered).Override("name", t => string.Concat("Calls of ", t.Subscription.Id))));
        await bench.Odoo.CallAsync("product.product", "create", [new JsonObject { ["name"] = "Calls", ["default_code"] = "CALLS", ["type"] = "service", ["invoice_policy"] = "delivery" }]);
        (Contract agreed, _) = await bench.AgreedAsync();
        await bench.PostAsync(ToBill(Total(agreed, 4, 200m)));
        Assert.Equal(cause, (await bench.CasesAsync()).SingleOrDefault()?.Reason.Cause);
        Assert.Equal(cause is null ? (102m, 2) : (100m, 1), await bench.InvoiceAsync(agreed));
        Assert.All(await bench.UsageLinesAsync(agreed), l => Assert.Equal("Calls of sub_1", l.Name));
    }

    /// <summary>A tax that is included in prices would make less of 2.00: nothing of it is billed before that is put right, then all of it.</summary>
    [Theory]
    [MemberData(nameof(PortTarget.Emulated), MemberType = typeof(PortTarget))]
    public async Task Product_WithTaxesIncluded_IsACaseAndBilledOnceMended(string way)
    {
        await using PortBench bench = await StartAsync(way);
        long included = (long)(await bench.Odoo.SearchReadAsync("account.tax", [new JsonArray("name", "=", "Contract 21% included")], "name"))[0]!["id"]!;
        long product = (long)(await bench.Odoo.CallAsync(
            "product.product", "create", [new JsonObject { ["name"] = "Calls", ["default_code"] = "CALLS", ["type"] = "service", ["taxes_id"] = Set(included) }]))!;
        (Contract agreed, _) = await bench.AgreedAsync();

        // The correction alone, worth nothing, is as it was planned; both are written or none is.
        UsageTotal april = Total(agreed, 4, 200m, Correction(3, 0m, 0.1m));
        await bench.PostAsync(ToBill(april));

        CaseInfo only = Assert.Single(await bench.CasesAsync());
        Assert.Equal((ErrorKind.Validation, "expectation-failed"), (only.Reason.Kind, only.Reason.Cause));
        Assert.Contains("price_subtotal is", only.Reason.Message, StringComparison.Ordinal);
        Assert.Equal(way == PortTarget.Steps ? [0m, 0m] : [], (await bench.UsageLinesAsync(agreed)).Select(l => l.Quantity));
        Assert.Equal((100m, 1), await bench.InvoiceAsync(agreed));

        await bench.Odoo.CallAsync("product.product", "write", [new JsonArray(product), new JsonObject { ["taxes_id"] = Set() }]);
        foreach (JsonNode? line in await bench.Odoo.SearchReadAsync("sale.order.line", [new JsonArray("product_id", "=", product)], "name"))
        {
            await bench.Odoo.CallAsync("sale.order.line", "write", [new JsonArray(line!["id"]!.DeepClone()), new JsonObject { ["tax_ids"] = Set() }]);
        }

        await bench.Hub.Cases.RetryAsync(only.Id, "anna", TestContext.Current.CancellationToken);
        await bench.DrainAsync();
        await bench.AssertNoCasesAsync();
        Assert.Equal((2m, 2), await bench.InvoiceAsync(agreed));

        static JsonArray Set(params long[] taxes) => [new JsonArray(6, 0, new JsonArray([.. taxes.Select(t => (JsonNode)t)]))];
    }

    /// <summary>What is used up to the end is billed after it: Odoo takes lines of a locked order, and what an end zeroes is not usage.</summary>
    [Theory]
    [InlineData(PortTarget.Action, ContractEnd.Lock)]
    [InlineData(PortTarget.Steps, ContractEnd.Lock)]
    [InlineData(PortTarget.Action, ContractEnd.ZeroQuantities)]
    public async Task Contract_ThatEnds_KeepsItsUsageAndIsBilledTheRest(string way, ContractEnd end)
    {
        await using PortBench bench = await PortBench.StartAsync(
            way,
            o =>
            {
                Calls(o);
                o.ContractEnd = end;
            },
            more: Metered);
        (Contract agreed, Customer customer) = await bench.AgreedAsync();
        await bench.PostAsync(ToBill(Total(agreed, 4, 100m)), ToStand(agreed with { Status = ContractStatus.Ended }, customer), ToBill(Total(agreed, 5, 200m)));

        await bench.AssertNoCasesAsync();
        Assert.Equal([100m, 200m], (await bench.UsageLinesAsync(agreed)).Select(l => l.Quantity));
        Assert.Equal(end == ContractEnd.Lock ? (103m, 3) : (3m, 2), await bench.InvoiceAsync(agreed));
    }

    /// <summary>The product of usage may be a term of the contract too: an amendment finds the term and not the usage.</summary>
    [Theory]
    [MemberData(nameof(PortTarget.Emulated), MemberType = typeof(PortTarget))]
    public async Task Amendment_OfTheSameProduct_LeavesUsage(string way)
    {
        await using PortBench bench = await PortBench.StartAsync(way, Calls, more: Metered);
        Customer customer = Given.Customer(bench);
        Deal deal = new()
        {
            Ref = bench.Ref(RecordKinds.Deal, "deal_1"), Customer = customer, Name = "Deal 1", IsWon = true, Currency = Currency.Parse("EUR"), Lines = [Line("oli_1", "seat", 5m, 10m)],
        };
        Contract ordered = Contract(bench, customer) with { Ref = deal.Ref with { Kind = RecordKinds.Contract } };
        await bench.PostAsync(Given.ToSend(customer), PortBench.Intent(EffectKinds.Contract, deal.Ref, deal, customer));
        await bench.PostAsync(ToBill(Total(ordered, 4, 100m)));

        // A person made 4 of the 5 seats, so that only the product tells which line it is.
        JsonArray lines = await bench.Odoo.SearchReadAsync("sale.order.line", [new JsonArray("product_uom_qty", "=", 5)], "name");
        await bench.Odoo.CallAsync("sale.order.line", "write", [new JsonArray(lines[0]!["id"]!.DeepClone()), new JsonObject { ["product_uom_qty"] = 4 }]);
        await bench.PostAsync(PortBench.Intent(
            EffectKinds.Amendment, deal.Ref, Contract(bench, customer, Line("si_2", "seat", 5m, 10m)).Amended(2, "evt_2", Line("si_2", "seat", 6m, 10m)), customer, "evt_2"));

        await bench.AssertNoCasesAsync();
        Assert.Equal([(6m, 10m), (100m, 0.01m)], (await bench.UsageLinesAsync(ordered)).Select(l => (l.Quantity, l.Price)));
    }

    private static Task<PortBench> StartAsync(string way, Action<IConnectorsBuilder>? more = null) => PortBench.StartAsync(
        way,
        o =>
        {
            Calls(o);
            o.Usage["calls"].Product = "CALLS";
        },
        more: h =>
        {
            Metered(h);
            more?.Invoke(h);
        });
}
