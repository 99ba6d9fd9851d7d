using System.Text.Json.Nodes;
using Odoo.Connectors.Erp;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Tests.Port;

/// <summary>Mapping tables are closed and dated: what they do not say for the document's day is a case before any draft.</summary>
public sealed class ReferenceDataTests
{
    [Theory]
    [MemberData(nameof(PortBench.Ways), MemberType = typeof(PortBench))]
    public async Task Tax_MappedByDate_TheDocumentsDayInTheCompanysZoneChooses(string way)
    {
        await using PortBench bench = await PortBench.StartAsync(way, o =>
        {
            o.Dated.Add(new DatedEntry { Key = "standard", Use = "account.{company}_attn_VAT-OUT-21-L", Until = new DateOnly(2026, 2, 28) });
            o.Dated.Add(new DatedEntry { Key = "standard", Use = "account.{company}_attn_VAT-OUT-12-L", From = new DateOnly(2026, 3, 1) });
        });
        Customer customer = Given.Customer(bench);
        // Brussels is one hour ahead in winter: 23:00 there is the first of March here.
        Invoice last = Given.Invoice(bench, customer, "in_1", Given.Line(1m, 100m, 21m, "standard")) with { IssuedAt = new(2026, 2, 28, 22, 59, 59, TimeSpan.Zero) };
        Invoice first = Given.Invoice(bench, customer, "in_2", Given.Line(1m, 100m, 12m, "standard")) with { IssuedAt = new(2026, 2, 28, 23, 0, 0, TimeSpan.Zero) };

        await bench.PostAsync(Given.ToSend(customer), Given.ToSend(last, customer), Given.ToSend(first, customer));

        await bench.AssertNoCasesAsync();
        Assert.Equal(("2026-02-28", 121m), await PostedAsync(bench, last));
        Assert.Equal(("2026-03-01", 112m), await PostedAsync(bench, first));
    }

    [Theory]
    [MemberData(nameof(PortBench.Ways), MemberType = typeof(PortBench))]
    public async Task Tax_MappedForOtherDays_IsACaseBeforeAnyDraft(string way)
    {
        await using PortBench bench = await PortBench.StartAsync(
            way, o => o.Dated.Add(new DatedEntry { Key = "standard", Use = "account.{company}_attn_VAT-OUT-21-L", From = new DateOnly(2026, 3, 2) }));
        CaseReason reason = await RefusedAsync(bench, Given.Line(1m, 100m, 21m, "standard"));
        Assert.Equal((ErrorKind.Configuration, "unmapped-tax"), (reason.Kind, reason.Cause));
        Assert.Contains("mapped for other days than 2026-03-01", reason.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(PortBench.Ways), MemberType = typeof(PortBench))]
    public async Task Tax_NotListed_IsACaseThatShowsWhatOdooHas(string way)
    {
        await using PortBench bench = await PortBench.StartAsync(way);
        CaseReason reason = await RefusedAsync(bench, Given.Line(1m, 100m, 21m, "reduced"));
        Assert.Equal((ErrorKind.Configuration, "unmapped-tax", "Systems:odoo:Taxes:reduced"), (reason.Kind, reason.Cause, reason.Field));
        JsonObject belgian = (await bench.Odoo.FindAsync($"account.{await CompanyAsync(bench)}_attn_VAT-OUT-06-L", "name", "id"))!;
        Assert.Contains($"{belgian["name"]} (id {belgian["id"]})", reason.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(PortBench.Ways), MemberType = typeof(PortBench))]
    public async Task Product_NotListed_IsTakenByReferenceUnlessTheTableIsClosed(string way)
    {
        await using (PortBench open = await PortBench.StartAsync(way))
        {
            Customer customer = Given.Customer(open);
            Invoice invoice = Given.Invoice(open, customer, "in_1", Given.Line(1m, 100m, 21m, product: "CONTRACT-SEAT"));
            await open.PostAsync(Given.ToSend(customer), Given.ToSend(invoice, customer));
            await open.AssertNoCasesAsync();
            Assert.Equal(("2026-03-01", 121m), await PostedAsync(open, invoice));
        }

        await using PortBench closed = await PortBench.StartAsync(way, o => o.ProductsByReference = false);
        CaseReason reason = await RefusedAsync(closed, Given.Line(1m, 100m, 21m, product: "CONTRACT-SEAT"));
        Assert.Equal(("unmapped-product", "Systems:odoo:Products:CONTRACT-SEAT"), (reason.Cause, reason.Field));
        Assert.Contains("CONTRACT-PLAN", reason.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(PortBench.Ways), MemberType = typeof(PortBench))]
    public async Task Product_DeletedWhileRemembered_IsACaseAndTheRetryFindsItsReplacement(string way)
    {
        await using PortBench bench = await PortBench.StartAsync(way, o => o.Products["addon"] = AddOn);
        long old = await ProductAsync(bench);
        Customer customer = Given.Customer(bench);
        Invoice before = Given.Invoice(bench, customer, "in_1", Given.Line(1m, 100m, 21m));
        Deal deal = new()
        {
            Ref = bench.Ref(RecordKinds.Deal, "d1"), Customer = customer, Name = "Add-on", IsWon = true, Currency = Currency.Parse("EUR"),
            Lines = [new ProductLine { Id = "1", ProductCode = "addon", Description = "Add-on", Quantity = 1m, UnitPrice = 10m }],
        };
        await bench.PostAsync(Given.ToSend(customer), Given.ToSend(before, customer));
        // Reads the product and is refused for another reason, so that no document keeps it.
        Invoice after = Given.Invoice(bench, customer, "in_2", Given.Line(1m, 100m, 21m, product: "addon"));
        await bench.PostAsync(PortBench.Intent(EffectKinds.Contract, deal.Ref, deal, customer));
        JsonObject order = (await bench.FindAsync(EffectKinds.Contract, deal.Ref, "id"))!;
        await bench.Odoo.CallAsync("sale.order", "action_cancel", [new JsonArray((long)order["id"]!)]);
        await bench.Odoo.CallAsync("sale.order", "unlink", [new JsonArray((long)order["id"]!)]);
        await bench.Odoo.CallAsync("product.product", "unlink", [new JsonArray(old)]);
        long replacement = await ProductAsync(bench);

        await bench.PostAsync(Given.ToSend(after, customer));

        CaseInfo refused = Assert.Single(await bench.CasesAsync());
        Assert.True((await bench.Hub.Cases.RetryAsync(refused.Id, "tester", TestContext.Current.CancellationToken)).IsDone);
        await bench.DrainAsync();
        await bench.AssertNoCasesAsync();
        Assert.Equal(("2026-03-01", 121m), await PostedAsync(bench, after));
        JsonObject line = (JsonObject)(await bench.Odoo.SearchReadAsync("account.move.line", [new JsonArray("product_id", "=", replacement)], "price_subtotal"))[0]!;
        Assert.Equal(100m, (decimal)line["price_subtotal"]!);
    }

