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

    /// <summary>The anchor was set to now in the middle of a month; by itself a new period begins where the old one ends.</summary>
    [Theory]
    [InlineData(true, "month", "month", AmendmentKind.EarlyRenewal)]
    [InlineData(false, "month", "month", null)] // an ordinary renewal names no anchor
    [InlineData(true, "month", "year", null)] // another plan begins a period of its own
    public async Task Event_OfATermThatBeginsBeforeTheOldOneEnds_IsAnEarlyRenewal(bool anchored, string was, string becomes, AmendmentKind? expected)
    {
        Contract told = await ChangeAsync(
            s =>
            {
                foreach (JsonNode? item in (JsonArray)s["items"]!["data"]!)
                {
                    (item!["current_period_start"], item["current_period_end"]) = (End, End + 2_592_000);
                    item["price"]!["recurring"]!["interval"] = becomes;
                }
            },
            s =>
            {
                JsonNode items = s["items"]!.DeepClone();
                foreach (JsonNode? item in (JsonArray)items["data"]!)
                {
                    (item!["current_period_start"], item["current_period_end"]) = (End - 1_000_000, End + 1_592_000);
                    item["price"]!["recurring"]!["interval"] = was;
                }

                JsonObject previous = new() { ["items"] = items };
                if (anchored)
                {
                    previous["billing_cycle_anchor"] = End - 1_000_000;
                }

                return previous;
            });
        Assert.Equal((End, End + 2_592_000), (told.TermStartsAt!.Value.ToUnixTimeSeconds(), told.RenewsAt!.Value.ToUnixTimeSeconds()));
        Assert.Equal(expected, told.Amendments.SingleOrDefault()?.Kind);
        Assert.Equal(expected is null ? null : End + 1_592_000, told.Amendments.SingleOrDefault()?.TermEndsAtBefore?.ToUnixTimeSeconds());
    }

    [Fact]
    public async Task Event_ThatTellsAChange_IsNamedByIt() =>
        Assert.StartsWith("evt_", Assert.Single((await ChangeAsync(s => s["cancel_at"] = End, new JsonObject { ["cancel_at"] = null })).Amendments).Event, StringComparison.Ordinal);

    private static Task<Contract> ChangeAsync(Action<JsonObject> now, JsonObject previous) => ChangeAsync(now, _ => previous);

    private static async Task<Contract> ChangeAsync(Action<JsonObject> now, Func<JsonObject, JsonObject> previous)
    {
        await using Rig rig = new();
        JsonObject evt = Payloads.Of("event_customer_subscription_updated_past_due");
        JsonObject subscription = (JsonObject)evt["data"]!["object"]!;
        subscription["status"] = "active";
        now(subscription);
        evt["data"]!["previous_attributes"] = previous(subscription);
        return Assert.IsType<Contract>(rig.Change(evt).Record);
    }
}
