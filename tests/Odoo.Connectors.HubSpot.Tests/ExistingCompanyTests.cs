using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.HubSpot.Tests;

/// <summary>Customers of another system whose companies are in HubSpot already, linked to nothing.</summary>
public sealed class ExistingCompanyTests
{
    [Theory]
    [InlineData("domain", "northpeak.example", null, null)]
    [InlineData("domain", "www.NorthPeak.example", null, null)]
    [InlineData("vat_number", "BE0477472701", null, null)]
    [InlineData("vat_number", "0477472701", "Belgium", null)]
    [InlineData("registry", "HRB 1234", null, "registry")]
    public async Task Customer_OneCompanyIsThere_IsThatOne(string property, string value, string? country, string? key)
    {
        await using MasteredWorld world = await WorldAsync(key);
        string company = world.Emulator.Create("companies", ("name", "North Peak"), (property, value), ("country", country ?? ""));
        world.Emulator.Create("companies", ("name", "Another"), ("domain", "other.example"), ("vat_number", "BE0403170701"));

        await world.TellAsync(Customer("cus_1"));

        Assert.Empty((await world.CasesAsync()).Select(c => c.Reason.Message));
        Assert.Equal(2, world.Emulator.Ids("companies").Count);
        Assert.Equal(company, await world.LinkAsync(Ref("cus_1"), "customer"));
        Assert.Equal("NorthPeak", (string?)world.Emulator.Find("companies", company)!["properties"]!["name"]);
    }

    [Fact]
    public async Task Customer_WithContactsOfACompanyThatIsThere_GetsThemThere()
    {
        await using MasteredWorld world = await WorldAsync();
        string company = world.Emulator.Create("companies", ("name", "North Peak"), ("domain", "northpeak.example"));

        await world.TellAsync(Customer("cus_1") with { Contacts = [new Contact { Ref = new("billing", RecordKinds.Contact, "p_1"), Name = "Nora Peak" }] });

        Assert.Empty(await world.CasesAsync());
        Assert.Equal(company, await world.CompanyOfAsync(await world.LinkAsync(new("billing", RecordKinds.Contact, "p_1"), "contact")));
    }

