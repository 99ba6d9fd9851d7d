using System.Text.Json.Nodes;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Tests.Port;

/// <summary>What Odoo posts has the source's net, tax groups and gross, however the source rounds; or nothing is posted.</summary>
public sealed class TotalsTests
{
    private const string Eur = "EUR";

    /// <summary>Each invoice with the totals that its source states; the arithmetic is beside it.</summary>
    [Theory]
    [MemberData(nameof(PortBench.Ways), MemberType = typeof(PortBench))]
    public async Task Invoice_AsItsSourceRounds_IsPostedWithTheSourcesTotals(string way)
    {
        await using PortBench bench = await PortBench.StartAsync(way, o => o.Taxes["vat21-b2c"] = o.Taxes["vat21"]);
        Customer customer = Given.Customer(bench);
        Invoice[] invoices =
        [
            // Reverse charge: taxed at 0 %, in a group of its own.
            Bill.Invoice(bench, customer, "reverse", Eur, 99.99m, 99.99m, [("vat0", 0m)], Bill.Line(Eur, 3m, 33.33m, 99.99m, ("vat0", 0m))),
            // Two rates on one line: 10.05 x 21 % = 2.1105, x 6 % = 0.603.
            Bill.Invoice(bench, customer, "two-on-one", Eur, 10.05m, 12.76m, [("vat21", 2.11m), ("vat6", 0.60m)], Bill.Line(Eur, 1m, 10.05m, 10.05m, ("vat21", 2.11m), ("vat6", 0.60m))),
            // Several rates, one line without tax, one of zero: 60 x 21 % = 12.60, 30 x 12 % = 3.60, 40 x 6 % = 2.40.
            Bill.Invoice(
                bench, customer, "mixed", Eur, 160m, 178.60m, [("vat21", 12.60m), ("vat12", 3.60m), ("vat6", 2.40m)],
                Bill.Line(Eur, 2m, 30m, 60m, ("vat21", 12.60m)), Bill.Line(Eur, 1m, 30m, 30m, ("vat12", 3.60m)), Bill.Line(Eur, 4m, 10m, 40m, ("vat6", 2.40m)),
                Bill.Line(Eur, 1m, 30m, 30m), Bill.Line(Eur, 5m, 0m, 0m, ("vat21", 0m))),
            // Proration takes back 12.34: 87.66 x 21 % = 18.4086.
            Bill.Invoice(
                bench, customer, "prorated", Eur, 87.66m, 106.07m, [("vat21", 18.41m)],
                Bill.Line(Eur, 1m, 100m, 100m, ("vat21", 21m)), Bill.Line(Eur, 1m, -12.34m, -12.34m, ("vat21", -2.59m))),
            // 3 x 9.99 with tax included is 29.97: net 29.97 / 1.21 = 24.7686, tax the rest.
            Bill.Invoice(
                bench, customer, "included", Eur, 24.77m, 29.97m, [("vat21", 5.20m)],
                Bill.Line(Eur, 3m, 9.99m, 24.77m) with { Taxes = [Bill.Tax(Eur, "vat21", 24.77m, 5.20m) with { Included = true }] }),
            // Each line for itself: 0.40 x 21 % = 0.084 is 0.08, three times 0.24. Odoo on 1.20: 0.252 is 0.25.
            Bill.Invoice(
                bench, customer, "each-line", Eur, 1.20m, 1.44m, [("vat21", 0.24m)],
                [.. Enumerable.Repeat(Bill.Line(Eur, 1m, 0.40m, 0.40m, ("vat21", 0.08m)), 3)]),
            // Two rates at the source are one tax in Odoo: 0.07 x 21 % = 0.0147 is 0.01, twice 0.02. Odoo on 0.14: 0.0294 is 0.03.
            Bill.Invoice(
                bench, customer, "one-tax", Eur, 0.14m, 0.16m, [("vat21", 0.01m), ("vat21-b2c", 0.01m)],
                Bill.Line(Eur, 1m, 0.07m, 0.07m, ("vat21", 0.01m)), Bill.Line(Eur, 1m, 0.07m, 0.07m, ("vat21-b2c", 0.01m))),
            // No decimals: 3 x 333.5 = 1000.5 is 1001, x 21 % = 210.21 is 210.
            Bill.Invoice(bench, customer, "yen", "JPY", 1001m, 1211m, [("vat21", 210m)], Bill.Line("JPY", 3m, 333.5m, 1001m, ("vat21", 210m))),
            // Three decimals: 1.235 x 21 % = 0.25935, 0.167 x 6 % = 0.01002.
            Bill.Invoice(
                bench, customer, "dinar", "KWD", 1.402m, 1.671m, [("vat21", 0.259m), ("vat6", 0.010m)],
                Bill.Line("KWD", 1m, 1.2345m, 1.235m, ("vat21", 0.259m)), Bill.Line("KWD", 3m, 0.0555m, 0.167m, ("vat6", 0.010m))),
        ];

        await bench.PostAsync([Given.ToSend(customer), .. invoices.Select(i => Given.ToSend(i, customer))]);

        await bench.AssertNoCasesAsync();
        foreach (Invoice invoice in invoices)
        {
            Assert.Equal(
                ("posted", invoice.Net.Amount, invoice.Gross.Amount - invoice.Net.Amount, invoice.Gross.Amount), await Bill.PostedAsync(bench, EffectKinds.Invoice, invoice.Ref));
        }

        Assert.Equal("VAT 0% 0.00", await Bill.GroupsAsync(bench, invoices[0].Ref));
        Assert.Equal("VAT 21% 12.60, VAT 12% 3.60, VAT 6% 2.40", await Bill.GroupsAsync(bench, invoices[2].Ref));
        Assert.Equal("VAT 21% 0.02", await Bill.GroupsAsync(bench, invoices[6].Ref));
    }

