using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;

namespace Odoo.Connectors.Tests;

/// <summary>Several deals, several accounts, one company: one customer.</summary>
public sealed class OneCustomerTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task TwoWonDeals_OfOneAccountAtOnce_OneCustomerTwoContracts(bool effectAction)
    {
        await using StoryWorld world = await StoryWorld.StartAsync("plain", effectAction);
        PutCrm(world);
        world.Emulators.Salesforce.Put(SecondDeal(world, account: null));
        await world.DrainAsync();
        Assert.Equal((1, 2), (await CustomersAsync(world), await world.CountAsync("sale.order")));
        Assert.Empty(await world.CasesAsync());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task TwoAccounts_OfOneDomainAtOnce_OneCustomerTwoContracts(bool effectAction)
    {
        await using StoryWorld world = await StoryWorld.StartAsync("plain", effectAction);
        PutCrm(world);
        PutSecondAccount(world);
        await world.DrainAsync();
        Assert.Equal((1, 2), (await CustomersAsync(world), await world.CountAsync("sale.order")));
        Assert.Equal(1, await world.CountAsync("res.partner", new JsonArray("name", "=", (string)Step(world, "Account")["Name"]!)));
        Assert.Empty(await world.CasesAsync());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task TwoAccounts_StoreLostAndOtherOneFirst_StillOneCustomer(bool effectAction)
    {
        await using StoryWorld world = await StoryWorld.StartAsync("plain", effectAction);
        PutCrm(world);
        await world.DrainAsync();
        await world.LoseStoreAsync();
        PutSecondAccount(world);
        await world.DrainAsync();
        Assert.Equal((1, 2), (await CustomersAsync(world), await world.CountAsync("sale.order")));
        Assert.Empty(await world.CasesAsync());
    }

    [Fact]
    public async Task Partner_OfTheSameDomainWithAnotherVatNumber_IsACaseAndNotAdopted()
    {
        await using StoryWorld world = await StoryWorld.StartAsync(
            "plain", effectAction: true, more: s => s.Configure<Salesforce.SalesforceOptions>("salesforce", o => o.VatField = "VAT_Number__c"));
        world.Emulators.Salesforce.DeclareField("Account", "VAT_Number__c");
        using Samples.LeadToCash.JsonRpc odoo = world.OpenOdoo();
        await odoo.CallAsync("res.partner", "create", [new JsonObject { ["name"] = "The German sister", ["is_company"] = true, ["website"] = Website(world), ["vat"] = "DE123456788" }]);
        PutCrm(world);
        JsonObject account = Step(world, "Account");
        account["VAT_Number__c"] = "BE0477472701";
        world.Emulators.Salesforce.Put(account);
        await world.DrainAsync();
        Assert.Equal("ambiguous-match", Assert.Single(await world.CasesAsync()).Reason.Cause);
        Assert.Equal(0, await world.CountAsync("sale.order"));
    }

    [Fact]
    public async Task Customer_InOdooBeforeUs_IsAdoptedAndNotDoubled()
    {
        await using StoryWorld world = await StoryWorld.StartAsync("plain", effectAction: true);
        using Samples.LeadToCash.JsonRpc odoo = world.OpenOdoo();
        long there = (long)(await odoo.CallAsync("res.partner", "create", [new JsonObject { ["name"] = "Entered by hand", ["is_company"] = true, ["website"] = Website(world) }]))!;
        PutCrm(world);
        await world.DrainAsync();
        JsonArray orders = await odoo.SearchReadAsync("sale.order", [], "partner_id");
        Assert.Equal(there, (long)Assert.Single(orders)!["partner_id"]![0]!);
        JsonArray partner = await odoo.SearchReadAsync("res.partner", [new JsonArray("id", "=", there)], "name");
        Assert.Equal((string)Step(world, "Account")["Name"]!, (string)Assert.Single(partner)!["name"]!);
        Assert.Empty(await world.CasesAsync());
    }

    private static string Website(StoryWorld world) => (string)Step(world, "Account")["Website"]!;

    private static async Task<int> CustomersAsync(StoryWorld world) =>
        await world.CountAsync("res.partner", new JsonArray("website", "!=", false), new JsonArray("parent_id", "=", false));

    private static void PutCrm(StoryWorld world)
    {
        foreach (string type in (string[])["Account", "Contact", "Opportunity"])
        {
            world.Emulators.Salesforce.Put(Step(world, type));
        }
    }

    private static void PutSecondAccount(StoryWorld world)
    {
        JsonObject account = Step(world, "Account");
        account["Id"] = Checked("001Pl0000000002");
        account["Name"] = "Kanaal Fietsen (sales team north)";
        world.Emulators.Salesforce.Put(account);
        world.Emulators.Salesforce.Put(SecondDeal(world, (string)account["Id"]!));
    }

    private static JsonObject SecondDeal(StoryWorld world, string? account)
    {
        JsonObject deal = Step(world, "Opportunity");
        deal["Id"] = Checked("006Pl0000000002");
        deal["AccountId"] = account ?? (string)deal["AccountId"]!;
        deal.Remove("Account");
        int line = 1;
        foreach (JsonNode? item in (JsonArray)deal["OpportunityLineItems"]!["records"]!)
        {
            item!["Id"] = Checked($"00kPl000000002{line++}");
        }

        return deal;
    }

    /// <summary>Salesforce's checksum: of each five characters a letter that tells which are capitals.</summary>
    private static string Checked(string id)
    {
        const string Letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345";
        return id + string.Concat(Enumerable.Range(0, 3).Select(part =>
            Letters[Enumerable.Range(0, 5).Where(i => char.IsAsciiLetterUpper(id[(part * 5) + i])).Sum(i => 1 << i)]));
    }

    private static JsonObject Step(StoryWorld world, string type) => world.Story.Steps.First(s => s.System == "salesforce" && s.What == type).Json;
}
