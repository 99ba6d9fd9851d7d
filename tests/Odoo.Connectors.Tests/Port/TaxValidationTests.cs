using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Odoo.Connectors.Erp;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;
using static Odoo.Connectors.Tests.Port.GivenContract;

namespace Odoo.Connectors.Tests.Port;

/// <summary>
/// A contract is made only where the taxes of its invoices can be booked. The company is Belgian, its plan bears 21 %, its seat 6 %; its fiscal
/// positions are those of the Belgian chart: national, intra-community with a VAT number (0 % in place of 21 %), consumers of the union, everybody else.
/// Names of positions and taxes are those of Odoo's l10n_be; which position is taken follows the ranking in odoo/odoo, addons/account/models/partner.py
/// (18.0), and that a position replaces taxes by fiscal_position_ids and original_tax_ids is of the recorded Odoo 19. No recording shows several positions that fit.
/// </summary>
public sealed class TaxValidationTests
{
    private const string Intra = "account.{company}_attn_VAT-OUT-00-EU-L";

    [Theory]
    [MemberData(nameof(PortTarget.Emulated), MemberType = typeof(PortTarget))]
    public async Task Make_TaxThatNoRateBecomes_IsACaseBeforeAnyDraft(string way)
    {
        await using PortBench bench = await PortBench.StartAsync(way, o => o.ValidateTaxes = true);
        Customer german = From(bench, "DE", vat: "DE136695976");
        Contract agreed = Contract(bench, german, Line("si_1", "plan", 1m, 100m));

        await bench.PostAsync(Given.ToSend(german), ToMake(agreed, german));

        CaseReason reason = Assert.Single(await bench.CasesAsync()).Reason;
        Assert.Equal(("tax-not-mapped", "Systems:odoo:Taxes"), (reason.Cause, reason.Field));
        Assert.Contains("'Intra-Community'", reason.Message, StringComparison.Ordinal);
        Assert.Contains("'0% EU M'", reason.Message, StringComparison.Ordinal);
        Assert.Null(await bench.FindAsync(EffectKinds.Customer, german.Ref, "name"));
        Assert.Null(await bench.FindAsync(EffectKinds.Contract, agreed.Ref, "name"));
    }

    /// <summary>What was predicted is what Odoo puts on the order's lines.</summary>
    [Theory]
    [InlineData("BE", null, null, "1000", "21%", "6%", "the fiscal position 'National'")]
    [InlineData("DE", "DE136695976", null, "10115", "0% EU M", "0% EU M", "the fiscal position 'Intra-Community'")]
    [InlineData("DE", null, null, "10115", "21%", "6%", "the fiscal position 'EU B2C'")]
    [InlineData("BE", null, "co-contractant", "1000", "0% Cocont", "0% Cocont", "the fiscal position 'Co-Contractant'")]
    [InlineData("BE", null, null, "9000", "6%", "6%", "the fiscal position 'Ghent'")]
    [InlineData(null, null, null, null, "21%", "6%", "no fiscal position")]
    public async Task Make_MappedTax_TheOrderBearsWhatWasPredicted(string? country, string? vat, string? treatment, string? zip, string plan, string seat, string by)
    {
        await using PortBench bench = await PortBench.StartAsync(PortTarget.Action, o =>
        {
            o.ValidateTaxes = true;
            o.Taxes["eu"] = Intra;
            o.Taxes["cocontractant"] = "account.{company}_attn_VAT-OUT-00-CC";
            o.FiscalPositions["co-contractant"] = "Co-Contractant";
        });
        await GhentAsync(bench);
        Customer customer = From(bench, country, vat, zip) with { TaxTreatment = treatment };
        Contract agreed = Contract(bench, customer, Line("si_1", "plan", 2m, 100m), Line("si_2", "seat", 1m, 10m), Line("si_3", "plan", 1m, 50m));

        await bench.PostAsync(
            Given.ToSend(customer), PortBench.Intent(EffectKinds.CustomerTerms, customer.Ref, customer, customer, isState: true), ToMake(agreed, customer));

        await bench.AssertNoCasesAsync();
        JsonNode order = (await bench.OrderAsync(agreed.Ref, "name"))["id"]!;
        JsonArray lines = await bench.Odoo.SearchReadAsync("sale.order.line", [new JsonArray("order_id", "=", order.DeepClone())], "tax_ids", "product_id");
        List<string> borne = [];
        foreach (JsonNode? line in lines)
        {
            JsonArray taxes = await bench.Odoo.SearchReadAsync("account.tax", [new JsonArray("id", "in", line!["tax_ids"]!.DeepClone())], "name");
            borne.Add($"{(((string)line["product_id"]![1]!).Contains("PLAN", StringComparison.Ordinal) ? "plan" : "seat")} {Assert.Single(taxes)!["name"]}");
        }

        Assert.Equal([$"plan {plan}", $"plan {plan}", $"seat {seat}"], borne.Order(StringComparer.Ordinal));
        Assert.Equal([$"plan will be taxed at '{plan}', by {by}", $"seat will be taxed at '{seat}', by {by}"], await NotedAsync(bench));
    }

