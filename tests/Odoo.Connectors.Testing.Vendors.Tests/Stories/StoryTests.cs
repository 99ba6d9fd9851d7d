using System.Text.Json.Nodes;

namespace Odoo.Connectors.Testing.Vendors.Tests;

public sealed class StoryTests
{
    public static TheoryData<string> Stories => [.. Story.Names];

    [Theory]
    [MemberData(nameof(Stories))]
    public void Steps_Names_CountUpAndTellTheirPayload(string name)
    {
        Story story = Story.Read(name);

        for (int place = 0; place < story.Steps.Count; place++)
        {
            (string step, JsonObject payload) = story.Steps[place];
            string what = payload["object"]?.GetValue<string>() switch
            {
                null => $"salesforce-{payload["attributes"]!["type"]!.GetValue<string>()}",
                "event" => $"stripe-event-{payload["type"]!.GetValue<string>()}",
                var kind => $"stripe-{kind}",
            };
            Assert.Equal($"{place + 1:D2}-{what}", step);
        }
    }

    [Theory]
    [MemberData(nameof(Stories))]
    public void Steps_Payloads_AreOfTheSandboxAndThePinnedVersion(string name)
    {
        JsonObject[] fromStripe = [.. Story.Read(name).Steps.Select(step => step.Payload).Where(payload => payload["object"] is not null)];

        Assert.All(fromStripe, payload => Assert.False(payload["livemode"]!.GetValue<bool>()));
        Assert.All(
            fromStripe.Where(payload => payload["object"]!.GetValue<string>() == "event"),
            evt => Assert.Equal("2026-10-28.endive", evt["api_version"]!.GetValue<string>()));
    }

    [Fact]
    public void Stories_Ids_AreOfOneStoryOnly()
    {
        string[] ids = [.. Story.Names.SelectMany(name => Story.Read(name).Steps
            .Select(step => (step.Payload["data"]?["object"]?["id"] ?? step.Payload["id"] ?? step.Payload["Id"])!.GetValue<string>())
            .Distinct())];

        Assert.Equal(ids.Length, ids.Distinct(StringComparer.OrdinalIgnoreCase).Count());
    }

    [Fact]
    public void YenEarlyPayment_Order_TellsOfThePaymentFirst()
    {
        JsonObject[] events = [.. Story.Read("yen-early-payment").Steps
            .Select(step => step.Payload)
            .Where(payload => payload["type"]?.GetValue<string>().StartsWith("invoice.", StringComparison.Ordinal) is true)];

        Assert.Equal(["invoice.paid", "invoice.finalized"], events.Select(evt => evt["type"]!.GetValue<string>()));
        Assert.True(events[0]["created"]!.GetValue<long>() > events[1]["created"]!.GetValue<long>());
    }

    [Theory]
    [InlineData("plain", "in_PL000000000001", "sub_PL000000000001", "7")]
    [InlineData("inclusive-drift", "in_DR000000000001", "sub_DR000000000001", "1")]
    [InlineData("yen-early-payment", "in_YE000000000001", "sub_YE000000000001", "3")]
    public async Task Play_AllSteps_LeavesTheStateOfTheEnd(string name, string invoice, string subscription, string quantity)
    {
        await using var salesforce = new SalesforceEmulator();
        await using var stripe = new StripeEmulator();
        Story story = Story.Read(name);

        story.Play(salesforce, stripe);

        Assert.Equal("paid", stripe.Find(invoice)!["status"]!.GetValue<string>());
        Assert.Equal(quantity, stripe.Find(subscription)!["items"]!["data"]![0]!["quantity"]!.ToString());
        JsonNode order = story.Expect["order"]!;
        JsonObject opportunity = salesforce.Find("Opportunity", order["crm_id"]!.GetValue<string>())!;
        JsonObject account = salesforce.Find("Account", opportunity["AccountId"]!.GetValue<string>())!;
        Assert.Equal(decimal.Parse(order["net"]!.GetValue<string>(), System.Globalization.CultureInfo.InvariantCulture), opportunity["Amount"]!.GetValue<decimal>());
        Assert.Equal(story.Expect["account"]!["name"]!.GetValue<string>(), account["Name"]!.GetValue<string>());
        Assert.Equal(
            account["Id"]!.GetValue<string>(),
            stripe.Find(story.Expect["account"]!["stripe_id"]!.GetValue<string>())!["metadata"]!["crm_account_id"]!.GetValue<string>());
    }
}
