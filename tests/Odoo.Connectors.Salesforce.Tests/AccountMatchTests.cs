using System.Text.Json.Nodes;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;
using Odoo.Connectors.Testing;

namespace Odoo.Connectors.Salesforce.Tests;

/// <summary>A customer that nobody linked, of whom the organisation has accounts already.</summary>
public sealed class AccountMatchTests
{
    private const string Vat = "VAT_Number__c";
    private const string Registry = "Registry__c";

    [Theory]
    [InlineData(Vat, "BE0477472701")]
    [InlineData(Vat, "be 0477472701")]
    [InlineData(Vat, "0477472701")]
    [InlineData(Vat, "BE 0477.472.701")]
    [InlineData("Website", "northpeak.example")]
    [InlineData("Website", "https://www.NorthPeak.example/shop?a=1")]
    [InlineData("Website", "http://northpeak.example")]
    [InlineData(Registry, @"O'Neil \ 5%_b")]
    public async Task One_IsTheCustomerAndTakesItsFields(string field, string value)
    {
        await using MasteredWorld world = World();
        string there = world.Emulator.Create("Account", new JsonObject { ["Name"] = "North", ["Phone"] = "1", [field] = value });
        string other = world.Emulator.Create("Account", new JsonObject { ["Name"] = "Other", ["Website"] = "https://shop.northpeak.example", [Vat] = "BE0999999999", [Registry] = "O'Neil" });
        Customer customer = NorthPeak("cus_1") with { Contact = new Contact { Ref = new ExternalRef("billing", RecordKinds.Contact, "p_1"), Name = "Nora Peak" } };

        await world.TellAsync(customer);

        Assert.Empty(await world.CasesAsync());
        Assert.Equal([there, other], world.Emulator.Ids("Account"));
        Assert.Equal(there, await world.LinkAsync(customer.Ref, "customer"));
        JsonObject account = world.Emulator.Find("Account", there)!;
        Assert.Equal(("NorthPeak", null), ((string?)account["Name"], (string?)account["Phone"]));
        Assert.Equal(there, (string?)world.Only("Contact")["AccountId"]);
        Assert.Equal("Other", (string?)world.Emulator.Find("Account", other)!["Name"]);
    }

    /// <summary>A flow that only keeps fields finds the account as well, and two customers never quarrel over it.</summary>
    [Fact]
    public async Task One_OfAFlowThatKeepsFieldsOnly_IsLinked()
    {
        await using MasteredWorld world = World(documents: false);
        string there = world.Emulator.Create("Account", new JsonObject { ["Name"] = "NorthPeak", ["Website"] = "northpeak.example", [Vat] = "BE0477472701" });

        await world.TellAsync(NorthPeak("cus_1") with { Website = null });
        await world.TellAsync(NorthPeak("cus_2") with { VatNumber = null });

        Assert.Equal((there, there), (await world.LinkAsync(Ref("cus_1"), "customer"), await world.LinkAsync(Ref("cus_2"), "customer")));
        Assert.Equal([there], world.Emulator.Ids("Account"));
        Assert.Empty(await world.CasesAsync());
    }

    /// <summary>The organisation told of the account before, so that it has a record of its own: the customer is that one.</summary>
    [Fact]
    public async Task OneThatTheFeedToldOf_IsTheCustomer()
    {
        await using MasteredWorld world = World(isRead: true);
        string there = world.Emulator.Create("Account", new JsonObject { ["Name"] = "North", ["Website"] = "northpeak.example" });
        await world.DrainAsync();
        ExternalRef account = new("crm", RecordKinds.Customer, there);
        RecordLink told = Assert.IsType<RecordLink>(await world.Hub.Identity.FindAsync(account, TestContext.Current.CancellationToken));

        await world.TellAsync(NorthPeak("cus_1") with { Website = "https://www.northpeak.example" });

        Assert.Equal((account, told.RecordId), (told.Origin, (await world.Hub.Identity.FindAsync(Ref("cus_1"), TestContext.Current.CancellationToken))?.RecordId));
        Assert.Equal("NorthPeak", (string?)world.Only("Account")["Name"]);
        Assert.Empty(await world.CasesAsync());
    }

