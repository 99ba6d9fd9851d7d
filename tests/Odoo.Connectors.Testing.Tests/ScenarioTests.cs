using System.Text.Json.Nodes;
using Odoo.Connectors.Testing.Tests.Runner;

namespace Odoo.Connectors.Testing.Tests;

/// <summary>The steps of a scenario leave what a real Odoo leaves; amounts are 100 net and 21 % VAT.</summary>
public sealed class ScenarioTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Merged_Customers_LeaveOneWithBothExternalIdsAndItsDocuments()
    {
        await using var world = await EmulatorClient.StartAsync(socket: false);

        var story = await world.Emulator.Scenario()
            .Customer("Northpeak", "crm.acc_1").Customer("Northpeak Ltd", "crm.acc_2").Invoice("invoice", "Northpeak Ltd", 100m)
            .Merged("Northpeak Ltd", into: "Northpeak").RunAsync(Token);

        Assert.Equal(story["Northpeak"], story["Northpeak Ltd"]);
        Assert.Equal(story["Northpeak"], (await world.CallAsync("ir.model.data", "check_object_reference", ["crm", "acc_2"]))![1]!.GetValue<long>());
        Assert.Equal("Northpeak", (await ReadAsync(world, "account.move", story["invoice"], "partner_id"))![1]!.GetValue<string>());
        Assert.Equal(0, await world.CountPartnersAsync("Northpeak Ltd"));
    }

    [Fact]
    public async Task Reversed_Invoice_IsReversedAndItsCreditNotePaid()
    {
        await using var world = await EmulatorClient.StartAsync(socket: false);

        var story = await world.Emulator.Scenario().Customer("Northpeak").Invoice("invoice", "Northpeak", 100m, date: new DateOnly(2026, 3, 1)).Reversed("invoice", "credit").RunAsync(Token);

        Assert.Equal(("reversed", 121.00m), (await TextAsync(world, story["invoice"], "payment_state"), await AmountAsync(world, story["invoice"], "amount_total")));
        Assert.Equal(("out_refund", "paid"), (await TextAsync(world, story["credit"], "move_type"), await TextAsync(world, story["credit"], "payment_state")));
        Assert.Equal("2026-03-01", await TextAsync(world, story["invoice"], "invoice_date"));
    }

    [Fact]
    public async Task Payment_ThatFailsAndIsRetried_LeavesTheInvoicePaidOnce()
    {
        await using var world = await EmulatorClient.StartAsync(socket: false);
        var story = await world.Emulator.Scenario().Customer("Northpeak").Invoice("invoice", "Northpeak", 100m).PaidByBankTransfer("invoice", payment: "first").PaymentFailed("first").RunAsync(Token);
        Assert.Equal(("not_paid", 121.00m), (await TextAsync(world, story["invoice"], "payment_state"), await AmountAsync(world, story["invoice"], "amount_residual")));

        await story.PaidByBankTransfer("invoice", 21.00m, "part").RunAsync(Token);
        Assert.Equal(("partial", 100.00m), (await TextAsync(world, story["invoice"], "payment_state"), await AmountAsync(world, story["invoice"], "amount_residual")));
        await story.PaidByBankTransfer("invoice", payment: "rest").RunAsync(Token);

        Assert.Equal(("paid", 0.00m), (await TextAsync(world, story["invoice"], "payment_state"), await AmountAsync(world, story["invoice"], "amount_residual")));
        Assert.Equal("canceled", (await ReadAsync(world, "account.payment", story["first"], "state"))!.GetValue<string>());
        Assert.Equal(100.00m, (await ReadAsync(world, "account.payment", story["rest"], "amount"))!.GetValue<decimal>());
    }

    [Fact]
    public async Task EditedByAPerson_Draft_HasTheNewTotal()
    {
        await using var world = await EmulatorClient.StartAsync(socket: false);

        var story = await world.Emulator.Scenario().Customer("Northpeak").Draft("draft", "Northpeak", 100m, taxPercent: 6).EditedByAPerson("draft", 90m).RunAsync(Token);

        Assert.Equal(("draft", 95.40m), (await TextAsync(world, story["draft"], "state"), await AmountAsync(world, story["draft"], "amount_total")));
    }

    [Fact]
    public async Task Amended_Subscription_HasTheNewTermsAndArchivedCustomersAreHidden()
    {
        await using var world = await EmulatorClient.StartAsync(socket: false, new OdooEmulatorOptions { EnterpriseSubscriptions = true });

        var story = await world.Emulator.Scenario().Customer("Northpeak").Subscription("contract", "Northpeak", 5m, 10m, plan: "Monthly").Amended("contract", 7m, 9m).Archived("Northpeak").RunAsync(Token);

        Assert.Equal(63.00m, (await ReadAsync(world, "sale.order", story["contract"], "amount_untaxed"))!.GetValue<decimal>());
        Assert.Equal("3_progress", (await ReadAsync(world, "sale.order", story["contract"], "subscription_state"))!.GetValue<string>());
        Assert.Equal(0, await world.CountPartnersAsync("Northpeak"));
    }

    [Fact]
    public async Task Given_ARecordOfTheFlow_GoesOnWithIt()
    {
        await using var world = await EmulatorClient.StartAsync(socket: false);
        await world.CallAsync("res.partner", "load", [new JsonArray("id", "name"), new JsonArray(new JsonArray("oc_test.customer_1", "Northpeak"))]);

        var story = await world.Emulator.Scenario().Given("customer", "oc_test.customer_1").Draft("draft", "customer", 100m, externalId: "oc_test.invoice_1").RunAsync(Token);
        var same = await world.Emulator.Scenario().Given("draft", "account.move", story["draft"]).Posted("draft").RunAsync(Token);

        Assert.Equal("posted", await TextAsync(world, same["draft"], "state"));
        Assert.Equal(same["draft"], (await world.CallAsync("ir.model.data", "check_object_reference", ["oc_test", "invoice_1"]))![1]!.GetValue<long>());
    }

    [Fact]
    public async Task Steps_MeetNoFaultAndAreNoCalls()
    {
        await using var world = await EmulatorClient.StartAsync(socket: false);
        world.Emulator.OnCall = _ => EmulatorFault.DropRequest;
        world.Emulator.Latency = _ => TimeSpan.FromHours(1);

        var story = await world.Emulator.Scenario().Customer("Northpeak").RunAsync(Token);

        Assert.True(story["Northpeak"] > 0);
        Assert.Empty(world.Emulator.Calls);
    }

    [Fact]
    public async Task Step_ThatOdooRefuses_SaysWhichAndWhy()
    {
        await using var world = await EmulatorClient.StartAsync(socket: false);
        var story = world.Emulator.Scenario().Customer("Northpeak").Invoice("invoice", "Northpeak", 100m).Posted("invoice").Archived("Northpeak");

        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => story.RunAsync(Token));
        var unknown = await Assert.ThrowsAsync<InvalidOperationException>(() => story.Archived("nobody").RunAsync(Token));

        Assert.Matches(@"^The step 'Posted invoice' failed: The entry INV/\d+/\d+ \(id \d+\) must be in draft\.$", refused.Message);
        Assert.Equal("The step 'Archived nobody' failed: No step that has run made 'nobody'; there is Northpeak, invoice.", unknown.Message);
        Assert.Equal(1, await world.CountPartnersAsync("Northpeak"));
        await Assert.ThrowsAsync<OperationCanceledException>(() => story.Archived("Northpeak").RunAsync(new CancellationToken(canceled: true)));
    }

    private static async Task<JsonNode?> ReadAsync(EmulatorClient world, string model, long id, string field) =>
        (await world.CallAsync(model, "read", [new JsonArray(id), new JsonArray(field)]))![0]![field];

    private static async Task<string> TextAsync(EmulatorClient world, long move, string field) => (await ReadAsync(world, "account.move", move, field))!.GetValue<string>();

    private static async Task<decimal> AmountAsync(EmulatorClient world, long move, string field) => (await ReadAsync(world, "account.move", move, field))!.GetValue<decimal>();
}
