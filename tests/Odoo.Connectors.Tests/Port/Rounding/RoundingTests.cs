using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Tests.Port.Rounding;

/// <summary>
/// Generated invoices of three billing systems that round each in their own way: what they state is what Odoo posts, to the minor unit; and
/// what is off beyond the policy is a case and not in Odoo. <c>ERP_INVOICES</c> says how many; the default keeps the run short.
/// </summary>
public sealed class RoundingTests(ITestOutputHelper output)
{
    private const int Default = 300;

    [Fact]
    public void BillingSystem_ExamplesOfManuals_ComeToTheirSums()
    {
        // A vendor's manual: 0.43 and 4.84 at 15 % are 0.0645 and 0.7260, rounded for each line 0.06 and 0.73.
        Assert.Equal((0.06m, 0.73m), (BillingSystem.HalfUp(0.0645m, 2), BillingSystem.HalfUp(0.7260m, 2)));

        // Another's: halves go to the even digit, so that 7.355 and 7.365 both are 7.36.
        Assert.Equal((7.36m, 7.36m), (BillingSystem.HalfEven(7.355m, 2), BillingSystem.HalfEven(7.365m, 2)));
        Assert.Equal((-7.36m, -7.37m), (BillingSystem.HalfEven(-7.365m, 2), BillingSystem.HalfUp(-7.365m, 2)));

        // Three lines of 0.40 at 21 %, without tax in the price: 0.084 each; 0.252 together.
        SoldDocument Three(RoundingStyle style) => new(style, "EUR", 2, false, [.. Enumerable.Repeat(new SoldLine(1m, 0.40m, 0m, [21]), 3)], 0m);
        Assert.Equal(0.24m, BillingSystem.Sum(Three(RoundingStyle.Line)).Taxes[21]);
        Assert.Equal(0.25m, BillingSystem.Sum(Three(RoundingStyle.Document)).Taxes[21]);

        // Seven units of 0.12 at 21 %: 0.0252 is 0.03 for one, 0.21 for seven; 0.1764 is 0.18 for the line.
        Assert.Equal(0.21m, BillingSystem.Sum(new SoldDocument(RoundingStyle.Unit, "EUR", 2, false, [new SoldLine(7m, 0.12m, 0m, [21])], 0m)).Taxes[21]);
        Assert.Equal(0.18m, BillingSystem.Sum(new SoldDocument(RoundingStyle.Line, "EUR", 2, false, [new SoldLine(7m, 0.12m, 0m, [21])], 0m)).Taxes[21]);
    }

    [Theory]
    [MemberData(nameof(PortBench.Ways), MemberType = typeof(PortBench))]
    public async Task Invoices_OfThreeWaysOfRounding_ArePostedToTheMinorUnitOrAreCases(string way)
    {
        int count = int.TryParse(Environment.GetEnvironmentVariable("ERP_INVOICES"), NumberStyles.None, CultureInfo.InvariantCulture, out int asked) ? asked : Default;
        await using PortBench bench = await PortBench.StartAsync(way, o => o.RoundingProduct = "CONTRACT-PLAN");
        Customer[] customers = [.. Enumerable.Range(1, 10).Select(n => Given.Customer(bench, string.Create(CultureInfo.InvariantCulture, $"c{n}")))];
        IReadOnlyList<Generated> all = Generated.Draw(bench, count, customers);
        await bench.PostEachAsync([.. customers.Select(c => (Intent[])[Given.ToSend(c)])]);

        Stopwatch watch = Stopwatch.StartNew();
        await bench.PostEachAsync([.. all.Select((g, n) => (Intent[])[Given.ToSend(g.Invoice, customers[n % customers.Length])])], TimeSpan.FromMinutes(30));
        watch.Stop();

        Dictionary<string, JsonNode> posted = await PostedAsync(bench, all);
        Assert.All(all.Where(g => !g.IsSpoilt), g => Assert.Equal(Text(g), Text(posted.GetValueOrDefault(g.Invoice.Number))));
        Assert.Equal(
            all.Where(g => g.IsSpoilt).Select(g => g.Invoice.Ref.ToString()).Order(StringComparer.Ordinal),
            (await bench.CasesAsync()).Select(c => c.Subject).Order(StringComparer.Ordinal));
        Assert.DoesNotContain(all, g => g.IsSpoilt && posted.ContainsKey(g.Invoice.Number));

        int different = all.Count(g => g is { IsSpoilt: false, DiffersFromOdoo: true });
        int right = all.Count(g => !g.IsSpoilt);
        Assert.True(different * 10 >= right * 3, $"only {different} of {right} differ from Odoo's own sum");
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{way}: {count} invoices, {all.Sum(g => g.Stated.All.Count())} lines; {right} posted, {different} of them off Odoo's own sum; {count - right} cases; {watch.Elapsed.TotalSeconds:0.0} s"));
    }

    private static async Task<Dictionary<string, JsonNode>> PostedAsync(PortBench bench, IReadOnlyList<Generated> all)
    {
        JsonArray moves = await bench.Odoo.SearchReadAsync(
            "account.move", [new JsonArray("ref", "in", new JsonArray([.. all.Select(g => (JsonNode)g.Invoice.Number)]))],
            "ref", "state", "amount_untaxed", "amount_tax", "amount_total", "tax_totals");
        return moves.ToDictionary(m => (string)m!["ref"]!, m => m!, StringComparer.Ordinal);
    }

    /// <summary>Net, each tax that a line carries, and gross, as the billing system states them.</summary>
    private static string Text(Generated generated)
    {
        Stated stated = generated.Stated;
        IEnumerable<int> rates = stated.All.SelectMany(l => l.Taxes.Keys).Distinct();
        return Text("posted", stated.Net, stated.Gross - stated.Net, stated.Gross, rates.Select(r => ($"VAT {r}%", stated.Taxes[r])));
    }

    private static string Text(JsonNode? move) => move is null ? "nothing" : Text(
        (string)move["state"]!, (decimal)move["amount_untaxed"]!, (decimal)move["amount_tax"]!, (decimal)move["amount_total"]!,
        move["tax_totals"]!["subtotals"]!.AsArray().SelectMany(s => s!["tax_groups"]!.AsArray())
            .Select(g => ((string)g!["group_name"]!, (decimal)g["tax_amount_currency"]!)));

    private static string Text(string state, decimal net, decimal tax, decimal gross, IEnumerable<(string Group, decimal Tax)> groups) => string.Create(
        CultureInfo.InvariantCulture,
        $"{state} {net:0.000} + {tax:0.000} = {gross:0.000} ({string.Join(", ", groups.OrderByDescending(g => g.Group, StringComparer.Ordinal).Select(g => string.Create(CultureInfo.InvariantCulture, $"{g.Group} {g.Tax:0.000}")))})");
}