    [Fact]
    public async Task Make_OutsideTheUnion_IsACaseUntilItsTaxIsMapped()
    {
        await using PortBench bench = await PortBench.StartAsync(PortTarget.Action, o => o.ValidateTaxes = true);
        Customer american = From(bench, "US");

        await bench.PostAsync(Given.ToSend(american), ToMake(Contract(bench, american, Line("si_1", "plan", 1m, 100m)), american));

        Assert.Contains("'0% EX'", Assert.Single(await bench.CasesAsync()).Reason.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Make_NotAsked_IsMadeAndNobodyIsAsked()
    {
        Engine engine = new(_ => new TaxAnswer { Refusal = "no" });
        await using PortBench bench = await PortBench.StartAsync(PortTarget.Action, more: b => b.Services.AddSingleton<ITaxSource>(engine));
        Customer american = From(bench, "US");

        await bench.PostAsync(Given.ToSend(american), ToMake(Contract(bench, american, Line("si_1", "plan", 1m, 100m)), american));

        await bench.AssertNoCasesAsync();
        Assert.Empty(engine.Asked);
    }

    [Fact]
    public async Task Make_WithATaxEngine_ItIsAskedOnceForAllProductsAndItsRatesAreMapped()
    {
        Engine engine = new(q => new TaxAnswer { Rates = q.Products.ToDictionary(p => p.Code, _ => (IReadOnlyList<string>)["vat21"]) });
        await using PortBench bench = await StartAsync(engine);
        Customer customer = From(bench, "BE", vat: "BE0477472701") with { TaxTreatment = "standard", IsCompany = true };
        Contract agreed = Contract(bench, customer, Line("si_1", "plan", 2m, 100m), Line("si_2", "seat", 3m, 10m), Line("si_3", "plan", 1m, 50m));

        await bench.PostAsync(Given.ToSend(customer), ToMake(agreed, customer));

        await bench.AssertNoCasesAsync();
        TaxQuestion asked = Assert.Single(engine.Asked);
        Assert.Equal(("odoo", "BE", "1000", "Brussels", "BE0477472701"), (asked.System, asked.Country, asked.PostalCode, asked.City, asked.VatNumber));
        Assert.Equal((true, "standard", "EUR", new DateOnly(2026, 3, 1)), (asked.IsCompany, asked.TaxTreatment, asked.Currency, asked.Day));

        // 2 x 100 + 1 x 50 of the plan, 3 x 10 of the seat.
        Assert.Equal([new TaxedProduct("plan", 250m), new TaxedProduct("seat", 30m)], asked.Products);
        Assert.Equal(["plan will be taxed at 'vat21', as the tax source says", "seat will be taxed at 'vat21', as the tax source says"], await NotedAsync(bench));
        Assert.Equal("sale", (string?)(await bench.OrderAsync(agreed.Ref, "state"))["state"]);
    }

    [Theory]
    [InlineData("vat99", null, "unmapped-tax", "Systems:odoo:Taxes:vat99")]
    [InlineData(null, null, "tax-unknown", "ProductCode")]
    [InlineData("vat21", "missing-certificate", "tax-refused", "TaxTreatment")]
    public async Task Make_TaxEngineSaysWhatCannotBeBooked_IsACase(string? rate, string? refusal, string cause, string field)
    {
        Engine engine = new(_ => new TaxAnswer { Refusal = refusal, Rates = rate is null ? new Dictionary<string, IReadOnlyList<string>>() : new Dictionary<string, IReadOnlyList<string>> { ["plan"] = [rate] } });
        await using PortBench bench = await StartAsync(engine);
        Customer customer = From(bench, "BE");
        Contract agreed = Contract(bench, customer, Line("si_1", "plan", 1m, 100m));

        await bench.PostAsync(Given.ToSend(customer), ToMake(agreed, customer));

        CaseReason reason = Assert.Single(await bench.CasesAsync()).Reason;
        Assert.Equal((cause, field), (reason.Cause, reason.Field));
        Assert.Null(await bench.FindAsync(EffectKinds.Contract, agreed.Ref, "name"));
    }

    /// <summary>The question holds the VAT number and the address; no message of ours does.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Make_TaxEngineThrowsOrSaysNothing_IsACaseWithoutDataOfPersons(bool throws)
    {
        Engine engine = new(q => throws ? throw new InvalidOperationException(q.VatNumber) : null!);
        await using PortBench bench = await StartAsync(engine);
        Customer customer = From(bench, "BE", vat: "BE0477472701");

        await bench.PostAsync(Given.ToSend(customer), ToMake(Contract(bench, customer, Line("si_1", "plan", 1m, 100m)), customer));

        CaseReason reason = Assert.Single(await bench.CasesAsync()).Reason;
        Assert.StartsWith(throws ? "Reading odoo/lookup.tax-answer failed with InvalidOperationException" : "The tax source of 'odoo' answered nothing", reason.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("0477472701", reason.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Make_TaxEngineDownForAWhile_IsAskedAgain()
    {
        int down = 2;
        Engine engine = new(q => down-- > 0
            ? throw new ConnectorException(ErrorKind.Transient, "The tax engine is down.")
            : new TaxAnswer { Rates = new Dictionary<string, IReadOnlyList<string>> { ["plan"] = [] } });
        await using PortBench bench = await StartAsync(engine);
        Customer customer = From(bench, "BE");

        await bench.PostAsync(Given.ToSend(customer), ToMake(Contract(bench, customer, Line("si_1", "plan", 1m, 100m)), customer));

        await bench.AssertNoCasesAsync();
        Assert.Equal(3, engine.Asked.Count);
        Assert.Equal(["plan will be taxed at nothing, as the tax source says"], await NotedAsync(bench));
    }

    private static Task<PortBench> StartAsync(Engine engine) =>
        PortBench.StartAsync(PortTarget.Action, o => o.ValidateTaxes = true, more: b => b.Services.AddKeyedSingleton<ITaxSource>("odoo", engine));

    private static Customer From(PortBench bench, string? country, string? vat = null, string? zip = "1000") => Given.Customer(bench) with
    {
        VatNumber = vat, BillingAddress = country is null ? null : new Address { Street = "Rue Haute 1", City = "Brussels", PostalCode = zip, Country = country },
    };

    /// <summary>A position of the postal codes 9000 to 9099 of Belgium, in which 6 % stands in place of 21 %.</summary>
    private static async Task GhentAsync(PortBench bench)
    {
        JsonNode company = Assert.Single(await bench.Odoo.SearchReadAsync("res.company", [new JsonArray("name", "=", "Contract BE")], "name"))!["id"]!;
        JsonNode belgium = Assert.Single(await bench.Odoo.SearchReadAsync("res.country", [new JsonArray("code", "=", "BE")], "name"))!["id"]!;
        JsonNode? position = await bench.Odoo.CallAsync("account.fiscal.position", "create", new JsonArray(new JsonObject
        {
            ["name"] = "Ghent", ["company_id"] = company.DeepClone(), ["country_id"] = belgium.DeepClone(), ["auto_apply"] = true, ["zip_from"] = "9000", ["zip_to"] = "9099",
        }));
        JsonNode reduced = (await bench.Odoo.FindAsync($"account.{company}_attn_VAT-OUT-06-L", "name"))!["id"]!;
        JsonNode standard = (await bench.Odoo.FindAsync($"account.{company}_attn_VAT-OUT-21-L", "name"))!["id"]!;
        await bench.Odoo.CallAsync("account.tax", "write", new JsonArray(new JsonArray(reduced.DeepClone()), new JsonObject
        {
            ["fiscal_position_ids"] = new JsonArray(new JsonArray(6, 0, new JsonArray((position is JsonArray many ? many[0] : position)!.DeepClone()))),
            ["original_tax_ids"] = new JsonArray(new JsonArray(4, standard.DeepClone(), 0)),
        }));
    }

    /// <summary>What the audit trail notes about taxes.</summary>
    private static async Task<IReadOnlyList<string>> NotedAsync(PortBench bench)
    {
        IReadOnlyList<EventReport> events = await bench.Hub.EventsAsync(TestContext.Current.CancellationToken);
        IReadOnlyList<AuditEntry> entries = await bench.Hub.ExplainAsync(events[^1].Id, TestContext.Current.CancellationToken);
        return [.. entries.SelectMany(e => (e.Detail ?? "").Split(" | ")).Where(d => d.Contains("will be taxed", StringComparison.Ordinal))];
    }

    private sealed class Engine(Func<TaxQuestion, TaxAnswer> answer) : ITaxSource
    {
        public List<TaxQuestion> Asked { get; } = [];

        public Task<TaxAnswer> RateAsync(TaxQuestion question, CancellationToken cancellationToken)
        {
            Asked.Add(question);
            return Task.FromResult(answer(question));
        }
    }
}