    [Theory]
    [MemberData(nameof(PortBench.Ways), MemberType = typeof(PortBench))]
    public async Task Journal_MappedForASource_TakesItsInvoicesAndIsClosedForOthers(string way)
    {
        await using PortBench bench = await PortBench.StartAsync(way, o => o.Journals["books"] = "SRC");
        CaseReason reason = await RefusedAsync(bench, Given.Line(1m, 100m, 21m));
        Assert.Equal(("unmapped-journal", "Systems:odoo:Journals:books"), (reason.Cause, reason.Field));
        Assert.Contains("INV", reason.Message, StringComparison.Ordinal);

        long company = await CompanyAsync(bench);
        JsonObject usual = (JsonObject)(await bench.Odoo.SearchReadAsync(
            "account.journal", [new JsonArray("company_id", "=", company), new JsonArray("code", "=", "INV")], "default_account_id"))[0]!;
        long journal = (long)(await bench.Odoo.CallAsync("account.journal", "create", [new JsonObject
        {
            ["name"] = "Sales of the source", ["code"] = "SRC", ["type"] = "sale", ["company_id"] = company, ["default_account_id"] = usual["default_account_id"]![0]!.DeepClone(),
        }]))!;
        CaseInfo open = Assert.Single(await bench.CasesAsync());
        await bench.Hub.Cases.RetryAsync(open.Id, "tester", TestContext.Current.CancellationToken);
        await bench.DrainAsync();

        await bench.AssertNoCasesAsync();
        JsonObject posted = (await bench.FindAsync(EffectKinds.Invoice, bench.Ref(RecordKinds.Invoice, "in_1"), "journal_id", "state"))!;
        Assert.Equal((journal, "posted"), ((long)posted["journal_id"]![0]!, (string?)posted["state"]));
    }

