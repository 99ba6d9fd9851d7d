using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;
using Odoo.Connectors.Testing;

namespace Odoo.Connectors.Tests.Port;

/// <summary>Customers that are decided and made together: each gets the answer of its own question, and fails alone.</summary>
public sealed class ManyCustomersTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<string> Ways => PortTarget.Emulated;

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task AskedAboutTogether_EachGetsTheAnswerOfItsOwnQuestion(string way)
    {
        await using PortBench bench = await PortBench.StartAsync(way, o => o.EmailHints = true);
        long p1 = await MakeAsync(bench, ("vat", "DE123456788"), ("website", "https://elsewhere.example"));
        long p2 = await MakeAsync(bench, ("vat", "FR23334175221"));
        long p3 = await MakeAsync(bench, ("vat", "FR23334175221"));
        long p4 = await MakeAsync(bench, ("vat", "ATU12345675"), ("active", false));
        long p5 = await MakeAsync(bench, ("email", "info@SHARED.example"));
        long p6 = await MakeAsync(bench, ("website", "http://WWW.Seventh.example/start"));
        long p7 = await MakeAsync(bench, ("vat", "FI12345671"), ("website", "https://eighth.example"));
        await MakeAsync(bench, ("parent_id", p1), ("website", "https://ninth.example"), ("email", "tenth@ninth.example"));
        await MakeAsync(bench, ("website", "https://not-tenth.example"));
        int partners = await PartnersAsync(bench);

        Customer[] customers =
        [
            New(bench, "first", "DE123456788"),
            New(bench, "second", "FR23334175221"),
            New(bench, "third", "ATU12345675"),
            New(bench, "fourth", "DK12345674"),
            New(bench, "fifth", "DK12345674"),
            New(bench, "sixth") with { Email = "Info@Shared.example" },
            New(bench, "seventh") with { Website = "seventh.example" },
            New(bench, "eighth", "EE123456780") with { Website = "https://eighth.example" },
            New(bench, "ninth") with { Website = "https://ninth.example", Email = "tenth@ninth.example" },
            New(bench, "tenth") with { Website = "https://tenth.example", Email = "TENTH@elsewhere.example" },
        ];
        int before = bench.Emulator.Calls.Count;
        await bench.PostEachAsync([.. customers.Select(c => (IReadOnlyList<Intent>)[Given.ToSend(c)])]);

        Assert.Equal(1, bench.Emulator.Calls.Skip(before).Count(c => c is { Model: "res.partner", Method: "search_read" }));
        Assert.Equal(
            [("eighth", "ambiguous-match"), ("second", "ambiguous-match"), ("sixth", "same-email"), ("third", "archived-customer")],
            (await bench.CasesAsync()).Select(c => (Who(c), c.Reason.Cause)).Order());
        Dictionary<string, string> texts = (await bench.CasesAsync()).ToDictionary(Who, c => c.Reason.Message);
        Assert.Contains($"(ids {p2}, {p3})", texts["second"], StringComparison.Ordinal);
        Assert.Contains($"Partner {p4} ", texts["third"], StringComparison.Ordinal);
        Assert.Contains($"(ids {p5})", texts["sixth"], StringComparison.Ordinal);
        Assert.Contains($"(ids {p7})", texts["eighth"], StringComparison.Ordinal);

        Assert.Equal(p1, await LinkedAsync(bench, customers[0]));
        Assert.Equal(p6, await LinkedAsync(bench, customers[6]));
        Assert.Equal(await LinkedAsync(bench, customers[3]), await LinkedAsync(bench, customers[4]));
        foreach ((Customer made, string kind) in new[] { (customers[3], "fourth"), (customers[8], "ninth"), (customers[9], "tenth") })
        {
            Assert.Equal($"Customer {kind}", (string?)(await bench.FindAsync(EffectKinds.Customer, made.Ref, "name"))?["name"]);
        }

        Assert.Equal(partners + 3, await PartnersAsync(bench));
    }

    /// <summary>Odoo has no field of that name and refuses the whole search: only who needs it cannot be decided.</summary>
    [Theory]
    [MemberData(nameof(Ways))]
    public async Task OneQuestionThatOdooRefuses_IsACaseAndTheOthersAreMade(string way)
    {
        await using PortBench bench = await PortBench.StartAsync(way, o => o.MatchKeys = ["x_nosuch=Nosuch", "Website"]);
        Customer[] customers = [.. Enumerable.Range(0, 4).Select(n => New(bench, $"c{n}") with { Website = $"https://c{n}.example" })];
        customers[2] = customers[2] with { Custom = new CustomFields([new("Nosuch", "1")]) };
        await bench.PostEachAsync([.. customers.Select(c => (IReadOnlyList<Intent>)[Given.ToSend(c)])]);

        CaseInfo only = Assert.Single(await bench.CasesAsync());
        Assert.Equal(("c2", "read-failed"), (Who(only), only.Reason.Cause));
        Assert.Equal([true, true, false, true], await MadeAsync(bench, customers));
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task OdooOut_WhileAskedAboutMany_AllWaitAndAreMade(string way)
    {
        await using PortBench bench = await PortBench.StartAsync(way);
        bench.Emulator.OnCall = EmulatorFaults.Next(4, EmulatorFault.Unavailable, c => c is { Model: "res.partner", Method: "search_read" });
        Customer[] customers = [.. Enumerable.Range(0, 5).Select(n => New(bench, $"c{n}") with { Website = $"https://c{n}.example" })];
        await bench.PostEachAsync([.. customers.Select(c => (IReadOnlyList<Intent>)[Given.ToSend(c)])]);

        await bench.AssertNoCasesAsync();
        Assert.Equal([true, true, true, true, true], await MadeAsync(bench, customers));
    }

    [Fact]
    public async Task OneThatOdooRefuses_OfALoad_IsACaseAndTheOthersAreMadeInTheNext()
    {
        await using PortBench bench = await PortBench.StartAsync(
            PortTarget.Steps, more: hub => hub.Map<Customer>("odoo", to => to.Set("type", c => c.Custom["Type"])));
        Customer[] customers = [.. Enumerable.Range(0, 6).Select(n => New(bench, $"c{n}") with { Custom = new CustomFields([new("Type", n == 3 ? "nonsense" : "invoice")]) })];
        await bench.PostEachAsync([.. customers.Select(c => (IReadOnlyList<Intent>)[Given.ToSend(c)])]);

        Assert.Equal(("c3", "refused-by-odoo"), (Who((await bench.CasesAsync()).Single()), (await bench.CasesAsync())[0].Reason.Cause));
        Assert.Equal([true, true, true, false, true, true], await MadeAsync(bench, customers));
        // All, those without him, and he alone.
        Assert.Equal([6, 5, 1], bench.Emulator.Calls.Where(c => c is { Model: "res.partner", Method: "load" }).Select(c => Count(c.Arguments, "oc_books.customer_")));
    }

    /// <summary>Those whose load was answered by nobody are looked up again, and those that are there keep what a person changed.</summary>
    [Theory]
    [InlineData(EmulatorFault.DropReply)]
    [InlineData(EmulatorFault.DropRequest)]
    [InlineData(EmulatorFault.SerializationFailure)]
    public async Task LoadOfMany_ThatIsLost_MakesEachOnce(EmulatorFault fault)
    {
        await using PortBench bench = await PortBench.StartAsync(PortTarget.Steps);
        Customer there = New(bench, "c0");
        await bench.PostAsync(Given.ToSend(there));
        int partners = await PartnersAsync(bench);
        bench.Emulator.OnCall = EmulatorFaults.Next(1, fault, c => c is { Model: "res.partner", Method: "load" });
        Customer[] customers = [.. Enumerable.Range(1, 5).Select(n => New(bench, $"c{n}"))];
        await bench.PostEachAsync([.. customers.Select(c => (IReadOnlyList<Intent>)[Given.ToSend(c)])]);

        await bench.AssertNoCasesAsync();
        Assert.Equal(partners + 5, await PartnersAsync(bench));
        Assert.Equal([true, true, true, true, true], await MadeAsync(bench, customers));
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task ThereAlready_UnderTheirExternalIds_AreLeftAsTheyAre(string way)
    {
        await using PortBench bench = await PortBench.StartAsync(way);
        Customer[] customers = [.. Enumerable.Range(0, 4).Select(n => New(bench, $"c{n}"))];
        long[] made = new long[customers.Length];
        for (int i = 0; i < 2; i++)
        {
            made[i] = await MakeAsync(bench, ("name", $"Edited {i}"));
            await bench.Odoo.CallAsync("ir.model.data", "create", [new JsonObject
            {
                ["module"] = "oc_books", ["name"] = $"customer_{customers[i].Ref.Id}", ["model"] = "res.partner", ["res_id"] = made[i],
            }]);
        }

        int partners = await PartnersAsync(bench);
        await bench.PostEachAsync([.. customers.Select(c => (IReadOnlyList<Intent>)[Given.ToSend(c)])]);

        await bench.AssertNoCasesAsync();
        Assert.Equal(partners + 2, await PartnersAsync(bench));
        Assert.Equal((made[0], made[1]), (await LinkedAsync(bench, customers[0]), await LinkedAsync(bench, customers[1])));
        Assert.Equal("Edited 1", (string?)(await bench.FindAsync(EffectKinds.Customer, customers[1].Ref, "name"))!["name"]);
        Assert.Equal("Customer c2", (string?)(await bench.FindAsync(EffectKinds.Customer, customers[2].Ref, "name"))!["name"]);
    }

    /// <summary>The customer that a case is about.</summary>
    private static string Who(CaseInfo about) => about.Subject![(about.Subject!.LastIndexOf('/') + 1)..];

    private static async Task<List<bool>> MadeAsync(PortBench bench, Customer[] customers)
    {
        List<bool> made = [];
        foreach (Customer customer in customers)
        {
            made.Add(await bench.FindAsync(EffectKinds.Customer, customer.Ref, "id") is not null);
        }

        return made;
    }

    private static int Count(string text, string part) => text.Split(part).Length - 1;

    private static Customer New(PortBench bench, string id, string? vat = null) => new() { Ref = bench.Ref(RecordKinds.Customer, id), Name = $"Customer {id}", VatNumber = vat };

    private static async Task<long> LinkedAsync(PortBench bench, Customer customer) => long.Parse(
        (await bench.Hub.Identity.FindAsync(customer.Ref, Cancel))?.IdIn("odoo", RecordKinds.Customer) ?? "0", CultureInfo.InvariantCulture);

    private static async Task<int> PartnersAsync(PortBench bench) =>
        (int)(await bench.Odoo.CallAsync("res.partner", "search_count", [new JsonArray()], new JsonObject { ["context"] = new JsonObject { ["active_test"] = false } }))!;

    private static async Task<long> MakeAsync(PortBench bench, params (string Field, JsonNode Value)[] values)
    {
        JsonObject partner = new() { ["name"] = "There before" };
        foreach ((string field, JsonNode value) in values)
        {
            partner[field] = value;
        }

        return (long)(await bench.Odoo.CallAsync("res.partner", "create", [partner]))!;
    }
}