    /// <summary>Quantity and price are kept where they give the line's amount exactly; usage goes as one unit, since Odoo cuts quantities to two decimals.</summary>
    [Theory]
    [MemberData(nameof(PortBench.Ways), MemberType = typeof(PortBench))]
    public async Task Line_ThatOdooWouldCutOrRoundOtherwise_IsOneUnitAtItsNet(string way)
    {
        await using PortBench bench = await PortBench.StartAsync(way);
        Customer customer = Given.Customer(bench);
        InvoiceLine discounted = Bill.Line(Eur, 7m, 19.99m, 122.43m, ("vat0", 0m)) with { Discounts = [new Discount("d1", Bill.Money(17.50m, Eur))] };
        Invoice invoice = Bill.Invoice(
            bench, customer, "usage", Eur, 249.96m, 249.96m, [("vat0", 0m)],
            Bill.Line(Eur, 1.23456m, 10m, 12.35m, ("vat0", 0m)), // Odoo would make 1.23 x 10.00 = 12.30 of it.
            Bill.Line(Eur, 1234m, 0.0123m, 15.18m, ("vat0", 0m)), // 15.1782 is no amount of cents.
            discounted, // 139.93 less 17.50; no percentage of two decimals gives it.
            Bill.Line(Eur, 4m, 25m, 75m, ("vat0", 0m)) with { Discounts = [new Discount("d2", Bill.Money(25m, Eur))] }, // 25 % exactly
            Bill.Line(Eur, 2.5m, 10m, 25m, ("vat0", 0m)));

        await bench.PostAsync(Given.ToSend(customer), Given.ToSend(invoice, customer));

        await bench.AssertNoCasesAsync();
        Assert.Equal(("posted", 249.96m, 0m, 249.96m), await Bill.PostedAsync(bench, EffectKinds.Invoice, invoice.Ref));
        Assert.Equal(
            [("Plan (1.23456 x 10)", 1m, 12.35m), ("Plan (1234 x 0.0123)", 1m, 15.18m), ("Plan (7 x 19.99)", 1m, 122.43m), ("Plan", 4m, 25m), ("Plan", 2.5m, 10m)],
            await Bill.LinesAsync(bench, invoice.Ref));
    }

    [Theory]
    [MemberData(nameof(PortBench.Ways), MemberType = typeof(PortBench))]
    public async Task Discount_OfTheDocument_IsALineOfItsOwnAndTakesItsTaxOff(string way)
    {
        await using PortBench bench = await PortBench.StartAsync(way);
        Customer customer = Given.Customer(bench);

        // 100.00 less 10.01: 89.99 x 21 % = 18.8979.
        Invoice invoice = Bill.Invoice(bench, customer, "less", Eur, 89.99m, 108.89m, [("vat21", 18.90m)], Bill.Line(Eur, 1m, 100m, 100m, ("vat21", 21m))) with
        {
            Discounts = [new DocumentDiscount { Id = "coupon", Description = "Welcome", Net = Bill.Money(10.01m, Eur), Taxes = [Bill.Tax(Eur, "vat21", 10.01m, 2.10m)] }],
        };

        await bench.PostAsync(Given.ToSend(customer), Given.ToSend(invoice, customer));

        await bench.AssertNoCasesAsync();
        Assert.Equal(("posted", 89.99m, 18.90m, 108.89m), await Bill.PostedAsync(bench, EffectKinds.Invoice, invoice.Ref));
        Assert.Equal([("Plan", 1m, 100m), ("Welcome", 1m, -10.01m)], await Bill.LinesAsync(bench, invoice.Ref));
    }

