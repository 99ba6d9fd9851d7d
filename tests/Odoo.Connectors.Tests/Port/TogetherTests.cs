using System.Globalization;
using System.Text.Json.Nodes;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;
using Odoo.Connectors.Testing;

namespace Odoo.Connectors.Tests.Port;

/// <summary>Customers asked about together are told what each would be told alone: what is not sure is asked alone.</summary>
public sealed class TogetherTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>A contact is nobody's match, though its partner was read for the customer that is linked to it.</summary>
    [Theory]
    [MemberData(nameof(PortBench.Ways), MemberType = typeof(PortBench))]
    public async Task LinkedToAContact_WhoseWebsiteAnotherHas_TheOtherIsMade(string way)
    {
        await using PortBench bench = await PortBench.StartAsync(way);
        Customer[] customers = [New(bench, "first") with { Website = $"https://{bench.Ref("", "first").Id}.example" }, New(bench, "second") with { Website = $"https://{bench.Ref("", "second").Id}.example" }];
        long head = await MakeAsync(bench, new JsonObject { ["name"] = "Head", ["is_company"] = true });
        long contact = await MakeAsync(bench, new JsonObject { ["name"] = "Contact", ["parent_id"] = head, ["website"] = customers[1].Website });
        await LinkAsync(bench, contact, customers[0]);
        await PostAsync(bench, customers);

        await bench.AssertNoCasesAsync();
        Assert.Equal($"{contact}", await LinkedAsync(bench, customers[0]));
        Assert.Equal("Customer second", (string?)(await bench.FindAsync(EffectKinds.Customer, customers[1].Ref, "name"))?["name"]);
    }

    /// <summary>A field of the host is compared exactly; whoever has one that is no text is asked about alone, and nobody else.</summary>
    [Theory]
    [InlineData("company_registry", "r-7", "R-8", 1)]
    [InlineData("color", "7", "8", 3)]
    public async Task FieldOfTheHost_TellsEachItsOwn(string field, string there, string another, int searches)
    {
        await using PortBench bench = await PortBench.StartAsync(PortTarget.Action, o => o.MatchKeys = [$"{field}=Key", "Website"]);
        long partner = await MakeAsync(bench, new JsonObject { ["name"] = "There before", [field] = field == "color" ? 7 : there });
        await MakeAsync(bench, new JsonObject { ["name"] = "Another", [field] = field == "color" ? 9 : "r-8" });
        Customer[] customers =
        [
            New(bench, "first") with { Custom = new CustomFields([new("Key", there)]) },
            New(bench, "second") with { Custom = new CustomFields([new("Key", another)]) },
            New(bench, "third") with { Website = "https://third.example" },
        ];
        int before = Searches(bench);
        await PostAsync(bench, customers);

        await bench.AssertNoCasesAsync();
        Assert.Equal(searches, Searches(bench) - before);
        Assert.Equal($"{partner}", await LinkedAsync(bench, customers[0]));
        Assert.Equal("Customer second", (string?)(await bench.FindAsync(EffectKinds.Customer, customers[1].Ref, "name"))?["name"]);
        Assert.Equal("Customer third", (string?)(await bench.FindAsync(EffectKinds.Customer, customers[2].Ref, "name"))?["name"]);
    }

    /// <summary>Odoo may compare letters with accents otherwise than we would: whoever has some, or may be meant by some, is asked about alone.</summary>
    [Theory]
    [InlineData("zoë@second.example", false, 2)]
    [InlineData("zoe@second.example", true, 2)]
    [InlineData("zoe@second.example", false, 1)]
    public async Task AddressWithAnAccent_IsAskedAboutAlone(string email, bool isOneThere, int searches)
    {
        await using PortBench bench = await PortBench.StartAsync(PortTarget.Action, o => o.EmailHints = true);
        long partner = await MakeAsync(bench, new JsonObject { ["name"] = "There before", ["email"] = isOneThere ? "zoë@there.example" : "zoe@there.example" });
        Customer[] customers = [New(bench, "first"), New(bench, "second") with { Email = email }];
        await LinkAsync(bench, partner, customers[0]);
        int before = Searches(bench);
        await PostAsync(bench, customers);

        await bench.AssertNoCasesAsync();
        Assert.Equal(searches, Searches(bench) - before);
    }

    /// <summary>Who may read external ids finds all in one call, and what is there is left as it is.</summary>
    [Fact]
    public async Task ThereAlready_ForWhoMayReadExternalIds_AreLeftAsTheyAre()
    {
        await using PortBench bench = await PortBench.StartAsync(
            PortTarget.Steps, o => (o.Login, o.Secret) = ("reader", "reader-secret-1"),
            o => o.Users.Add(new OdooEmulatorUser
            {
                Login = "reader", Password = "reader-secret-1",
                Groups = ["base.group_partner_manager", "account.group_account_invoice", "sales_team.group_sale_salesman_all_leads", "base.group_erp_manager"],
            }));
        Customer[] customers = [.. Enumerable.Range(0, 3).Select(n => New(bench, $"c{n}"))];
        long there = await MakeAsync(bench, new JsonObject { ["name"] = "Edited" });
        await bench.Odoo.CallAsync("ir.model.data", "create", [new JsonObject
        {
            ["module"] = "oc_books", ["name"] = $"customer_{customers[1].Ref.Id}", ["model"] = "res.partner", ["res_id"] = there,
        }]);
        await PostAsync(bench, customers);

        await bench.AssertNoCasesAsync();
        Assert.Equal($"{there}", await LinkedAsync(bench, customers[1]));
        Assert.Equal("Edited", (string?)(await bench.FindAsync(EffectKinds.Customer, customers[1].Ref, "name"))!["name"]);
        Assert.Equal("Customer c2", (string?)(await bench.FindAsync(EffectKinds.Customer, customers[2].Ref, "name"))!["name"]);
    }

    private static Customer New(PortBench bench, string id) => new() { Ref = bench.Ref(RecordKinds.Customer, id), Name = $"Customer {id}" };

    private static Task PostAsync(PortBench bench, Customer[] customers) => bench.PostEachAsync([.. customers.Select(c => (IReadOnlyList<Intent>)[Given.ToSend(c)])]);

    private static int Searches(PortBench bench) => bench.Emulator.Calls.Count(c => c is { Model: "res.partner", Method: "search_read" });

    private static Task LinkAsync(PortBench bench, long partner, Customer customer) => bench.Hub.Identity.LinkAsync(
        new ExternalRef("odoo", RecordKinds.Customer, partner.ToString(CultureInfo.InvariantCulture)), customer.Ref, "tester", cancellationToken: Cancel);

    private static async Task<string?> LinkedAsync(PortBench bench, Customer customer) => (await bench.Hub.Identity.FindAsync(customer.Ref, Cancel))?.IdIn("odoo", RecordKinds.Customer);

    private static async Task<long> MakeAsync(PortBench bench, JsonObject partner) => (long)(await bench.Odoo.CallAsync("res.partner", "create", [partner]))!;
}