    [Fact]
    public async Task Three_AreACaseThatNamesThem_UntilOneIsLeft()
    {
        await using MasteredWorld world = World();
        string[] there = [.. Enumerable.Range(0, 3).Select(n => world.Emulator.Create("Account", new JsonObject { ["Name"] = $"North {n}", ["Website"] = "northpeak.example" }))];

        await world.TellAsync(NorthPeak("cus_1"));

        CaseInfo open = Assert.Single(await world.CasesAsync());
        Assert.Equal(("ambiguous-match", ErrorKind.Conflict), (open.Reason.Cause, open.Reason.Kind));
        Assert.All(there, id => Assert.Contains(id, open.Reason.Message, StringComparison.Ordinal));
        Assert.DoesNotContain(world.Emulator.Calls, c => c.Method == "PATCH");

        world.Emulator.Merge("Account", there[1], there[0]);
        world.Emulator.Delete("Account", there[2]);
        await world.RetryAsync(open.Id);

        Assert.Empty(await world.CasesAsync());
        Assert.Equal(there[1], await world.LinkAsync(Ref("cus_1"), "customer"));
        Assert.Equal([there[1]], world.Emulator.Ids("Account"));
    }

    /// <summary>Who has another VAT number is another company, whatever domain they share; alone, too, it is a question and no answer.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task VatAgainstDomain_IsACase(bool hasVat)
    {
        await using MasteredWorld world = World();
        string? byVat = hasVat ? world.Emulator.Create("Account", new JsonObject { ["Name"] = "Vat", [Vat] = "BE0477472701" }) : null;
        string byDomain = world.Emulator.Create("Account", new JsonObject { ["Name"] = "Domain", ["Website"] = "northpeak.example", [Vat] = "BE0999999999" });

        await world.TellAsync(NorthPeak("cus_1"));

        CaseInfo open = Assert.Single(await world.CasesAsync());
        Assert.Equal("ambiguous-match", open.Reason.Cause);
        Assert.Contains($"(ids {(byVat is null ? "" : $"{byVat}, ")}{byDomain})", open.Reason.Message, StringComparison.Ordinal);
        Assert.Equal(hasVat ? 2 : 1, world.Emulator.Ids("Account").Count);
    }

    [Fact]
    public async Task TwoLanes_OneAccountThere_BothAreIt()
    {
        await using MasteredWorld world = World();
        string there = world.Emulator.Create("Account", new JsonObject { ["Name"] = "North", ["Website"] = "northpeak.example" });

        await world.TellAsync(NorthPeak("cus_1"), NorthPeak("cus_2"));

        Assert.Equal([there], world.Emulator.Ids("Account"));
        Assert.Equal((there, there), (await world.LinkAsync(Ref("cus_1"), "customer"), await world.LinkAsync(Ref("cus_2"), "customer")));
        Assert.Empty(await world.CasesAsync());
    }

    /// <summary>One is found by its number, the other by its domain, so that no key ties them but the account.</summary>
    [Fact]
    public async Task TwoCustomers_OneAccountByDifferentKeys_BothAreIt()
    {
        await using MasteredWorld world = World();
        string there = world.Emulator.Create("Account", new JsonObject { ["Name"] = "North", ["Website"] = "northpeak.example", [Vat] = "BE0477472701" });

        await world.TellAsync(NorthPeak("cus_1") with { Website = null });
        await world.TellAsync(NorthPeak("cus_2") with { VatNumber = null });

        Assert.Equal((there, there), (await world.LinkAsync(Ref("cus_1"), "customer"), await world.LinkAsync(Ref("cus_2"), "customer")));
        Assert.Equal([there], world.Emulator.Ids("Account"));
        Assert.Empty(await world.CasesAsync());
    }