    /// <summary>Three of one domain, or one of the domain that has another VAT number: a person says which, and nothing is made.</summary>
    [Theory]
    [InlineData(3, null)]
    [InlineData(1, "BE0403170701")]
    public async Task Customer_WhoMayBeSeveral_IsForReviewWithTheirIds(int companies, string? vat)
    {
        await using MasteredWorld world = await WorldAsync();
        string[] ids = [.. Enumerable.Range(0, companies).Select(_ => world.Emulator.Create("companies", ("name", "North Peak"), ("domain", "northpeak.example"), ("vat_number", vat ?? "")))];

        await world.TellAsync(Customer("cus_1"));

        CaseInfo open = Assert.Single(await world.CasesAsync());
        Assert.Equal(("ambiguous-match", companies), (open.Reason.Cause, world.Emulator.Ids("companies").Count));
        Assert.All(ids, id => Assert.Contains(id, open.Reason.Message, StringComparison.Ordinal));
        Assert.Null(await world.LinkAsync(Ref("cus_1"), "customer"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Customer_WhoseCompanyIsArchivedOrOfASharedDomain_IsMade(bool isArchived)
    {
        await using MasteredWorld world = await WorldAsync();
        string company = world.Emulator.Create("companies", ("name", "North Peak"), ("domain", isArchived ? "northpeak.example" : "facebook.com"));
        if (isArchived)
        {
            world.Emulator.Archive("companies", company);
        }

        await world.TellAsync(isArchived ? Customer("cus_1") : Customer("cus_1") with { Website = "https://facebook.com/north" });

        Assert.NotEqual(company, await world.LinkAsync(Ref("cus_1"), "customer"));
        Assert.NotNull(await world.LinkAsync(Ref("cus_1"), "customer"));
        Assert.Empty(await world.CasesAsync());
    }

    /// <summary>A search that shows nothing proves nothing: two lanes make one company by their claims, a lost answer none by the unique property.</summary>
    [Fact]
    public async Task Customers_WhileTheSearchLags_AreOneCompany()
    {
        await using MasteredWorld world = await WorldAsync(searchDelay: TimeSpan.FromHours(1));
        int calls = 0;
        world.Emulator.OnCall = c => c.Path.EndsWith("/batch/upsert", StringComparison.Ordinal) && calls++ == 0 ? Testing.EmulatorFault.DropReply : Testing.EmulatorFault.None;

        await world.TellAsync(Customer("cus_1"), Customer("cus_2"));
        await world.TellAsync(Customer("cus_3"));

        string company = Assert.Single(world.Emulator.Ids("companies"));
        Assert.Equal([company, company, company], [await world.LinkAsync(Ref("cus_1"), "customer"), await world.LinkAsync(Ref("cus_2"), "customer"), await world.LinkAsync(Ref("cus_3"), "customer")]);
        Assert.Empty(await world.CasesAsync());
    }

    /// <summary>The company that we made ourselves, its answer lost, shows in the search: it is found by its unique property, not adopted.</summary>
    [Fact]
    public async Task Customer_WhoseOwnCompanyShowsBeforeItsAnswer_IsThatOne()
    {
        await using MasteredWorld world = await WorldAsync();
        int calls = 0;
        world.Emulator.OnCall = c => c.Path.EndsWith("/batch/upsert", StringComparison.Ordinal) && calls++ < 3 ? Testing.EmulatorFault.DropReply : Testing.EmulatorFault.None;

        await world.TellAsync(Customer("cus_1"), Customer("cus_1") with { Name = "NorthPeak AG" });

        string company = Assert.Single(world.Emulator.Ids("companies"));
        Assert.Equal("NorthPeak AG", (string?)world.Emulator.Find("companies", company)!["properties"]!["name"]);
        Assert.Equal(company, await world.LinkAsync(Ref("cus_1"), "customer"));
    }

    /// <summary>A store that was lost: the company that was made for the customer counts, not another one of its domain.</summary>
    [Fact]
    public async Task Customer_WhoseCompanyWasMadeForItOnce_IsThatOneWhateverElseShares()
    {
        await using MasteredWorld world = await WorldAsync();
        world.Emulator.Create("companies", ("name", "North Peak"), ("domain", "northpeak.example"));
        string own = world.Emulator.Create("companies", ("name", "North Peak"), ("domain", "northpeak.example"), ("odoo_connectors_id", "acct_1/customer/cus_1"));

        await world.TellAsync(Customer("cus_1"));

        Assert.Equal("NorthPeak", (string?)world.Emulator.Find("companies", own)!["properties"]!["name"]);
        Assert.Equal(2, world.Emulator.Ids("companies").Count);
        Assert.DoesNotContain(await world.CasesAsync(), c => c.Reason.Cause == "ambiguous-match");
    }

    private static async Task<MasteredWorld> WorldAsync(string? key = null, TimeSpan searchDelay = default)
    {
        MasteredWorld world = new(
            o =>
            {
                o.VatProperty = "vat_number";
                o.CompanyProperties.Add("registry");
                if (key is not null)
                {
                    o.MatchKeys.Add(key);
                }
            },
            searchDelay);
        world.Emulator.DefineProperty("companies", "vat_number");
        world.Emulator.DefineProperty("companies", "registry");
        await world.SetUpAsync();
        return world;
    }

    private static ExternalRef Ref(string id) => new("billing", RecordKinds.Customer, id);

    private static Customer Customer(string id) => new()
    {
        Ref = Ref(id), Name = "NorthPeak", VatNumber = "BE 0477.472.701", Website = "https://www.northpeak.example/shop", BillingAddress = new Address { Country = "BE" },
        Custom = new CustomFields(new Dictionary<string, string?> { ["registry"] = "HRB 1234" }),
    };
}
