using System.Text.Json.Nodes;

namespace Odoo.Connectors.Testing.Vendors.Tests.Stripe;

public sealed class StripeListTests
{
    /// <summary>Also where no event is kept, which would be an object more.</summary>
    [Fact]
    public async Task Lists_ByAValueThatChanges_AreOfWhatIsSoNow()
    {
        await using var account = new Account(new StripeEmulatorOptions { EventRetention = TimeSpan.Zero });
        Assert.Equal(["prod_SEAT"], await IdsAsync(account, "products?active=true"));

        await account.PostAsync("products/prod_SEAT", ("active", "false"));

        Assert.Empty(await IdsAsync(account, "products?active=true"));
        Assert.Equal(["prod_SEAT"], await IdsAsync(account, "products?active=false"));
    }

    [Fact]
    public async Task Lists_OfTwoFilters_KeepToBoth()
    {
        await using var account = new Account();
        JsonObject one = await account.SubscribeAsync(), byInvoice = await account.SubscribeAsync(("collection_method", "send_invoice"), ("days_until_due", "30"));

        Assert.Equal([byInvoice.Text("id"), one.Text("id")], await IdsAsync(account, $"subscriptions?customer={account.Customer}"));
        Assert.Equal([byInvoice.Text("id")], await IdsAsync(account, $"subscriptions?customer={account.Customer}&collection_method=send_invoice"));
        Assert.Equal([one.Text("id")], await IdsAsync(account, $"subscriptions?collection_method=charge_automatically&customer={account.Customer}"));
        Assert.Empty(await IdsAsync(account, $"subscriptions?customer={account.Customer}&status=canceled"));
    }

    [Fact]
    public async Task ForgetCalls_ThenACall_KeepsItAloneAndCountsOn()
    {
        await using var account = new Account();
        await IdsAsync(account, "products");
        int last = account.Emulator.Calls[^1].Sequence;

        account.Emulator.ForgetCalls();
        Assert.Empty(account.Emulator.Calls);
        await IdsAsync(account, "products");

        Assert.Equal(last + 1, Assert.Single(account.Emulator.Calls).Sequence);
    }

    private static async Task<IEnumerable<string?>> IdsAsync(Account account, string path)
    {
        JsonNode list = JsonNode.Parse(await account.Client.GetStringAsync(new Uri($"/v1/{path}", UriKind.Relative)))!;
        return list["data"]!.AsArray().Select(o => o.Text("id"));
    }
}
