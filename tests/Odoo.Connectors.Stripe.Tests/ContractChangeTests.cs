using System.Text.Json.Nodes;
using Odoo.Connectors.Model;

namespace Odoo.Connectors.Stripe.Tests;

/// <summary>What an event says that a subscription was before becomes an amendment where something that was agreed changed.</summary>
public sealed class ContractChangeTests
{
    private const long End = 1788825600;

    [Fact]
    public async Task Event_ThatSetsAnEnd_TellsTheCancellationToCome()
    {
        Amendment amendment = Assert.Single((await ChangeAsync(s => s["cancel_at"] = End, new JsonObject { ["cancel_at"] = null, ["cancel_at_period_end"] = false })).Amendments);
        Assert.Equal((null, End, null), (amendment.EndsAtBefore, amendment.EndsAtAfter?.ToUnixTimeSeconds(), amendment.StatusAfter));
        Assert.Equal(amendment.Before, amendment.Terms);
    }

    [Fact]
    public async Task Event_ThatTakesTheEndBack_TellsSo()
    {
        Amendment amendment = Assert.Single((await ChangeAsync(s => s["cancel_at"] = null, new JsonObject { ["cancel_at"] = End })).Amendments);
        Assert.Equal((End, null), (amendment.EndsAtBefore?.ToUnixTimeSeconds(), amendment.EndsAtAfter));
    }

    [Theory]
    [InlineData("active", true, false, ContractStatus.Active, ContractStatus.Paused)] // collecting was put on hold
    [InlineData("active", false, true, ContractStatus.Paused, ContractStatus.Active)]
    public async Task Event_ThatHoldsCollecting_TellsPauseAndResume(string status, bool isHeld, bool wasHeld, ContractStatus before, ContractStatus after)
    {
        static JsonNode? Held(bool held) => held ? new JsonObject { ["behavior"] = "void", ["resumes_at"] = null } : null;
        Contract contract = await ChangeAsync(s => (s["status"], s["pause_collection"]) = (status, Held(isHeld)), new JsonObject { ["pause_collection"] = Held(wasHeld) });
        Amendment amendment = Assert.Single(contract.Amendments);
        Assert.Equal((before, after, after), (amendment.StatusBefore, amendment.StatusAfter, contract.Status));
    }

    [Theory]
    [InlineData("active", "paused", ContractStatus.Active, ContractStatus.Paused)]
    [InlineData("paused", "active", ContractStatus.Paused, ContractStatus.Active)]
    [InlineData("active", "canceled", ContractStatus.Active, ContractStatus.Ended)]
    public async Task Event_OfAStatusThatIsAgreed_TellsIt(string before, string after, ContractStatus was, ContractStatus now)
    {
        Amendment amendment = Assert.Single((await ChangeAsync(s => s["status"] = after, new JsonObject { ["status"] = before })).Amendments);
        Assert.Equal((was, now), (amendment.StatusBefore, amendment.StatusAfter));
    }

    /// <summary>A trial that ends, a payment that is late: nobody agreed on anything.</summary>
    [Theory]
    [InlineData("trialing", "active")]
    [InlineData("incomplete", "active")]
    [InlineData("active", "past_due")]
    [InlineData("past_due", "unpaid")]
    public async Task Event_OfAStatusThatPaymentsMake_TellsNoAmendment(string before, string after) =>
        Assert.Empty((await ChangeAsync(s => s["status"] = after, new JsonObject { ["status"] = before })).Amendments);

    private static async Task<Contract> ChangeAsync(Action<JsonObject> now, JsonObject previous)
    {
        await using Rig rig = new();
        JsonObject evt = Payloads.Of("event_customer_subscription_updated_past_due");
        JsonObject subscription = (JsonObject)evt["data"]!["object"]!;
        subscription["status"] = "active";
        now(subscription);
        evt["data"]!["previous_attributes"] = previous;
        return Assert.IsType<Contract>(rig.Change(evt).Record);
    }
}
