using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Odoo.Connectors.Erp;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;
using Odoo.Connectors.Testing;

namespace Odoo.Connectors.Tests.Port;

/// <summary>Products that Odoo does not have: made where that is asked for and allowed, once, whatever happens meanwhile.</summary>
public sealed class CreateProductsTests
{
    private const string Group = "product.group_product_manager";
    private static readonly string[] s_least = ["base.group_partner_manager", "account.group_account_invoice", "sales_team.group_sale_salesman_all_leads"];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<string, string> Losses =>
        new(PortTarget.Emulated.Select(w => (string)w.Data).SelectMany(w => ((string[])[nameof(EmulatorFault.DropReply), nameof(EmulatorFault.DropRequest), nameof(EmulatorFault.SerializationFailure)]).Select(f => (w, f))));

    [Theory]
    [MemberData(nameof(PortBench.Ways), MemberType = typeof(PortBench))]
    public async Task UnknownProduct_OfTwoLinesAContractAndTwoInvoices_IsMadeOnce(string way)
    {
        await using PortBench bench = await StartAsync(way);
        string code = bench.Ref("", "ADD-ON 7").Id;
        Customer customer = Given.Customer(bench), other = Given.Customer(bench, "c2");
        Contract contract = GivenContract.Contract(bench, customer, GivenContract.Line("t1", code, 2m, 15m), GivenContract.Line("t2", "plan", 1m, 100m));
        await bench.PostAsync(Given.ToSend(customer), GivenContract.ToMake(contract, customer));
        await bench.PostAsync(Given.ToSend(other));
        string late = bench.Ref("", "LATE").Id;
        Invoice first = Given.Invoice(bench, customer, "in_1", Given.Line(1m, 30m, 6.30m, product: late), Given.Line(1m, 10m, 2.10m, product: late) with { Id = "l2" }, Given.Line(1m, 5m, 1.05m) with { Id = "l3" });
        Invoice second = Given.Invoice(bench, other, "in_2", Given.Line(1m, 50m, 10.50m, product: late), Given.Line(1m, 7m, 1.47m, product: code) with { Id = "l2" });
        await bench.PostEachAsync([[Given.ToSend(first, customer)], [Given.ToSend(second, other)]]);

        await bench.AssertNoCasesAsync();
        JsonObject made = await OnlyAsync(bench, late);
        Assert.Equal((late, "service", 0m), ((string)made["name"]!, (string)made["type"]!, (decimal)made["list_price"]!));
        long before = (long)(await OnlyAsync(bench, code))["id"]!;
        Assert.Equal([(long)made["id"]!, (long)made["id"]!], (await ProductsOfAsync(bench, first)).Take(2));
        Assert.Equal([before, (long)made["id"]!], (await ProductsOfAsync(bench, second)).Order());
        Assert.Contains((await bench.LinesAsync(contract.Ref)), l => l is { Quantity: 2m, Price: 15m });
    }

    [Theory]
    [InlineData(false, false, "Odoo has no product with the internal reference 'NEW'; create it")]
    [InlineData(true, false, "may not create one: it is not in product.group_product_manager")]
    [InlineData(true, true, null)]
    public async Task UnknownProduct_WithoutTheOptionOrTheRight_IsACaseBeforeAnyDraft(bool create, bool may, string? told)
    {
        await using PortBench bench = await StartAsync(PortTarget.Steps, o => o.CreateProducts = create, may);
        Customer customer = Given.Customer(bench);
        Invoice invoice = Given.Invoice(bench, customer, "in_1", Given.Line(1m, 30m, 6.30m, product: "NEW"));
        await bench.PostAsync(Given.ToSend(customer), Given.ToSend(invoice, customer));

        Assert.Equal(told is null, await bench.FindAsync(EffectKinds.Invoice, invoice.Ref, "id") is not null);
        Assert.Equal(told is null ? 1 : 0, (await NamedAsync(bench, "NEW")).Count);
        if (told is null)
        {
            await bench.AssertNoCasesAsync();
            return;
        }

        CaseReason reason = Assert.Single(await bench.CasesAsync()).Reason;
        Assert.Equal((ErrorKind.Configuration, "unmapped-product", "Systems:odoo:Products:NEW"), (reason.Kind, reason.Cause, reason.Field));
        Assert.Contains(told, reason.Message, StringComparison.Ordinal);
    }