    /// <summary>0.335 is 0.34 on each of three lines, 1.02; the source says 1.01, and 1.01 x 21 % = 0.2121.</summary>
    [Theory]
    [MemberData(nameof(PortBench.Ways), MemberType = typeof(PortBench))]
    public async Task Net_OffTheSumOfItsLines_IsMadeUpForByALineOfTheRoundingProduct(string way)
    {
        await using PortBench bench = await PortBench.StartAsync(way, o => o.RoundingProduct = "CONTRACT-SEAT");
        Customer customer = Given.Customer(bench);
        InvoiceLine[] lines = [.. Enumerable.Repeat(Bill.Line(Eur, 1m, 0.335m, 0.335m, ("vat21", 0.07m)), 3)];
        Invoice invoice = Bill.Invoice(bench, customer, "less", Eur, 1.01m, 1.22m, [("vat21", 0.21m)], lines);
        Invoice far = Bill.Invoice(bench, customer, "far", Eur, 0.98m, 1.19m, [("vat21", 0.21m)], lines); // four cents off, three lines

        await bench.PostEachAsync([[Given.ToSend(customer)], [Given.ToSend(invoice, customer)], [Given.ToSend(far, customer)]]);

        Assert.Equal(("posted", 1.01m, 0.21m, 1.22m), await Bill.PostedAsync(bench, EffectKinds.Invoice, invoice.Ref));
        Assert.Equal(("Rounding", 1m, -0.01m), (await Bill.LinesAsync(bench, invoice.Ref))[^1]);
        CaseInfo only = Assert.Single(await bench.CasesAsync());
        Assert.Equal(("totals-differ", "lines"), (only.Reason.Cause, only.Reason.Field));
        Assert.Contains("1.02", only.Reason.Message, StringComparison.Ordinal);
        Assert.Null(await Bill.PostedAsync(bench, EffectKinds.Invoice, far.Ref));
    }

    /// <summary>What no policy covers is one case for each document, which says what differs, and nothing of it is in Odoo.</summary>
    [Theory]
    [MemberData(nameof(PortBench.Ways), MemberType = typeof(PortBench))]
    public async Task Totals_BeyondThePolicy_AreACaseAndNothingIsLeft(string way)
    {
        await using PortBench bench = await PortBench.StartAsync(way);
        Customer customer = Given.Customer(bench);
        InvoiceLine line = Bill.Line(Eur, 1m, 100m, 100m, ("vat21", 21m));
        (Invoice Invoice, string Cause, string Field, string Says)[] wrong =
        [
            (Bill.Invoice(bench, customer, "tax", Eur, 100m, 121.02m, [("vat21", 21.02m)], line), "tax-differs", "taxes", "21.02"),
            (Bill.Invoice(bench, customer, "net", Eur, 99.99m, 120.99m, [("vat21", 21m)], line), "totals-differ", "lines", "RoundingProduct"),
            (Bill.Invoice(bench, customer, "gross", Eur, 100m, 121.01m, [("vat21", 21m)], line), "totals-differ", "total", "121.01"),
            (Bill.Invoice(bench, customer, "part", Eur, 100m, 121.005m, [("vat21", 21.005m)], line), "totals-differ", "total", "fraction"),
            (Bill.Invoice(bench, customer, "nothing", Eur, 0m, 0m, []), "totals-differ", "lines", "no lines"),
            (Bill.Invoice(bench, customer, "below", Eur, -5m, -5m, [("vat0", 0m)], Bill.Line(Eur, 1m, -5m, -5m, ("vat0", 0m))), "negative-total", "total", "-5"),
            // 0.02 x 21 % = 0.0042 is nothing in Odoo, which then has no tax line that could be corrected.
            (Bill.Invoice(bench, customer, "tiny", Eur, 0.02m, 0.03m, [("vat21", 0.01m)], Bill.Line(Eur, 1m, 0.02m, 0.02m, ("vat21", 0.01m))), "tax-differs", "taxes", "none to correct"),
            (Bill.Invoice(bench, customer, "nowhere", Eur, 100m, 106m, [("vat6", 6m)], Bill.Line(Eur, 1m, 100m, 100m)), "tax-differs", "taxes", "no line"),
        ];

        await bench.PostAsync(Given.ToSend(customer));
        await bench.PostEachAsync([.. wrong.Select(w => (Intent[])[Given.ToSend(w.Invoice, customer)])]);

        IReadOnlyList<CaseInfo> cases = await bench.CasesAsync();
        Assert.Equal(wrong.Length, cases.Count);
        foreach ((Invoice invoice, string cause, string field, string says) in wrong)
        {
            Assert.Single(cases, c => c.Reason.Cause == cause && c.Reason.Field == field && c.Reason.Message.Contains(says, StringComparison.Ordinal));
            Assert.Null(await Bill.PostedAsync(bench, EffectKinds.Invoice, invoice.Ref));
        }
    }

