using Odoo.Connectors.Model;

namespace Odoo.Connectors.HubSpot.Tests;

/// <summary>Customers of another system, from their events to the portal's records, through the engine.</summary>
public sealed class MasteredTests
{
    /// <summary>Two events on two lanes make one customer: one of them makes the company, the other finds it.</summary>
    [Theory]
    [InlineData("BE 0477.472.701", null, "0477472701", null, 1)]
    [InlineData(null, "https://www.northpeak.example/shop", null, "northpeak.example", 1)]
    [InlineData(null, "https://facebook.com/north", null, "https://facebook.com/south", 2)]
    [InlineData("BE 0477.472.701", "northpeak.example", "BE0403170701", "northpeak.example", 1)]
    public async Task TwoLanes_OneCustomer_IsOneCompany(string? vat, string? site, string? otherVat, string? otherSite, int companies)
    {
        await using MasteredWorld world = new();
        await world.SetUpAsync();

        await world.TellAsync(Customer("cus_1", vat, site), Customer("cus_2", otherVat, otherSite));

        Assert.Equal(companies, world.Emulator.Ids("companies").Count);
        string? first = await world.LinkAsync(Ref("cus_1"), "customer"), second = await world.LinkAsync(Ref("cus_2"), "customer");
        // Two VAT numbers at one domain are two customers, or one whose number was mistyped: a person says which, and until then there is one.
        bool isAsked = otherVat is not null && otherSite is not null;
        Assert.Equal(isAsked ? 1 : 0, (await world.CasesAsync()).Count);
        Assert.Equal(companies == 1 && !isAsked, first == second);
    }

    [Fact]
    public async Task TwoLanes_OneValueOfAConfiguredKey_IsOneCompany()
    {
        await using MasteredWorld world = new(o => o.MatchKeys.Add("registry"));
        await world.SetUpAsync();
        CustomFields registry = new(new Dictionary<string, string?> { ["registry"] = "HRB 1234" });

        await world.TellAsync(Customer("cus_1", null, null) with { Custom = registry }, Customer("cus_2", null, null) with { Custom = registry });

        Assert.Single(world.Emulator.Ids("companies"));
    }

    /// <summary>The company is being made, its answer is lost, and another lane makes the same customer.</summary>
    [Fact]
    public async Task TwoLanes_AnswerToTheFirstLost_IsOneCompany()
    {
        await using MasteredWorld world = new();
        await world.SetUpAsync();
        int calls = 0;
        world.Emulator.OnCall = c => c.Path.EndsWith("/batch/upsert", StringComparison.Ordinal) && calls++ == 0 ? Testing.EmulatorFault.DropReply : Testing.EmulatorFault.None;

        await world.TellAsync(Customer("cus_1", "BE0477472701", null), Customer("cus_2", "BE0477472701", null));

        Assert.Single(world.Emulator.Ids("companies"));
        Assert.True(calls > 1, "No answer was lost.");
        Assert.Empty(await world.CasesAsync());
    }

    /// <summary>Nobody told of the merge: the write to the old id finds out, and the map knows with its outcome.</summary>
    [Fact]
    public async Task Customer_WhoseCompanyWasMergedAway_IsTheSurvivorFromThenOn()
    {
        await using MasteredWorld world = new();
        await world.SetUpAsync();
        await world.TellAsync(Customer("cus_1", null, null));
        string survivor = world.Emulator.Merge("companies", world.Emulator.Create("companies", ("name", "North Peak")), (await world.LinkAsync(Ref("cus_1"), "customer"))!);

        await world.TellAsync(Customer("cus_1", null, null) with { Name = "NorthPeak AG" });

        Assert.Equal(survivor, await world.LinkAsync(Ref("cus_1"), "customer"));
        Assert.Equal("NorthPeak AG", (string?)world.Emulator.Find("companies", survivor)!["properties"]!["name"]);
    }

    [Fact]
    public async Task Contacts_OfACustomer_AreLinkedEach()
    {
        await using MasteredWorld world = new();
        await world.SetUpAsync();
        Customer customer = Customer("cus_1", null, null);
        await world.TellAsync(customer);

        await world.TellAsync(customer with { Contacts = [Person("p_1", "Nora Peak"), Person("p_2", "Ole Berg")] });

        string?[] linked = [await world.LinkAsync(new("billing", RecordKinds.Contact, "p_1"), "contact"), await world.LinkAsync(new("billing", RecordKinds.Contact, "p_2"), "contact")];
        Assert.Equal(["Peak", "Berg"], linked.Select(id => (string?)world.Emulator.Find("contacts", id!)!["properties"]!["lastname"]));
        Assert.Equal(2, world.Emulator.Ids("contacts").Count);
        Assert.Empty(await world.CasesAsync());
    }

    /// <summary>The company is made in the same breath: the contacts find it when they are sent, however long its answer took.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Contacts_OfANewCustomer_FollowTheCompanyThatIsMadeForIt(bool isAnswerLost)
    {
        await using MasteredWorld world = new();
        await world.SetUpAsync();
        int lost = 0;
        world.Emulator.OnCall = c => isAnswerLost && c.Path.EndsWith("/companies/batch/upsert", StringComparison.Ordinal) && lost++ == 0 ? Testing.EmulatorFault.DropReply : Testing.EmulatorFault.None;

        await world.TellAsync(Customer("cus_1", null, null) with { Contacts = [Person("p_1", "Nora Peak"), Person("p_2", "Ole Berg")] });

        Assert.Empty(await world.CasesAsync());
        string company = Assert.Single(world.Emulator.Ids("companies"));
        string?[] linked = [await world.LinkAsync(new("billing", RecordKinds.Contact, "p_1"), "contact"), await world.LinkAsync(new("billing", RecordKinds.Contact, "p_2"), "contact")];
        Assert.Equal(["Peak", "Berg"], linked.Select(id => (string?)world.Emulator.Find("contacts", id!)!["properties"]!["lastname"]));
        Assert.Equal([company, company], await Task.WhenAll(linked.Select(world.CompanyOfAsync)));
    }

    private static Contact Person(string id, string name) => new() { Ref = new ExternalRef("billing", RecordKinds.Contact, id), Name = name };

    private static ExternalRef Ref(string id) => new("billing", RecordKinds.Customer, id);

    private static Customer Customer(string id, string? vat, string? site) =>
        new() { Ref = Ref(id), Name = "NorthPeak", VatNumber = vat, Website = site, BillingAddress = new Address { Country = "BE" } };
}