    /// <summary>Contract BE has rates of the dollar from 2026-01-01 and 2026-07-01.</summary>
    [Theory]
    [InlineData("2025-12-31", null, "missing-rate")]
    [InlineData("2026-01-01", null, null)]
    [InlineData("2026-06-30", null, null)]
    [InlineData("2026-02-01", 31, null)]
    [InlineData("2026-02-02", 31, "missing-rate")]
    public async Task Rate_OfAForeignCurrency_MustBeThereForTheDocumentsDay(string day, int? maxAge, string? cause)
    {
        await using PortBench bench = await PortBench.StartAsync(PortTarget.Action, o => o.MaxRateAgeDays = maxAge);
        Customer customer = Given.Customer(bench);
        Invoice invoice = InDollars(Given.Invoice(bench, customer, "in_1", Given.Line(1m, 100m, 21m)), DateOnly.Parse(day, null));

        await bench.PostAsync(Given.ToSend(customer), Given.ToSend(invoice, customer));

        Assert.Equal(cause, (await bench.CasesAsync()).SingleOrDefault()?.Reason.Cause);
        Assert.Equal(cause is null, await bench.FindAsync(EffectKinds.Invoice, invoice.Ref, "id") is not null);
    }

    [Fact]
    public async Task Rate_OfZero_IsACaseOfItsOwn()
    {
        await using PortBench bench = await PortBench.StartAsync(PortTarget.Action);
        JsonNode? dollar = (await bench.Odoo.FindAsync("base.USD", "id"))!["id"];
        await bench.Odoo.CallAsync("res.currency.rate", "create", [new JsonObject
        {
            ["name"] = "2026-02-01", ["currency_id"] = dollar!.DeepClone(), ["rate"] = 0, ["company_id"] = bench.Emulator.CompanyId,
        }]);
        Customer customer = Given.Customer(bench);
        Invoice invoice = InDollars(Given.Invoice(bench, customer, "in_1", Given.Line(1m, 100m, 21m)), new DateOnly(2026, 3, 1));
        await bench.PostAsync(Given.ToSend(customer), Given.ToSend(invoice, customer));
        Assert.Equal(("zero-rate", "currency"), (Assert.Single(await bench.CasesAsync()).Reason.Cause, (await bench.CasesAsync())[0].Reason.Field));
    }

    private const string AddOn = "ADD-ON";

    private static Invoice InDollars(Invoice invoice, DateOnly day)
    {
        Currency dollar = Currency.Parse("USD");
        Money Money(Money euro) => new(euro.Amount, dollar);
        TaxLine Tax(TaxLine tax) => tax with { Base = Money(tax.Base), Amount = Money(tax.Amount) };
        return invoice with
        {
            Currency = dollar, IssuedAt = Given.Noon(day.Year, day.Month, day.Day), Net = Money(invoice.Net), Gross = Money(invoice.Gross),
            Taxes = [.. invoice.Taxes.Select(Tax)],
            Lines = [.. invoice.Lines.Select(l => l with { Net = Money(l.Net), Taxes = [.. l.Taxes.Select(Tax)] })],
        };
    }

    /// <summary>Posts a customer and an invoice of this line; answers the reason of the one case and asserts that no document was made.</summary>
    private static async Task<CaseReason> RefusedAsync(PortBench bench, InvoiceLine line)
    {
        Customer customer = Given.Customer(bench);
        Invoice invoice = Given.Invoice(bench, customer, "in_1", line);
        await bench.PostAsync(Given.ToSend(customer), Given.ToSend(invoice, customer));
        Assert.Null(await bench.FindAsync(EffectKinds.Invoice, invoice.Ref, "id"));
        return Assert.Single(await bench.CasesAsync()).Reason;
    }

    private static async Task<(string? Day, decimal Total)> PostedAsync(PortBench bench, Invoice invoice)
    {
        JsonObject posted = (await bench.FindAsync(EffectKinds.Invoice, invoice.Ref, "state", "invoice_date", "amount_total"))!;
        Assert.Equal("posted", (string?)posted["state"]);
        return ((string?)posted["invoice_date"], (decimal)posted["amount_total"]!);
    }

    private static async Task<long> CompanyAsync(PortBench bench) =>
        (long)(await bench.Odoo.SearchReadAsync("res.company", [new JsonArray("name", "=", "Contract BE")], "name"))[0]!["id"]!;

    private static async Task<long> ProductAsync(PortBench bench) => (long)(await bench.Odoo.CallAsync(
        "product.product", "create", [new JsonObject { ["name"] = "Add-on", ["default_code"] = AddOn, ["type"] = "service" }]))!;
}