    /// <summary>The account belongs to one record and the customer is another one: a person says whether they are the same.</summary>
    [Theory]
    [InlineData(MatchAnswer.Same)]
    [InlineData(MatchAnswer.Different)]
    public async Task AccountOfAnotherRecord_OfACustomerWithOneOfItsOwn_IsAsked(MatchAnswer answer)
    {
        await using MasteredWorld world = World();
        await world.TellAsync(NorthPeak("cus_1") with { Website = null });
        string there = Assert.Single(world.Emulator.Ids("Account"));
        world.Emulator.Update("Account", there, new JsonObject { ["Website"] = "northpeak.example" });
        await world.Hub.Identity.LinkAsync(new ExternalRef("billing", "number", "2"), Ref("cus_2"), "anna", cancellationToken: TestContext.Current.CancellationToken);

        await world.TellAsync(NorthPeak("cus_2") with { VatNumber = null });
        CaseInfo open = Assert.Single(await world.CasesAsync());
        await world.Hub.Identity.AnswerMatchAsync(open.Id, answer, "anna", cancellationToken: TestContext.Current.CancellationToken);
        await world.DrainAsync();

        Assert.Equal("ambiguous-match", open.Reason.Cause);
        Assert.Contains("cus_1", open.Reason.Message, StringComparison.Ordinal);
        Assert.Equal([there], world.Emulator.Ids("Account"));
        Assert.Equal(answer == MatchAnswer.Same ? there : null, await world.LinkAsync(Ref("cus_2"), "customer"));
        Assert.Equal(answer == MatchAnswer.Same ? [] : ["ambiguous-match"], (await world.CasesAsync()).Select(c => c.Reason.Cause));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task LostReply_ToldAgainMeanwhile_IsOneAccount(bool isThere)
    {
        await using MasteredWorld world = World(o => o.ServerTimeLimit = TimeSpan.FromMilliseconds(100));
        string? there = isThere ? world.Emulator.Create("Account", new JsonObject { ["Name"] = "North", ["Website"] = "northpeak.example" }) : null;
        int writes = 0;
        world.Emulator.OnCall = call => call.Method == "PATCH" && writes++ == 0 ? EmulatorFault.DropReply : EmulatorFault.None;

        await world.TellAsync(NorthPeak("cus_1"), NorthPeak("cus_1") with { Phone = "2" });

        string account = Assert.Single(world.Emulator.Ids("Account"));
        Assert.Equal(there ?? account, await world.LinkAsync(Ref("cus_1"), "customer"));
        Assert.Equal("2", (string?)world.Only("Account")["Phone"]);
        Assert.Empty(await world.CasesAsync());
    }

    /// <summary>Its account is being made when a person makes one like it: the first is the customer, and the other is left alone.</summary>
    [Fact]
    public async Task MadeByAPersonWhileOursIsUnderWay_IsLeftAlone()
    {
        await using MasteredWorld world = World();
        string? twin = null;
        int writes = 0;
        world.Emulator.OnCall = call => call.Method == "PATCH" && writes++ < 6 ? EmulatorFault.Unavailable : EmulatorFault.None;
        world.Billing.OnDecode = told =>
        {
            if (told == 2)
            {
                twin ??= world.Emulator.Create("Account", new JsonObject { ["Name"] = "Twin", ["Website"] = "northpeak.example" });
            }
        };

        await world.TellAsync(NorthPeak("cus_1"), NorthPeak("cus_1") with { Phone = "2" });

        string own = Assert.Single(world.Emulator.Ids("Account"), id => id != twin);
        Assert.Equal(own, await world.LinkAsync(Ref("cus_1"), "customer"));
        Assert.Equal(("2", "Twin"), ((string?)world.Emulator.Find("Account", own)!["Phone"], (string?)world.Emulator.Find("Account", twin!)!["Name"]));
        Assert.Empty(await world.CasesAsync());
    }

    /// <summary>The account that carries the external id is the customer, whoever else has its keys: only the link was lost.</summary>
    [Fact]
    public async Task OwnAmongOthers_IsIt()
    {
        await using MasteredWorld world = World();
        world.Emulator.Create("Account", new JsonObject { ["Name"] = "Twin", ["Website"] = "northpeak.example" });
        string own = world.Emulator.Create("Account", new JsonObject { ["Name"] = "North", ["Connectors_Id__c"] = "acct_1/cus_1" });

        await world.TellAsync(NorthPeak("cus_1"));

        Assert.Equal(own, await world.LinkAsync(Ref("cus_1"), "customer"));
        Assert.Equal("NorthPeak", (string?)world.Emulator.Find("Account", own)!["Name"]);
        Assert.Equal(2, world.Emulator.Ids("Account").Count);
        Assert.Empty(await world.CasesAsync());
    }

    /// <summary>90 questions with a number and a domain each are a handful of addresses that Salesforce takes, and not 90 calls.</summary>
    [Fact]
    public async Task Many_AreAskedTogether()
    {
        await using MasteredWorld world = World();
        string there = world.Emulator.Create("Account", new JsonObject { ["Name"] = "North", ["Website"] = "c7.example" });
        ExternalRef[] asked = [.. Enumerable.Range(0, 90).Select(n => Question(n))];

        IReadOnlyDictionary<ExternalRef, byte[]?> answers = await world.Adapter.ReadManyAsync(asked, TestContext.Current.CancellationToken);
        byte[]? alone = await world.Adapter.ReadAsync(asked[7], TestContext.Current.CancellationToken);

        VendorCall[] queries = [.. world.Emulator.Calls.Where(c => c.Path.EndsWith("/query", StringComparison.Ordinal))];
        Assert.InRange(queries.Length - 1, 1, 9);
        Assert.All(queries, q => Assert.InRange(q.ToString().Length, 1, 16_000));
        Assert.Equal(asked.ToHashSet(), answers.Keys.ToHashSet());
        Assert.Equal($$"""{"Own":null,"Others":["{{there}}"],"Related":[]}""", System.Text.Encoding.UTF8.GetString(answers[asked[7]]!));
        Assert.Equal(answers[asked[7]], alone);
        Assert.All(asked.Where((_, n) => n != 7), a => Assert.Equal("""{"Own":null,"Others":[],"Related":[]}"""u8.ToArray(), answers[a]));

        await world.TellAsync([.. Enumerable.Range(10, 20).Select(n => NorthPeak($"cus_{n}") with { VatNumber = null, Website = $"c{n}.example", Custom = CustomFields.Empty })]);
        Assert.InRange(world.Emulator.Calls.Count(c => c.Query.Contains("LIKE", StringComparison.Ordinal)) - queries.Length, 1, 10);

        static ExternalRef Question(int n) => new("crm", "lookup.account", $"acct_1/cus_{n}\nBE04774{n:00000}\nvat:BE04774{n:00000}\ndomain:c{n}.example");
    }

    private static MasteredWorld World(Action<SalesforceOptions>? configure = null, bool isRead = false, bool documents = true)
    {
        MasteredWorld world = new(o =>
        {
            o.Streams.Add(isRead ? "accounts" : "products");
            (o.VatField, o.MatchFields["registry"]) = (Vat, Registry);
            o.MatchKeys.Add(nameof(Customer.VatNumber));
            o.MatchKeys.Add(nameof(Customer.Website));
            o.MatchKeys.Add("registry");
            configure?.Invoke(o);
        }, documents);
        world.Emulator.DeclareField("Account", Vat);
        world.Emulator.DeclareField("Account", Registry);
        return world;
    }

    private static ExternalRef Ref(string id) => new("billing", RecordKinds.Customer, id);

    private static Customer NorthPeak(string id) => new()
    {
        Ref = Ref(id), Name = "NorthPeak", VatNumber = "BE 0477.472.701", Website = "https://northpeak.example", BillingAddress = new Address { Country = "BE" },
        Custom = new CustomFields(new Dictionary<string, string?> { ["registry"] = @"O'Neil \ 5%_b" }),
    };
}
