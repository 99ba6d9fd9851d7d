using System.Text.Json.Nodes;
using Odoo.Connectors.Erp;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;
using static Odoo.Connectors.Tests.Port.GivenContract;
using static Odoo.Connectors.Tests.Port.Metering.GivenUsage;

namespace Odoo.Connectors.Tests.Port.Metering;

/// <summary>What cannot be billed is a case that names what to set, and nothing is written.</summary>
public sealed class UsageCaseTests
{
    private const string Setting = "Systems:odoo:Usage:calls";

    [Fact]
    public async Task Meter_WithoutPrices_IsACase() => Assert.Equal((ErrorKind.Configuration, "unpriced-usage", Setting), await RefusedAsync(_ => { }));

    [Fact]
    public async Task Currency_WithoutPrices_IsACase() => Assert.Equal(
        (ErrorKind.Configuration, "unpriced-usage", $"{Setting}:Prices:EUR"),
        await RefusedAsync(o => o.Usage["calls"] = new OdooUsageOptions { Product = "seat", Prices = { ["USD"] = [new UsageTier { UnitPrice = 0.01m }] } }));

    [Fact]
    public async Task Product_ThatOdooLacks_IsACase() => Assert.Equal(
        (ErrorKind.Configuration, "unmapped-product", "Systems:odoo:Products:CALLS"),
        await RefusedAsync(o => o.Usage["calls"] = new OdooUsageOptions { Product = "CALLS", Prices = { ["EUR"] = [new UsageTier { UnitPrice = 0.01m }] } }));

    [Fact]
    public async Task Corrections_WorthMoreThanWhatWasUsed_AreACase() => Assert.Equal(
        (ErrorKind.Validation, "negative-usage", "quantity"),
        // The first 100 are free; 90 of the others were told for 0.90.
        await RefusedAsync(
            o =>
            {
                Calls(o);
                o.Usage["calls"].Prices["EUR"] = [new UsageTier { UpTo = 100m, UnitPrice = 0m }, new UsageTier { UnitPrice = 0.01m }];
            },
            c => Total(c, 5, 100m, Correction(4, 190m, -90m))));

    [Theory]
    [InlineData("action_cancel", "contract-not-confirmed", "state")]
    [InlineData(null, "missing-contract", "subscription")]
    public async Task Order_ThatIsNotInvoiced_IsACase(string? method, string cause, string field) => Assert.Equal(
        (method is null ? ErrorKind.NotFound : ErrorKind.Conflict, cause, field),
        await RefusedAsync(Calls, method is null ? c => Total(c with { Ref = c.Ref with { Id = "sub_9" } }, 4, 200m) : null, method));

    /// <summary>The module's products that recur would be billed again every period.</summary>
    [Theory]
    [MemberData(nameof(PortTarget.Emulated), MemberType = typeof(PortTarget))]
    public async Task Product_ThatRecurs_IsACase(string way)
    {
        await using PortBench bench = await PortBench.StartAsync(way, Calls, o => o.EnterpriseSubscriptions = true, Metered);
        Customer customer = Given.Customer(bench);
        Contract agreed = Contract(bench, customer, Line("si_1", "plan", 1m, 100m)) with { Recurrence = new Recurrence(1, RecurrenceUnit.Month) };
        await bench.AgreeAsync(agreed, customer);
        await bench.PostAsync(ToBill(Total(agreed, 4, 200m)));
        CaseReason reason = Assert.Single(await bench.CasesAsync()).Reason;
        Assert.Equal("expectation-failed", reason.Cause);
        Assert.Contains("recurring_invoice is", reason.Message, StringComparison.Ordinal);
        Assert.All(await bench.UsageLinesAsync(agreed), l => Assert.Equal(0m, l.Quantity));
    }

    private static async Task<(ErrorKind, string, string?)> RefusedAsync(Action<OdooErpOptions> odoo, Func<Contract, UsageTotal>? total = null, string? method = null)
    {
        await using PortBench bench = await PortBench.StartAsync(PortTarget.Action, odoo, more: Metered);
        (Contract agreed, _) = await bench.AgreedAsync();
        if (method is not null)
        {
            await bench.Odoo.CallAsync("sale.order", method, [new JsonArray((await bench.OrderAsync(agreed.Ref, "name"))["id"]!.DeepClone())]);
        }

        await bench.PostAsync(ToBill(total?.Invoke(agreed) ?? Total(agreed, 4, 200m)));
        CaseReason reason = Assert.Single(await bench.CasesAsync()).Reason;
        Assert.Empty(await bench.UsageLinesAsync(agreed));
        return (reason.Kind, reason.Cause, reason.Field);
    }
}
