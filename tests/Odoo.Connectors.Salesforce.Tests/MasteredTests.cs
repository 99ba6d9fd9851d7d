using Odoo.Connectors.Model;

namespace Odoo.Connectors.Salesforce.Tests;

/// <summary>Customers of another system, from their events to the organisation's records, through the engine.</summary>
public sealed class MasteredTests
{
    /// <summary>Two events on two lanes make one customer: one of them makes the account, the other finds it.</summary>
    [Theory]
    [InlineData("VAT number and country", "BE 0477.472.701", null, "0477472701", null)]
    [InlineData("domain", null, "https://www.northpeak.example/shop", null, "northpeak.example")]
    public async Task TwoLanes_OneCustomer_IsOneAccount(string by, string? vat, string? site, string? otherVat, string? otherSite)
    {
        await using MasteredWorld world = new();

        await world.TellAsync(Customer("cus_1", vat, site), Customer("cus_2", otherVat, otherSite));

        string account = Assert.Single(world.Emulator.Ids("Account"));
        Assert.True(by.Length > 0);
        Assert.Equal((account, account), (await world.LinkAsync(Ref("cus_1"), "customer"), await world.LinkAsync(Ref("cus_2"), "customer")));
        Assert.Empty(await world.CasesAsync());
    }

    [Fact]
    public async Task TwoLanes_OneValueOfAConfiguredKey_IsOneAccount()
    {
        await using MasteredWorld world = new(o => o.MatchKeys.Add("registry"));
        CustomFields registry = new(new Dictionary<string, string?> { ["registry"] = "HRB 1234" });

        await world.TellAsync(Customer("cus_1", null, null) with { Custom = registry }, Customer("cus_2", null, null) with { Custom = registry });

        Assert.Single(world.Emulator.Ids("Account"));
    }

    [Fact]
    public async Task TwoLanes_OnlyASharedDomain_AreTwoAccounts()
    {
        await using MasteredWorld world = new();

        await world.TellAsync(Customer("cus_1", null, "https://facebook.com/north"), Customer("cus_2", null, "https://facebook.com/south"));

        Assert.Equal(2, world.Emulator.Ids("Account").Count);
        Assert.Empty(await world.CasesAsync());
    }

    /// <summary>The contacts go with the account that is made in the same breath; each is a record of its own, here and there.</summary>
    [Fact]
    public async Task Contacts_OfANewCustomer_AreLinkedEachAndWrittenOnceUntilSomethingChanges()
    {
        await using MasteredWorld world = new();
        Customer customer = Customer("cus_1", null, null) with { Contact = Person("p_1", "Nora Peak"), Contacts = [Person("p_2", "Ole Berg")] };

        await world.TellAsync(customer);
        string account = Assert.Single(world.Emulator.Ids("Account"));
        string? nora = await world.LinkAsync(customer.Contact.Ref, "contact"), ole = await world.LinkAsync(customer.Contacts[0].Ref, "contact");
        await world.TellAsync(customer);
        int writes = Writes(world);
        await world.TellAsync(customer);
        int unchanged = Writes(world);
        await world.TellAsync(customer with { Contact = customer.Contact with { Email = "nora@northpeak.example" } });

        Assert.Equal([nora!, ole!], world.Emulator.Ids("Contact"));
        Assert.Equal(account, await world.LinkAsync(Ref("cus_1"), "customer"));
        Assert.Equal((account, "Berg"), ((string?)world.Emulator.Find("Contact", ole!)!["AccountId"], (string?)world.Emulator.Find("Contact", ole!)!["LastName"]));
        Assert.Equal(writes, unchanged);
        Assert.Equal(writes + 1, Writes(world));
        Assert.Equal("nora@northpeak.example", (string?)world.Emulator.Find("Contact", nora!)!["Email"]);
        Assert.Empty(await world.CasesAsync());
    }

    private static int Writes(MasteredWorld world) => world.Emulator.Calls.Count(c => c.Method == "PATCH");

    private static Contact Person(string id, string name) => new() { Ref = new ExternalRef("billing", RecordKinds.Contact, id), Name = name };

    private static ExternalRef Ref(string id) => new("billing", RecordKinds.Customer, id);

    private static Customer Customer(string id, string? vat, string? site) =>
        new() { Ref = Ref(id), Name = "NorthPeak", VatNumber = vat, Website = site, BillingAddress = new Address { Country = "BE" } };
}