    /// <summary>Somebody exchanges two rates in Odoo: the total stays 27.00, and the groups are not the source's.</summary>
    [Theory]
    [MemberData(nameof(PortTarget.Emulated), MemberType = typeof(PortTarget))]
    public async Task Groups_OffThoughTheTotalIsRight_AreACaseAndNothingIsLeft(string way)
    {
        await using PortBench bench = await PortBench.StartAsync(way);
        Customer customer = Given.Customer(bench);
        Invoice Two(string id) => Bill.Invoice(
            bench, customer, id, Eur, 200m, 227m, [("vat21", 21m), ("vat6", 6m)], Bill.Line(Eur, 1m, 100m, 100m, ("vat21", 21m)), Bill.Line(Eur, 1m, 100m, 100m, ("vat6", 6m)));
        await bench.PostAsync(Given.ToSend(customer), Given.ToSend(Two("before"), customer));
        await bench.AssertNoCasesAsync();
        foreach ((string name, int rate) in ((string, int)[])[("VAT-OUT-21-L", 6), ("VAT-OUT-06-L", 21)])
        {
            JsonObject tax = (await bench.Odoo.FindAsync($"account.{await ByHand.CompanyAsync(bench)}_attn_{name}", "name"))!;
            await bench.Odoo.CallAsync("account.tax", "write", [new JsonArray(tax["id"]!.DeepClone()), new JsonObject { ["amount"] = rate }]);
        }

        Invoice after = Two("after");
        await bench.PostAsync(Given.ToSend(after, customer));
        CaseInfo only = Assert.Single(await bench.CasesAsync());
        Assert.Equal("expectation-failed", only.Reason.Cause);
        Assert.Contains("tax_groups", only.Reason.Message, StringComparison.Ordinal);
        Assert.Null(await Bill.PostedAsync(bench, EffectKinds.Invoice, after.Ref));
    }

    /// <summary>Five lines of 0.07 at 21 %: 0.0147 each. Odoo says 0.05 where it rounds each line, 0.07 where it rounds the document.</summary>
    [Theory]
    [MemberData(nameof(PortBench.Ways), MemberType = typeof(PortBench))]
    public async Task Company_RoundsPerLine_TheSourcesTaxIsPostedAllTheSame(string way)
    {
        await using PortBench bench = await PortBench.StartAsync(way);
        JsonNode company = (await bench.Odoo.SearchReadAsync("res.company", [new JsonArray("name", "=", "Contract BE")], "name"))[0]!["id"]!;
        await bench.Odoo.CallAsync("res.company", "write", [new JsonArray(company.DeepClone()), new JsonObject { ["tax_calculation_rounding_method"] = "round_per_line" }]);
        try
        {
            Customer customer = Given.Customer(bench);
            InvoiceLine[] lines = [.. Enumerable.Repeat(Bill.Line(Eur, 1m, 0.07m, 0.07m, ("vat21", 0.014m)), 5)];
            Invoice invoice = Bill.Invoice(bench, customer, "document", Eur, 0.35m, 0.42m, [("vat21", 0.07m)], lines);
            Invoice same = Bill.Invoice(bench, customer, "lines", Eur, 0.35m, 0.40m, [("vat21", 0.05m)], lines);
            await bench.PostAsync(Given.ToSend(customer), Given.ToSend(invoice, customer), Given.ToSend(same, customer));

            await bench.AssertNoCasesAsync();
            Assert.Equal(("posted", 0.35m, 0.07m, 0.42m), await Bill.PostedAsync(bench, EffectKinds.Invoice, invoice.Ref));
            Assert.Equal(("posted", 0.35m, 0.05m, 0.40m), await Bill.PostedAsync(bench, EffectKinds.Invoice, same.Ref));
        }
        finally
        {
            await bench.Odoo.CallAsync("res.company", "write", [new JsonArray(company.DeepClone()), new JsonObject { ["tax_calculation_rounding_method"] = "round_globally" }]);
        }
    }
}
