using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;
using Odoo.Connectors.Testing.Tests.Runner;

namespace Odoo.Connectors.Testing.Tests;

/// <summary>The simulated sale_subscription. The states are those that Odoo's user documentation shows after each step.</summary>
public sealed class SubscriptionTests
{
    private static readonly string[] s_fields = ["is_subscription", "subscription_state", "start_date", "next_invoice_date", "end_date"];

    [Fact]
    public async Task FieldsGet_OnCommunity_HasNoSubscriptionFields()
    {
        await using var world = await EmulatorClient.StartAsync(socket: false);

        Assert.Empty(await FieldsAsync(world));
        var plans = await world.Wire.CallAsync("admin", "sale.subscription.plan", "search_read", [new JsonArray()]);
        Assert.Equal("Object sale.subscription.plan doesn't exist", plans["error"]!["message"]!.GetValue<string>());
    }

    [Fact]
    public async Task FieldsGet_WithSubscriptions_HasThem()
    {
        await using var world = await StartAsync();

        Assert.Equal(s_fields.Append("plan_id").Order(), (await FieldsAsync(world)).Select(f => f.Key).Order());
    }

    [Fact]
    public async Task Plan_OnAQuotation_MakesASubscriptionThatConfirmationStarts()
    {
        await using var world = await StartAsync();
        var order = await OrderAsync(world, new JsonObject { ["plan_id"] = await PlanAsync(world, "Monthly") });

        AssertSubscription(await ReadAsync(world, order), true, "1_draft", null, null);
        await world.CallAsync("sale.order", "action_confirm", [new JsonArray(order)]);

        AssertSubscription(await ReadAsync(world, order), true, "3_progress", "2026-11-29", "2026-11-29");
    }

    [Fact]
    public async Task Confirm_WithGivenDates_KeepsThem()
    {
        await using var world = await StartAsync();
        var order = await OrderAsync(world, new JsonObject { ["plan_id"] = await PlanAsync(world, "Yearly"), ["start_date"] = "2026-12-01", ["next_invoice_date"] = "2027-01-01", ["end_date"] = "2027-11-30" });

        await world.CallAsync("sale.order", "action_confirm", [new JsonArray(order)]);

        var read = await ReadAsync(world, order);
        AssertSubscription(read, true, "3_progress", "2026-12-01", "2027-01-01");
        Assert.Equal("2027-11-30", read["end_date"]!.GetValue<string>());
    }

    [Fact]
    public async Task State_OfASubscription_IsPausedAndClosedByWriting()
    {
        await using var world = await StartAsync();
        var order = await OrderAsync(world, new JsonObject { ["plan_id"] = await PlanAsync(world, "Monthly") });
        await world.CallAsync("sale.order", "action_confirm", [new JsonArray(order)]);
        var reason = await world.CallAsync("sale.order.close.reason", "search", [new JsonArray()]);

        await world.CallAsync("sale.order", "write", [new JsonArray(order), new JsonObject { ["subscription_state"] = "4_paused" }]);
        Assert.Equal("4_paused", (await ReadAsync(world, order))["subscription_state"]!.GetValue<string>());
        await world.CallAsync("sale.order", "write", [new JsonArray(order), new JsonObject { ["subscription_state"] = "6_churn", ["close_reason_id"] = reason![0]!.DeepClone() }]);

        Assert.Equal("6_churn", (await ReadAsync(world, order))["subscription_state"]!.GetValue<string>());
        var paused = await world.CallAsync("sale.order", "search", [new JsonArray(new JsonArray("is_subscription", "=", true), new JsonArray("subscription_state", "=", "4_paused"))]);
        Assert.Empty(paused!.AsArray());
    }

    [Fact]
    public async Task Order_WithoutAPlan_StaysAnOrdinaryOne()
    {
        await using var world = await StartAsync();
        var order = await OrderAsync(world, []);
        await world.CallAsync("sale.order", "action_confirm", [new JsonArray(order)]);

        AssertSubscription(await ReadAsync(world, order), false, null, null, null);
    }

    [Fact]
    public async Task Line_OfARecurringProduct_IsRecurringUnderAPlanOnly()
    {
        await using var world = await StartAsync();
        var plain = await OrderAsync(world, []);
        var planned = await OrderAsync(world, new JsonObject { ["plan_id"] = await PlanAsync(world, "Monthly") });

        Assert.False(await LineAsync(world, plain));
        Assert.True(await LineAsync(world, planned));
    }

    private static Task<EmulatorClient> StartAsync() => EmulatorClient.StartAsync(socket: false, new OdooEmulatorOptions
    {
        EnterpriseSubscriptions = true,
        TimeProvider = new FakeTimeProvider(new DateTimeOffset(2026, 11, 29, 10, 0, 0, TimeSpan.Zero)),
    });

    private static async Task<JsonObject> FieldsAsync(EmulatorClient world) =>
        (await world.CallAsync("sale.order", "fields_get", [new JsonArray([.. s_fields.Append("plan_id").Select(f => (JsonNode)f)])]))!.AsObject();

    private static async Task<long> PlanAsync(EmulatorClient world, string name) =>
        (await world.CallAsync("sale.subscription.plan", "search", [new JsonArray(new JsonArray("name", "=", name))]))![0]!.GetValue<long>();

    private static async Task<long> OrderAsync(EmulatorClient world, JsonObject vals)
    {
        var partner = await world.CallAsync("res.partner", "create", [new JsonObject { ["name"] = "Northpeak" }]);
        var product = await world.CallAsync("product.product", "search", [new JsonArray(new JsonArray("default_code", "=", "CONTRACT-SEAT"))]);
        vals["partner_id"] = partner!.DeepClone();
        vals["order_line"] = new JsonArray(new JsonArray(0, 0, new JsonObject { ["product_id"] = product![0]!.DeepClone() }));
        return (await world.CallAsync("sale.order", "create", [vals]))!.GetValue<long>();
    }

    private static async Task<JsonObject> ReadAsync(EmulatorClient world, long order) =>
        (await world.CallAsync("sale.order", "read", [new JsonArray(order), new JsonArray([.. s_fields.Select(f => (JsonNode)f)])]))![0]!.AsObject();

    private static async Task<bool> LineAsync(EmulatorClient world, long order) =>
        (await world.CallAsync("sale.order.line", "search_read", [new JsonArray(new JsonArray("order_id", "=", order)), new JsonArray("recurring_invoice")]))![0]!["recurring_invoice"]!.GetValue<bool>();

    private static void AssertSubscription(JsonObject read, bool isSubscription, string? state, string? start, string? next)
    {
        Assert.Equal(isSubscription, read["is_subscription"]!.GetValue<bool>());
        Assert.Equal((Text(state), Text(start), Text(next)), (read["subscription_state"]!.ToJsonString(), read["start_date"]!.ToJsonString(), read["next_invoice_date"]!.ToJsonString()));
    }

    private static string Text(string? value) => value is null ? "false" : $"\"{value}\"";
}
