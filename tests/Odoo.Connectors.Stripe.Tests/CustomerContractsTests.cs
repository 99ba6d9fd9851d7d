using System.Text.Json.Nodes;
using Odoo.Connectors.Model;

namespace Odoo.Connectors.Stripe.Tests;

/// <summary>All subscriptions of a customer, which its account is summed up of.</summary>
public sealed class CustomerContractsTests
{
    private static JsonObject Subscription(string id, string status)
    {
        JsonObject subscription = new Story("plain").ObjectOf("subscription.created");
        (subscription["id"], subscription["status"]) = (id, status);
        return subscription;
    }

    /// <summary>Stripe leaves out the canceled ones unless it is asked for all.</summary>
    [Fact]
    public async Task ReadAsync_OfACustomer_FollowsItsSubscriptionsAndTheirItemsToTheEnd()
    {
        JsonObject first = Subscription("sub_1", "active");
        JsonObject more = (JsonObject)first["items"]!["data"]![0]!.DeepClone();
        more["id"] = "si_2";
        first["items"]!["has_more"] = true;
        StubHandler handler = new(request => (200, request.RequestUri!.PathAndQuery switch
        {
            "/v1/subscriptions?customer=cus_1&status=all&limit=100" => List(true, first),
            "/v1/subscriptions?customer=cus_1&status=all&limit=100&starting_after=sub_1" => List(false, Subscription("sub_2", "canceled")),
            "/v1/subscription_items?subscription=sub_1&limit=100&starting_after=si_PL000000000001" => List(false, more),
            string other => throw new InvalidOperationException(other),
        }));
        await using Rig rig = new(handler: handler);

        CustomerContracts read = await rig.ReadAsync<CustomerContracts>(RecordKinds.CustomerContracts, "cus_1");

        Assert.True(read.IsComplete);
        Assert.Equal(["stripe/contract/sub_1 Active 2", "stripe/contract/sub_2 Ended 1"], read.Contracts.Select(c => $"{c.Ref} {c.Status} {c.Terms.Count}"));

        // 1776330000 is 2026-04-16 09:00 UTC.
        Assert.Equal(new DateTimeOffset(2026, 4, 16, 9, 0, 0, TimeSpan.Zero), read.Contracts[0].RenewsAt);
    }

    /// <summary>A tiered price has no amount per unit: it keeps nobody from the others, and says that no sum is to be made.</summary>
    [Fact]
    public async Task Decode_OfOneThatCannotBeStated_TellsTheOthersAndThatItIsNotAll()
    {
        JsonObject tiered = Subscription("sub_2", "active");
        JsonNode price = tiered["items"]!["data"]![0]!["price"]!;
        (price["unit_amount"], price["unit_amount_decimal"]) = (null, null);
        await using Rig rig = new();

        CustomerContracts read = rig.Decode<CustomerContracts>(RecordKinds.CustomerContracts, new JsonObject { ["subscriptions"] = new JsonArray(tiered, Subscription("sub_3", "active")) });

        Assert.Equal(("sub_3", false), (Assert.Single(read.Contracts).Ref.Id, read.IsComplete));
        JsonObject unknown = new() { ["subscriptions"] = new JsonArray(Subscription("sub_4", "hibernating")) };
        Assert.Equal(ErrorKind.Protocol, rig.DecodeFails(RecordKinds.CustomerContracts, unknown).Kind);
    }

    /// <summary>What it costs is not known from the subscription: no sum is made of it.</summary>
    [Fact]
    public async Task Decode_OfOneWithATieredPrice_IsNoSum()
    {
        JsonObject tiered = Subscription("sub_2", "active");
        JsonNode price = tiered["items"]!["data"]![0]!["price"]!;
        (price["billing_scheme"], price["unit_amount"], price["unit_amount_decimal"]) = ("tiered", null, null);
        await using Rig rig = new();

        CustomerContracts read = rig.Decode<CustomerContracts>(RecordKinds.CustomerContracts, new JsonObject { ["subscriptions"] = new JsonArray(tiered) });

        Assert.Equal((1, false), (read.Contracts.Count, read.IsComplete));
    }

    [Fact]
    public async Task RenewsAt_OfItemsWithPeriodsOfTheirOwn_IsTheFirst()
    {
        JsonObject subscription = Subscription("sub_1", "active");
        JsonObject yearly = (JsonObject)subscription["items"]!["data"]![0]!.DeepClone();
        yearly["current_period_end"] = 1_804_928_400;
        subscription["items"]!["data"]!.AsArray().Insert(0, yearly);
        await using Rig rig = new();
        Assert.Equal(DateTimeOffset.FromUnixTimeSeconds(1_776_330_000), rig.Decode<Contract>(RecordKinds.Contract, subscription).RenewsAt);
        foreach (JsonNode? item in subscription["items"]!["data"]!.AsArray())
        {
            item!.AsObject().Remove("current_period_end");
        }

        Assert.Null(rig.Decode<Contract>(RecordKinds.Contract, subscription).RenewsAt);
    }

    private static string List(bool hasMore, JsonObject element) =>
        new JsonObject { ["object"] = "list", ["has_more"] = hasMore, ["data"] = new JsonArray(element.DeepClone()) }.ToJsonString();
}
