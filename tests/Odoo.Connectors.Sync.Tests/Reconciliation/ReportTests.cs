using System.Text;
using Odoo.Connectors.Model;

namespace Odoo.Connectors.Sync.Tests.Reconciliation;

public sealed class ReportTests
{
    private static readonly ReconciliationReport s_report = new()
    {
        Source = "stripe", Ledgers = ["odoo"], By = "ann <b>", StartedAt = Shop.At(1), EndedAt = Shop.At(2), Expected = 2, Booked = 1,
        Totals =
        [
            new PositionTotal
            {
                Kind = RecordKinds.Invoice, Ledger = "odoo", Currency = Currency.Parse("EUR"), Month = new DateOnly(2026, 3, 1), ExpectedCount = 2, BookedCount = 1, ExpectedGross = 200m, BookedGross = 50m,
            },
        ],
        Discrepancies =
        [
            new Discrepancy { Kind = DiscrepancyKind.Missing, Expected = Told("=cmd|' /C calc'!A0") with { Stream = "invoices", ToldAt = Shop.At(3) }, Correction = Correction.TellAgain },
            new Discrepancy { Kind = DiscrepancyKind.Amount, Expected = Told("N-2"), Booked = Told("x") with { Ref = new ExternalRef("odoo", RecordKinds.Invoice, "7"), Gross = 99.5m }, Difference = -0.5m },
        ],
        InFlight = [new Discrepancy { Kind = DiscrepancyKind.Missing, Expected = Told("B,\"2\"") }],
    };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Json_ReadBack_IsTheSameReport()
    {
        using MemoryStream to = new();
        await s_report.WriteJsonAsync(to, Cancel);

        ReconciliationReport back = System.Text.Json.JsonSerializer.Deserialize(to.ToArray(), ReconciliationJson.Default.ReconciliationReport)!;

        Assert.Equal(s_report.Discrepancies, back.Discrepancies);
        Assert.Equal(s_report.InFlight, back.InFlight);
        Assert.Equal(s_report.Totals, back.Totals);
        Assert.Contains("\"kind\": \"Missing\"", Encoding.UTF8.GetString(to.ToArray()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Csv_OfNumbersAndFormulas_IsQuotedAndHarmless()
    {
        using StringWriter to = new();
        await s_report.WriteCsvAsync(to, Cancel);

        string[] lines = to.ToString().Split("\r\n");
        Assert.Equal(5, lines.Length);
        Assert.StartsWith("Missing,no,invoice,'=cmd|' /C calc'!A0,,,'=cmd|' /C calc'!A0,EUR,100,,", lines[1], StringComparison.Ordinal);
        Assert.StartsWith("Amount,no,invoice,N-2,odoo,7,N-2,EUR,100,99.5,,,-0.5,", lines[2], StringComparison.Ordinal);
        Assert.StartsWith("Missing,yes,invoice,\"B,\"\"2\"\"\",,,\"B,\"\"2\"\"\",EUR,", lines[3], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Html_IsEscapedHasBarsAndNeedsNothingFromOutside()
    {
        using StringWriter to = new();
        await s_report.WriteHtmlAsync(to, Cancel);
        string page = to.ToString();

        Assert.Contains("ann &lt;b&gt;", page, StringComparison.Ordinal);
        Assert.Contains("2 discrepancies.", page, StringComparison.Ordinal);
        // 200.00 is the most, 220 wide; 50.00 a quarter of it.
        Assert.Contains("<rect class=\"e\" y=\"0\" height=\"8\" width=\"220\"/><rect class=\"b\" y=\"9\" height=\"8\" width=\"55\"/>", page, StringComparison.Ordinal);
        Assert.Contains(">-150.00 EUR<", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", page, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("http", page, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("src=", page, StringComparison.OrdinalIgnoreCase);
    }

    private static Position Told(string id) => new()
    {
        Ref = new ExternalRef("stripe", RecordKinds.Invoice, id), Number = id, Currency = Currency.Parse("EUR"), Gross = 100m, At = Shop.At(1), State = PositionState.Open,
    };
}