    /// <summary>What the host names and Odoo lacks is an error of the host's; what is archived, a person put away.</summary>
    [Theory]
    [InlineData("mapped", "no product with the internal reference 'NOPE'")]
    [InlineData("OLD", "'OLD' is archived")]
    public async Task ProductThatIsMappedOrArchived_IsNotMade(string code, string told)
    {
        await using PortBench bench = await StartAsync(PortTarget.Action, o => o.Products["mapped"] = "NOPE");
        await bench.Odoo.CallAsync("product.product", "create", [new JsonObject { ["name"] = "Old", ["default_code"] = "OLD", ["active"] = false }]);
        Customer customer = Given.Customer(bench);
        await bench.PostAsync(Given.ToSend(customer), Given.ToSend(Given.Invoice(bench, customer, "in_1", Given.Line(1m, 30m, 6.30m, product: code)), customer));

        Assert.Contains(told, Assert.Single(await bench.CasesAsync()).Reason.Message, StringComparison.Ordinal);
        Assert.Equal((1, 0), ((await NamedAsync(bench, "OLD")).Count, (await NamedAsync(bench, "NOPE")).Count));
    }

    [Theory]
    [MemberData(nameof(Losses))]
    public async Task MakingIt_ThatIsLostOrBeaten_EndsWithOneProductAndOneInvoice(string way, string fault)
    {
        await using PortBench bench = await StartAsync(way);
        Customer customer = Given.Customer(bench);
        await bench.PostAsync(Given.ToSend(customer));
        bench.Emulator.OnCall = EmulatorFaults.Next(1, Enum.Parse<EmulatorFault>(fault), c => c is { Model: "product.product", Method: "load" });
        Invoice invoice = Given.Invoice(bench, customer, "in_1", Given.Line(1m, 30m, 6.30m, product: "NEW"));
        await bench.PostAsync(Given.ToSend(invoice, customer));

        await bench.AssertNoCasesAsync();
        Assert.Equal([(long)(await OnlyAsync(bench, "NEW"))["id"]!], await ProductsOfAsync(bench, invoice));
    }

    [Theory]
    [InlineData(PortTarget.Action)]
    [InlineData(PortTarget.Steps)]
    public async Task ProcessEnds_RightAfterItWasMade_TheNextUsesIt(string way)
    {
        using Crash crash = new();
        await using PortBench bench = await StartAsync(way, more: hub => hub.Services.AddSingleton<IFaultPoints>(crash));
        Customer customer = Given.Customer(bench);
        await bench.PostAsync(Given.ToSend(customer));
        crash.At(ErpFaultPoint.Loaded, 1 + crash.Hits.GetValueOrDefault(ErpFaultPoint.Loaded));
        Invoice invoice = Given.Invoice(bench, customer, "in_1", Given.Line(1m, 30m, 6.30m, product: "NEW"));
        await bench.CrashAsync(crash, Given.ToSend(invoice, customer));
        Assert.True(crash.Happened);
        Assert.Null(await bench.FindAsync(EffectKinds.Invoice, invoice.Ref, "id"));
        await bench.DrainAsync();

        await bench.AssertNoCasesAsync();
        Assert.Equal([(long)(await OnlyAsync(bench, "NEW"))["id"]!], await ProductsOfAsync(bench, invoice));
    }

    /// <summary>Decided when there was none, sent when there is one.</summary>
    [Theory]
    [InlineData(PortTarget.Action)]
    [InlineData(PortTarget.Steps)]
    public async Task APersonMakesIt_BeforeItIsSent_ThatOneIsUsed(string way)
    {
        using Crash crash = new();
        await using PortBench bench = await StartAsync(way, more: hub => hub.Services.AddSingleton<IFaultPoints>(crash));
        Customer customer = Given.Customer(bench);
        await bench.PostAsync(Given.ToSend(customer));
        crash.At(FaultPoint.Sending, 1 + crash.Hits.GetValueOrDefault(FaultPoint.Sending));
        Invoice invoice = Given.Invoice(bench, customer, "in_1", Given.Line(1m, 30m, 6.30m, product: "NEW"));
        await bench.CrashAsync(crash, Given.ToSend(invoice, customer));
        Assert.True(crash.Happened);
        long made = (long)(await bench.Odoo.CallAsync("product.product", "create", [new JsonObject { ["name"] = "By hand", ["default_code"] = "NEW", ["list_price"] = 12 }]))!;
        await bench.DrainAsync();

        await bench.AssertNoCasesAsync();
        Assert.Equal((made, 12m), ((long)(await OnlyAsync(bench, "NEW"))["id"]!, (decimal)(await OnlyAsync(bench, "NEW"))["list_price"]!));
        Assert.Equal([made], await ProductsOfAsync(bench, invoice));
    }

