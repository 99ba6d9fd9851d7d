using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Odoo.Connectors.Docs;
using Odoo.Connectors.Erp;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;
using Odoo.Connectors.Tests.Port;
using static Odoo.Connectors.Tests.Port.GivenContract;

namespace Odoo.Connectors.Tests.Billing;

/// <summary>The flow of docs/concepts/billing-orders.md: an order that is cancelled in Odoo ends its subscription, once a person approved it.</summary>
public sealed class EndsToBillingTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Order_CancelledByAPerson_EndsTheSubscriptionOnceItIsApproved()
    {
        MemoryPlatform billing = new();
        await using PortBench bench = await StartAsync(billing);
        long order = await MakeAsync(bench, billing);
        await bench.Odoo.CallAsync("sale.order", "action_cancel", [new JsonArray(order)]);
        await bench.DrainAsync();
        CaseInfo approval = Assert.Single(await bench.CasesAsync());
        Assert.Equal("approval", approval.Reason.Cause);
        Assert.Contains("The order of billing/contract/sub_9 was cancelled in Odoo", approval.Reason.Message, StringComparison.Ordinal);
        Assert.Empty(billing.Done);

        await bench.Hub.Cases.ApproveAsync(approval.Id, "finance", Cancel);
        await bench.DrainAsync();
        Intent sent = Assert.Single(billing.Done);
        ContractCancellation ordered = (ContractCancellation)sent.Record;
        Assert.Equal((EffectKinds.ContractCancellation, "sub_9", true, $"{order}"), (sent.Kind, ordered.Contract.Id, ordered.AtPeriodEnd, ordered.Ref.Id));

        // Told again, whoever wrote it meanwhile.
        await bench.Odoo.CallAsync("sale.order", "write", [new JsonArray(order), new JsonObject { ["client_order_ref"] = "by hand" }]);
        await bench.DrainAsync();
        Assert.Single(billing.Done);
        await bench.AssertNoCasesAsync();
    }

    /// <summary>The order is still there: a person changed something else.</summary>
    [Fact]
    public async Task Order_EditedAndNotCancelled_EndsNothing()
    {
        MemoryPlatform billing = new();
        await using PortBench bench = await StartAsync(billing);
        long order = await MakeAsync(bench, billing);
        await bench.Odoo.CallAsync("sale.order", "write", [new JsonArray(order), new JsonObject { ["client_order_ref"] = "by hand" }]);
        await bench.DrainAsync();
        Assert.Empty(billing.Done);
        await bench.AssertNoCasesAsync();
    }

    private static Task<PortBench> StartAsync(MemoryPlatform billing) => PortBench.StartAsync(
        PortTarget.Action, o => o.Feed.Streams.Add(OdooStreams.Contracts), more: b =>
        {
            b.Services.AddSingleton<IConnectedSystem>(billing);
            b.AddFlow<EndsToBilling>();
        });

    /// <summary>An order of five seats that the connectors made, linked with its subscription.</summary>
    private static async Task<long> MakeAsync(PortBench bench, MemoryPlatform billing)
    {
        Customer customer = Given.Customer(bench);
        Contract agreed = Contract(bench, customer, Line("si_1", "seat", 5m, 10m));
        bench.Source.Records[agreed.Ref] = agreed;
        await bench.AgreeAsync(agreed, customer);
        long order = (long)(await bench.OrderAsync(agreed.Ref, "name"))["id"]!;
        await bench.Hub.Identity.LinkAsync(billing.Ref(RecordKinds.Contract, "sub_9"), new ExternalRef("odoo", RecordKinds.Contract, $"{order}"), "tester", new LinkOptions { Primary = true }, Cancel);
        return order;
    }
}
