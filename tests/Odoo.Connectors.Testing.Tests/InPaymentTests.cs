using System.Text.Json.Nodes;
using Odoo.Connectors.Testing.Tests.Runner;

namespace Odoo.Connectors.Testing.Tests;

/// <summary>Payments with Enterprise's accounting: what is read after each step is recorded (payments-enterprise-simulated).</summary>
public sealed class InPaymentTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Payment_OfAMethodWithoutAccount_LeavesTheResidualAndIsInPayment()
    {
        await using var world = await StartAsync();
        var story = await PaidAsync(world);
        var (invoice, payment) = (story["invoice"], story["payment"]);

        Assert.Equal(
            $$"""[{"id":{{invoice}},"payment_state":"in_payment","amount_residual":100.0,"matched_payment_ids":[{{payment}}],"status_in_payment":"in_payment"}]""",
            await ReadAsync(world, "account.move", invoice, "payment_state", "amount_residual", "matched_payment_ids", "status_in_payment"));
        Assert.Equal(
            $$"""[{"id":{{payment}},"state":"in_process","move_id":false,"outstanding_account_id":false,"is_reconciled":false,"is_matched":false,"invoice_ids":[{{invoice}}],"reconciled_invoice_ids":[{{invoice}}]}]""",
            await ReadAsync(world, "account.payment", payment, "state", "move_id", "outstanding_account_id", "is_reconciled", "is_matched", "invoice_ids", "reconciled_invoice_ids"));
    }

    [Fact]
    public async Task Payment_ThatIsValidated_ChangesNothingAndRejectedOpensTheInvoice()
    {
        await using var world = await StartAsync();
        var story = await PaidAsync(world);

        await world.CallAsync("account.payment", "action_validate", [new JsonArray(story["payment"])]);
        Assert.Equal($$"""[{"id":{{story["invoice"]}},"payment_state":"in_payment","amount_residual":100.0}]""", await ReadAsync(world, "account.move", story["invoice"], "payment_state", "amount_residual"));
        await world.CallAsync("account.payment", "action_reject", [new JsonArray(story["payment"])]);

        Assert.Equal($$"""[{"id":{{story["invoice"]}},"payment_state":"not_paid","amount_residual":100.0}]""", await ReadAsync(world, "account.move", story["invoice"], "payment_state", "amount_residual"));
    }

    [Fact]
    public async Task Payment_OfAMethodWithAnAccount_HasAnEntryAndTheInvoiceIsInPayment()
    {
        await using var world = await StartAsync();
        var account = (await AdminAsync(world, "account.account", "search", [new JsonArray(new JsonArray("account_type", "=", "asset_current"), new JsonArray("reconcile", "=", true))]))[0]!.GetValue<long>();
        var lines = await AdminAsync(world, "account.payment.method.line", "search", [new JsonArray(new JsonArray("journal_id.type", "=", "bank"), new JsonArray("payment_type", "=", "inbound"))]);
        await AdminAsync(world, "account.payment.method.line", "write", [lines, new JsonObject { ["payment_account_id"] = account }]);

        var story = await PaidAsync(world);

        Assert.Equal($$"""[{"id":{{story["invoice"]}},"payment_state":"in_payment","amount_residual":0.0}]""", await ReadAsync(world, "account.move", story["invoice"], "payment_state", "amount_residual"));
        Assert.NotEqual($$"""[{"id":{{story["payment"]}},"move_id":false}]""", await ReadAsync(world, "account.payment", story["payment"], "move_id"));
    }

    [Fact]
    public async Task Payment_OnCommunity_IsPaid()
    {
        await using var world = await EmulatorClient.StartAsync(socket: false);
        var story = await PaidAsync(world);

        Assert.Equal($$"""[{"id":{{story["invoice"]}},"payment_state":"paid","amount_residual":0.0}]""", await ReadAsync(world, "account.move", story["invoice"], "payment_state", "amount_residual"));
    }

    private static Task<EmulatorClient> StartAsync() => EmulatorClient.StartAsync(socket: false, new OdooEmulatorOptions { EnterpriseAccounting = true });

    private static Task<OdooScenario> PaidAsync(EmulatorClient world) =>
        world.Emulator.Scenario().Customer("Northpeak").Invoice("invoice", "Northpeak", 100m, taxPercent: 0).PaidByBankTransfer("invoice").RunAsync(Token);

    private static async Task<JsonNode> AdminAsync(EmulatorClient world, string model, string method, JsonArray positional) =>
        (await world.Wire.CallAsync("admin", model, method, positional, new JsonObject { ["context"] = world.Context }))["result"]!.DeepClone();

    private static async Task<string> ReadAsync(EmulatorClient world, string model, long id, params string[] fields) =>
        (await world.CallAsync(model, "read", [new JsonArray(id), new JsonArray([.. fields.Select(f => (JsonNode)f)])]))!.ToJsonString();
}