    /// <summary>Ours by its external id, though it has another code, name and price by now: all of that is the person's.</summary>
    [Fact]
    public async Task APersonChangesItsCode_ItIsUsedAndLeftAsItIs()
    {
        await using PortBench bench = await StartAsync(PortTarget.Steps, o => o.ReferenceLifetime = TimeSpan.Zero);
        Customer customer = Given.Customer(bench);
        await bench.PostAsync(Given.ToSend(customer), Given.ToSend(Given.Invoice(bench, customer, "in_1", Given.Line(1m, 30m, 6.30m, product: "NEW")), customer));
        long made = (long)(await OnlyAsync(bench, "NEW"))["id"]!;
        await bench.Odoo.CallAsync("product.product", "write", [new JsonArray(made), new JsonObject { ["default_code"] = "OTHER", ["name"] = "Named by hand", ["list_price"] = 12 }]);
        Invoice invoice = Given.Invoice(bench, customer, "in_2", Given.Line(1m, 30m, 6.30m, product: "NEW"));
        await bench.PostAsync(Given.ToSend(invoice, customer));

        await bench.AssertNoCasesAsync();
        Assert.Equal([made], await ProductsOfAsync(bench, invoice));
        JsonObject left = await OnlyAsync(bench, "OTHER");
        Assert.Equal(("Named by hand", 12m), ((string)left["name"]!, (decimal)left["list_price"]!));
        Assert.Empty(await NamedAsync(bench, "NEW"));
    }

    [Theory]
    [InlineData(true, true, null)]
    [InlineData(true, false, "not in product.group_product_manager, which it needs to make products")]
    [InlineData(false, true, "in product.group_product_manager: it may make and change products, which nothing here needs")]
    [InlineData(false, false, null)]
    public async Task Doctor_NamesTheGroupThatIsMissingOrTooMuch(bool create, bool may, string? told)
    {
        await using PortBench bench = await StartAsync(PortTarget.Action, o => o.CreateProducts = create, may);
        IOdooDoctor doctor = (IOdooDoctor)bench.Services.GetServices<IConnectedSystem>().Single(s => s.Name == "odoo");
        IReadOnlyList<OdooFinding> findings = await doctor.ExamineAsync([], Cancel);
        bench.AllowWithoutCompany();

        List<OdooFinding> wrong = [.. findings.Where(f => f.Check is "groups" or "rights" && f.Level is OdooFindingLevel.Error or OdooFindingLevel.Warning)];
        Assert.Equal(told is null ? 0 : 1, wrong.Count(f => f.Check == "groups"));
        Assert.Equal(told is null ? 0 : 1, wrong.Count(f => f.Check == "rights" && f.Message.Contains("create product.product", StringComparison.Ordinal)));
        Assert.Contains(told ?? "", string.Join('\n', wrong.Select(f => f.Message)), StringComparison.Ordinal);
    }

    [Fact]
    public void ProductsThatMayNotBeLookedFor_AreNotMadeEither()
    {
        ServiceCollection services = new();
        services.AddOdooConnectors().AddOdoo("odoo", o => (o.CreateProducts, o.ProductsByReference) = (true, false));
        using ServiceProvider provider = services.BuildServiceProvider();
        OptionsValidationException refused = Assert.Throws<OptionsValidationException>(() => provider.GetRequiredService<IOptionsMonitor<OdooErpOptions>>().Get("odoo"));
        Assert.Contains("Systems:odoo:ProductsByReference must be true where CreateProducts is", refused.Message, StringComparison.Ordinal);
    }

    private static Task<PortBench> StartAsync(string way, Action<OdooErpOptions>? erp = null, bool mayCreate = true, Action<IConnectorsBuilder>? more = null) => PortBench.StartAsync(
        way,
        o =>
        {
            o.CreateProducts = true;
            if (!way.StartsWith("live", StringComparison.Ordinal))
            {
                (o.Login, o.Secret) = ("maker", "maker-secret-1");
            }

            erp?.Invoke(o);
        },
        o => o.Users.Add(new OdooEmulatorUser { Login = "maker", Password = "maker-secret-1", Groups = [.. s_least, .. mayCreate ? [Group] : Array.Empty<string>()] }),
        more);

    private static async Task<JsonArray> NamedAsync(PortBench bench, string code) => (JsonArray)(await bench.Odoo.CallAsync(
        "product.product", "search_read", [new JsonArray(new JsonArray("default_code", "=", code))],
        new JsonObject { ["fields"] = new JsonArray("name", "type", "list_price"), ["context"] = new JsonObject { ["active_test"] = false } }))!;

    private static async Task<JsonObject> OnlyAsync(PortBench bench, string code) => (JsonObject)Assert.Single(await NamedAsync(bench, code))!;

    private static async Task<IReadOnlyList<long>> ProductsOfAsync(PortBench bench, Invoice invoice)
    {
        long id = (long)(await bench.FindAsync(EffectKinds.Invoice, invoice.Ref, "id"))!["id"]!;
        JsonArray lines = await bench.Odoo.SearchReadAsync("account.move.line", [new JsonArray("move_id", "=", id), new JsonArray("display_type", "=", "product")], "product_id");
        return [.. lines.OrderBy(l => (long)l!["id"]!).Select(l => (long)l!["product_id"]![0]!)];
    }
}
