using System.Text.Json.Nodes;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;
using Odoo.Connectors.Testing;

namespace Odoo.Connectors.Stripe.Tests;

/// <summary>
/// A customer's life in billing as the hub writes it: made, subscribed, paid in part from the bank, credited, paused, resumed, ended. The first attempt
/// at every single write goes wrong in one way; what is there afterwards is there once.
/// </summary>
public sealed class PortStoryTests
{
    private static readonly ExternalRef s_money = new(PortBench.Crm, RecordKinds.Payment, "bank_1");

    [Theory]
    [InlineData(nameof(EmulatorFault.None), 9)]
    [InlineData(nameof(EmulatorFault.DropReply), 14)]
    [InlineData(nameof(EmulatorFault.ServerErrorPageAfter), 14)]
    [InlineData(nameof(EmulatorFault.DropRequest), 19)]
    [InlineData(nameof(EmulatorFault.RateLimited), 19)]
    public async Task Story_WithEveryWriteOnceGoneWrong_HappensOnce(string fault, int writes)
    {
        await using PortWorld world = new();
        HashSet<string> seen = [];
        world.Account.OnCall = call => call.Method != "GET" && seen.Add(Name(call)) ? Enum.Parse<EmulatorFault>(fault) : EmulatorFault.None;

        await PlayAsync(world);

        // Of nine writes: what was done and not told is proven by a read where it can be (an order, an attached payment), and else sent again.
        Assert.Equal(writes, world.Account.Calls.Count(c => c.Method != "GET"));
    }

    [Theory]
    [InlineData(ExecutionFault.Before)]
    [InlineData(ExecutionFault.After)]
    public async Task Story_WithEveryWriteFailedInsideOfStripe_HappensOnce(ExecutionFault fault)
    {
        await using PortWorld world = new();
        HashSet<string> seen = [];
        world.Account.OnExecution = call => seen.Add($"{call.Path} {call.Body}") ? fault : ExecutionFault.None;

        await PlayAsync(world);

        Assert.True(seen.Count >= 9);
    }

    [Theory]
    [InlineData(FaultPoint.Sending)]
    [InlineData(FaultPoint.Answered)]
    public async Task Story_WithTheProcessDyingAtEveryStep_HappensOnce(string point)
    {
        await using PortWorld world = new();
        await PlayAsync(world, w => w.DieOnceAt(point));

        Assert.True(world.Deaths >= 5, $"{world.Deaths} deaths");
    }

    private static string Name(VendorCall call) => call.Headers.TryGetValue("Idempotency-Key", out string? key) ? key : $"{call.Method} {call.Path}";

    private static async Task PlayAsync(PortWorld world, Action<PortWorld>? before = null)
    {
        before ??= static _ => { };
        Customer renamed = Given.Customer with { Name = "NorthPeak SE" };
        before(world);
        await world.TellAsync(PortBench.Of(Given.Customer), PortBench.Of(EffectKinds.CustomerFields, Given.Customer.Ref, Given.Customer, EffectClass.State), PortBench.Of(Given.Deal()));
        string customer = (await world.LinkAsync(Given.Customer.Ref, RecordKinds.Customer))!;
        string subscription = PortBench.Id(Assert.Single(world.Account.All("subscription")));
        ExternalRef contract = Given.Subscription(subscription), invoice = new("stripe", RecordKinds.Invoice, PortBench.Id(Assert.Single(world.Account.All("invoice"))));
        before(world);
        await world.TellAsync(PortBench.Of(EffectKinds.CustomerFields, renamed.Ref, renamed, EffectClass.State));
        foreach (Intent intent in (Intent[])
        [
            PortBench.Of(EffectKinds.OfflinePayment, s_money, new OfflinePayment { Ref = s_money, Invoice = invoice, Amount = Given.Euros(150m), On = new DateOnly(2026, 1, 15) }) with { Discriminator = invoice.Id },
            PortBench.Of(EffectKinds.AccountCredit, Order("credit"), new AccountCredit { Ref = Order("credit"), Customer = Given.Customer.Ref, Amount = Given.Euros(12.34m), Description = "Goodwill" }),
            PortBench.Of(EffectKinds.ContractPause, Order("pause"), new ContractPause { Ref = Order("pause"), Contract = contract }),
            PortBench.Of(EffectKinds.ContractResumption, Order("resume"), new ContractResumption { Ref = Order("resume"), Contract = contract }),
            PortBench.Of(EffectKinds.ContractCancellation, Order("end"), new ContractCancellation { Ref = Order("end"), Contract = contract, AtPeriodEnd = false }),
        ])
        {
            before(world);
            await world.TellAsync(intent);
        }

        Assert.Empty(await world.CasesAsync());
        JsonObject made = Assert.Single(world.Account.All("customer"));
        Assert.Equal((customer, "NorthPeak SE", -1_234L), (PortBench.Id(made), made["name"]!.GetValue<string>(), made["balance"]!.GetValue<long>()));
        Assert.Equal(subscription, await world.LinkAsync(Given.Deal().Ref, RecordKinds.Contract));
        Assert.Equal("canceled", Assert.Single(world.Account.All("subscription"))["status"]!.GetValue<string>());

        // 5 x 40.00 less 150.00.
        Assert.Equal(5_000L, Assert.Single(world.Account.All("invoice"))["amount_remaining"]!.GetValue<long>());
        Assert.Equal(15_000L, Assert.Single(world.Account.All("payment_record"))["amount"]!["value"]!.GetValue<long>());
        Assert.Equal(PortBench.Id(Assert.Single(world.Account.All("payment_record"))), await world.LinkAsync(s_money, RecordKinds.Payment));
        Assert.Equal(-1_234L, Assert.Single(world.Account.All("customer_balance_transaction"))["amount"]!.GetValue<long>());
        Assert.All(await world.Hub.EventsAsync(TestContext.Current.CancellationToken), e => Assert.Contains(e.State, (string[])["Applied", "Absorbed"]));
    }

    private static ExternalRef Order(string id) => new(PortBench.Crm, "order", id);
}
