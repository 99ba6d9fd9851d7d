using Microsoft.Extensions.DependencyInjection;
using Odoo.Connectors.Erp;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;
using Odoo.Connectors.Testing;
using static Odoo.Connectors.Tests.Port.Metering.GivenUsage;

namespace Odoo.Connectors.Tests.Port.Metering;

/// <summary>Wherever telling a total is interrupted, in the end each of its lines is on the order once.</summary>
public sealed class UsageFaultTests
{
    // 200 x 0.01 = 2.00; 150 instead of 100 cost 0.50 more.
    private static readonly (decimal, decimal)[] Lines = [(200m, 0.01m), (1m, 0.50m)];

    /// <summary>Two writes are made: the lines, one call, and by steps no other; a third would be met.</summary>
    [Theory]
    [InlineData(PortTarget.Action, EmulatorFault.DropReply)]
    [InlineData(PortTarget.Steps, EmulatorFault.DropReply)]
    [InlineData(PortTarget.Action, EmulatorFault.ServerErrorPageAfter)]
    [InlineData(PortTarget.Steps, EmulatorFault.DropRequest)]
    public async Task TheWrite_MeetsAFault_EachLineOnce(string way, EmulatorFault fault)
    {
        await using PortBench bench = await PortBench.StartAsync(way, Calls, more: Metered);
        (Contract agreed, _) = await bench.AgreedAsync();
        int seen = 0;
        bench.Emulator.OnCall = call => CrashPointTests.IsWrite(call) && Interlocked.Increment(ref seen) == 1 ? fault : EmulatorFault.None;
        await bench.PostAsync(ToBill(Total(agreed, 5, 200m, Correction(4, 100m, 50m))));
        bench.Emulator.OnCall = null;

        await bench.AssertNoCasesAsync();
        Assert.True(seen >= 1);
        Assert.Equal(Lines, (await bench.UsageLinesAsync(agreed)).Select(l => (l.Quantity, l.Price)));
        Assert.Equal((102.50m, 3), await bench.InvoiceAsync(agreed));
    }

    [Theory]
    [InlineData(PortTarget.Action, FaultPoint.Sending)]
    [InlineData(PortTarget.Action, FaultPoint.Answered)]
    [InlineData(PortTarget.Steps, FaultPoint.Answered)]
    [InlineData(PortTarget.Steps, ErpFaultPoint.LinesAdded)]
    public async Task Process_EndsMeanwhile_EachLineOnce(string way, string point)
    {
        using Crash crash = new();
        await using PortBench bench = await PortBench.StartAsync(way, Calls, more: h =>
        {
            Metered(h);
            h.Services.AddSingleton<IFaultPoints>(crash);
        });
        (Contract agreed, _) = await bench.AgreedAsync();
        crash.At(point, crash.Hits.GetValueOrDefault(point) + 1);
        await bench.CrashAsync(crash, ToBill(Total(agreed, 5, 200m, Correction(4, 100m, 50m))));
        Assert.True(crash.Happened);
        await bench.DrainAsync();

        await bench.AssertNoCasesAsync();
        Assert.Equal(Lines, (await bench.UsageLinesAsync(agreed)).Select(l => (l.Quantity, l.Price)));
    }

    /// <summary>The order is cancelled between the planning and the write: by neither way does a line come to be that nobody invoices.</summary>
    [Theory]
    [MemberData(nameof(PortTarget.Emulated), MemberType = typeof(PortTarget))]
    public async Task Order_CancelledBeforeTheWrite_GetsNoLine(string way)
    {
        using Crash crash = new();
        await using PortBench bench = await PortBench.StartAsync(way, Calls, more: h =>
        {
            Metered(h);
            h.Services.AddSingleton<IFaultPoints>(crash);
        });
        (Contract agreed, _) = await bench.AgreedAsync();
        crash.At(FaultPoint.Sending, crash.Hits[FaultPoint.Sending] + 1);
        await bench.CrashAsync(crash, ToBill(Total(agreed, 5, 200m)));
        await bench.Odoo.CallAsync("sale.order", "action_cancel", [new System.Text.Json.Nodes.JsonArray((await bench.OrderAsync(agreed.Ref, "name"))["id"]!.DeepClone())]);
        await bench.DrainAsync();

        Assert.Equal(way == PortTarget.Action ? "expectation-failed" : "changed-in-odoo", Assert.Single(await bench.CasesAsync()).Reason.Cause);
        Assert.Empty(await bench.UsageLinesAsync(agreed));
    }

    /// <summary>A person changed the billed line; the hub, which lost its store, tells the total again: one line, and a case that says so.</summary>
    [Theory]
    [MemberData(nameof(PortTarget.Emulated), MemberType = typeof(PortTarget))]
    public async Task Line_ChangedByAPerson_IsSeenWhenToldAgain(string way)
    {
        await using PortBench bench = await PortBench.StartAsync(way, Calls, more: Metered);
        (Contract agreed, _) = await bench.AgreedAsync();
        UsageTotal total = Total(agreed, 5, 200m);
        await bench.PostAsync(ToBill(total));
        long line = (long)(await bench.FindAsync(EffectKinds.Usage, total.Ref with { Id = total.Ref.Id.Replace("/", ".2f.", StringComparison.Ordinal) }, "id"))!["id"]!;
        await bench.Odoo.CallAsync("sale.order.line", "write", [new System.Text.Json.Nodes.JsonArray(line), new System.Text.Json.Nodes.JsonObject { ["price_unit"] = 0.02m }]);

        // Under another source's name the ledger does not know it; its external id in Odoo is the same.
        await bench.PostAsync(ToBill(total) with { Discriminator = "again" });
        Assert.Equal("differs-in-odoo", Assert.Single(await bench.CasesAsync()).Reason.Cause);
        Assert.Equal([(200m, 0.02m)], (await bench.UsageLinesAsync(agreed)).Select(l => (l.Quantity, l.Price)));
    }
}
