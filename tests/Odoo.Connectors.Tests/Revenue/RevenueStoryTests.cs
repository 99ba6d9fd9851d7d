using Odoo.Connectors.Model;
using Odoo.Connectors.Revenue;
using static Odoo.Connectors.Revenue.RevenueMeasure;

namespace Odoo.Connectors.Tests.Revenue;

/// <summary>What a report says of the five months of <see cref="RevenueStory"/>. The numbers are reckoned here, from what happens in it.</summary>
public sealed class RevenueStoryTests(RevenueStory story) : IClassFixture<RevenueStory>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>
    /// 10 x 12 and 1200 a year, which is 100 a month, begin in January. February: 5 seats more, the yearly one pauses. March: 10 seats less, it goes on.
    /// April: the seats end. May: their customer comes back with 30.
    /// </summary>
    [Theory]
    [InlineData(1, 0, 220, 0, 0, 0, 0, 220)]
    [InlineData(2, 220, 0, 60, 0, -100, 0, 180)]
    [InlineData(3, 180, 0, 0, -120, 0, 100, 160)]
    [InlineData(4, 160, 0, 0, 0, -60, 0, 100)]
    [InlineData(5, 100, 0, 0, 0, 0, 30, 130)]
    public void Mrr_OfEachMonth_IsItsBeginningAndTheMovements(int month, int begin, int isNew, int expansion, int contraction, int churn, int back, int end)
    {
        Assert.Equal(
            [begin, isNew, expansion, contraction, churn, back, end, 12 * begin, 12 * end],
            new[] { MrrBegin, MrrNew, MrrExpansion, MrrContraction, MrrChurn, MrrReactivation, MrrEnd, ArrBegin, ArrEnd }.Select(m => Of(m, month)));
    }

    /// <summary>What begins on 31 January at 16:00 UTC begins on 1 February in Tokyo. Yen stay yen.</summary>
    [Fact]
    public void Mrr_OfAnotherCompany_IsOfItsCalendarAndCurrency()
    {
        Assert.Equal([0m, 5000m, 0m, 0m], Months(MrrNew, "odoo-jp", "JPY").Take(4));
        Assert.Equal([0m, 5000m, 5000m, 5000m, 5000m], Months(MrrEnd, "odoo-jp", "JPY"));
    }

    /// <summary>An open deal is of its stage as of each end; the one won on 14 March is booked in March, though that was entered in April.</summary>
    [Fact]
    public void Deals_OfTheCrm_AreInThePipelineUntilTheyAreBooked()
    {
        Assert.Equal(
            [(1, "qualified", 5000m), (2, "proposal", 6000m), (3, "qualified", 900m)],
            story.InJune.Figures.Where(f => f.Measure == Pipeline).Select(f => (f.Month.Month, f.Part!, f.Amount.Amount)));
        Assert.Equal([(3, 5500m)], story.InJune.Figures.Where(f => f.Measure == Bookings).Select(f => (f.Month.Month, f.Amount.Amount)));
    }

    [Fact]
    public void Documents_OfEachMonth_AreWhatWasPostedInIt()
    {
        Assert.Equal([1452m, 145.20m, 0m, 0m, 0m], Months(Invoiced));
        Assert.Equal([0m, 0m, 363m, 0m, 0m], Months(Credited));
        Assert.Equal([1452m, 0m, 0m, 145.20m, 0m], Months(Collected));
        Assert.Equal([0m, 0m, 363m, 0m, 0m], Months(Refunded));
        Assert.Equal([0m, 5000m, 0m, 0m, 0m], Months(Invoiced, "odoo-jp", "JPY"));
        Assert.Equal([0m, 0m, 2000m, 0m, 0m], Months(Collected, "odoo-jp", "JPY"));
        RevenueFigure january = story.InJune.Figures.Single(f => f.Measure == Invoiced && f.Month.Month == 1);
        Assert.Equal((1200m, 252m, 1L), (january.Net!.Value.Amount, january.Tax!.Value.Amount, january.Count));
    }

    /// <summary>145.20 is due on 3 March: 28 days late at the end of it. 5000 yen are due on 15 February, 2000 of them are paid on 5 March.</summary>
    [Fact]
    public void Receivables_AsOfEachEnd_AreAgedAsTheyWereThen()
    {
        Assert.Equal(
            [(2, "not due", 145.20m), (3, "1-30", 145.20m), (4, "1-30", 50m), (5, "31-60", 50m)],
            story.InJune.Figures.Where(f => f.Measure == ReceivablesEnd && f.Company == "odoo-be").Select(f => (f.Month.Month, f.Part!, f.Amount.Amount)));
        Assert.Equal(
            [(2, "1-30", 5000m), (3, "31-60", 3000m), (4, "61-90", 3000m), (5, "91+", 3000m)],
            story.InJune.Figures.Where(f => f.Measure == ReceivablesEnd && f.Company == "odoo-jp").Select(f => (f.Month.Month, f.Part!, f.Amount.Amount)));
    }

    /// <summary>
    /// 1200 over 365 days: 17, 45 and 76 of them are over by the ends of January, February and March, 106 and 137 by those of April and May. The month
    /// of 120 is earned in February. The credit of 300 takes back the same days from March on: 62.47 for 76 of them at once.
    /// </summary>
    [Fact]
    public void Earned_ByDaysOfService_IsTakenBackByTheCreditNote()
    {
        decimal[] done = [55.89m, 147.95m, 249.86m, 348.49m, 450.41m];
        decimal[] taken = [0m, 0m, 62.47m, 87.12m, 112.60m];
        Assert.Equal(
            [done[0], done[1] - done[0] + 120m, done[2] - done[1] - taken[2], done[3] - done[2] - (taken[3] - taken[2]), done[4] - done[3] - (taken[4] - taken[3])], Months(Earned));
        Assert.Equal([1200m - done[0], 1200m - done[1], 900m - (done[2] - taken[2]), 900m - (done[3] - taken[3]), 900m - (done[4] - taken[4])], Months(DeferredEnd));
        Assert.Equal([0m, 5000m, 0m, 0m, 0m], Months(Earned, "odoo-jp", "JPY"));
    }

    /// <summary>The entry of 50 that a person made is no document and no payment: it explains what April's receivables are more by.</summary>
    [Fact]
    public void Checks_OfTheReport_AreRightAndTheEntryIsNamed()
    {
        Assert.True(story.InJune.IsConsistent, string.Join('\n', story.InJune.Checks.Where(c => !c.IsRight)));
        // Three a month of euros; of yen four of MRR and of receivables, and one of what was deferred.
        Assert.Equal((3 * 5) + 4 + 4 + 1, story.InJune.Checks.Count);
        RevenueCheck april = Assert.Single(story.InJune.Checks, c => c.Explained.Amount != 0m);
        Assert.Equal((4, RevenueCheckKind.Receivables, 0m, 50m), (april.Month.Month, april.Kind, april.Expected.Amount, april.Actual.Amount));
        RevenueRow entry = Assert.Single(story.InJune.Documents, d => d.Measure == OtherEntries);
        Assert.Equal((RecordKinds.Entry, 50m), (entry.Document.Kind, entry.Amount.Amount));
    }

    /// <summary>One euro is 160 yen at Contract BE on 1 January, 165 from 28 February on. The rate moves nothing.</summary>
    [Fact]
    public void Converted_IntoYen_ByTheRateOfEachMonthsEnd()
    {
        RevenueFigure[] ends = [.. story.InJune.Figures.Where(f => f.Measure == MrrEnd && f.Company == "odoo-be")];
        Assert.Equal([35200m, 29700m, 26400m, 16500m, 21450m], ends.Select(f => f.Converted!.Value.Amount));
        Assert.Equal((160m, new DateOnly(2026, 1, 1), 165m, new DateOnly(2026, 2, 28)), (ends[0].Rate, ends[0].RateOn!.Value, ends[1].Rate, ends[1].RateOn!.Value));
    }

    [Fact]
    public void Gaps_WhatHasNoAmount_IsNamed() =>
        Assert.Equal([new RevenueGap(RevenueGapKind.NoAmount, new ExternalRef("crm", RecordKinds.Deal, "d3"), new DateOnly(2026, 3, 1))], story.InJune.Gaps);

    /// <summary>The rest of the yen was paid in June, and a version of February came then: neither changes what was reported on 1 June.</summary>
    [Fact]
    public void Report_OfWhatWasKnownThen_IsTheSameLater()
    {
        Assert.Equal(story.InJune.Figures, story.Again.Figures);
        Assert.Equal(story.InJune.Documents, story.Again.Documents);
        Assert.Equal(story.InJune.Checks, story.Again.Checks);
    }

    /// <summary>Of everything that is known now, seats are 20 from 20 February: 60 more in February and March's 180 less. April is as it was.</summary>
    [Fact]
    public void Report_OfEverything_HasWhatCameLate()
    {
        Assert.Equal([220m, 240m, 160m, 100m, 130m], Ends(story.Later));
        Assert.Equal((120m, -180m), (Sum(story.Later, MrrExpansion, 2), Sum(story.Later, MrrContraction, 3)));
        Assert.True(story.Later.IsConsistent);
    }

    /// <summary>Each number is the sum of its documents, of which the report holds the first ones.</summary>
    [Fact]
    public async Task Rows_OfAMeasure_SumToItsFigures()
    {
        Dictionary<(RevenueMeasure, string, DateOnly, string?), decimal> sums = [];
        await foreach (RevenueRow row in story.World.Revenue.RowsAsync(RevenueStory.Scope with { KnownBy = story.InJune.KnownBy }, Cancel))
        {
            sums[(row.Measure, row.Company, row.Month, row.Part)] = sums.GetValueOrDefault((row.Measure, row.Company, row.Month, row.Part)) + row.Amount.Amount;
        }

        Assert.Equal(
            story.InJune.Figures.Where(f => f.Measure is not (ArrBegin or ArrEnd)).Select(f => ((f.Measure, f.Company, f.Month, f.Part), f.Amount.Amount)).Order(),
            sums.Select(s => (s.Key, s.Value)).Order());
        RevenueRow churned = Assert.Single(story.InJune.Documents, d => d.Measure == MrrChurn && d.Month.Month == 4);
        Assert.Equal((new ExternalRef("books", RecordKinds.Contract, "sub_1"), new DateOnly(2026, 4, 12), -60m), (churned.Document, churned.On, churned.Amount.Amount));
        RevenueRow credited = Assert.Single(story.InJune.Documents, d => d.Measure == Credited);
        Assert.Equal((new ExternalRef("books", RecordKinds.CreditNote, "cn_1"), RecordKinds.CreditNote), (credited.Source, credited.Document.Kind));
    }

    /// <summary>Recurring revenue is known here: Odoo is not asked.</summary>
    [Fact]
    public async Task Report_OfOneMeasureAndCompany_HoldsNothingElse()
    {
        int calls = story.World.Odoo.Calls.Count;
        RevenueReport report = await story.World.Revenue.ReportAsync(
            RevenueStory.Scope with { Companies = ["odoo-be"], Measures = [MrrEnd], KnownBy = story.InJune.KnownBy, DocumentsPerFigure = 1 }, Cancel);
        Assert.Equal([220m, 180m, 160m, 100m, 130m], report.Figures.Select(f => f.Amount.Amount));
        Assert.Equal((0, 5, 2L, calls), (report.Checks.Count, report.Documents.Count, report.Figures[0].Count, story.World.Odoo.Calls.Count));
    }

    [Fact]
    public async Task Report_OfAnUnknownCompany_NamesTheKnownOnes()
    {
        ConnectorException e = await Assert.ThrowsAsync<ConnectorException>(() => story.World.Revenue.ReportAsync(RevenueStory.Scope with { Companies = ["odoo-us"] }, Cancel));
        Assert.Equal((ErrorKind.Configuration, "Companies"), (e.Kind, e.Field));
        Assert.Contains("odoo-be, odoo-jp", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Written_AsJsonCsvAndHtml_NamesNobody()
    {
        using MemoryStream json = new();
        await story.InJune.WriteJsonAsync(json, Cancel);
        using StringWriter csv = new(), rows = new(), html = new();
        await story.InJune.WriteCsvAsync(csv, Cancel);
        await story.World.Revenue.RowsAsync(RevenueStory.Scope, Cancel).WriteRowsCsvAsync(rows, Cancel);
        await story.InJune.WriteHtmlAsync(html, Cancel);
        string[] all = [System.Text.Encoding.UTF8.GetString(json.ToArray()), csv.ToString(), rows.ToString(), html.ToString()];
        Assert.All(all, text => Assert.DoesNotContain("Name ", text, StringComparison.Ordinal));
        Assert.All(all, text => Assert.DoesNotContain("Kanaal", text, StringComparison.Ordinal));
        Assert.Contains("\"measure\": \"MrrEnd\"", all[0], StringComparison.Ordinal);
        Assert.Equal("MrrEnd,,odoo-be,2026-01-01,EUR,220.00,,,2,JPY,35200,160,2026-01-01", LineOf(all[1], "MrrEnd,,odoo-be,2026-01-01"));
        Assert.Equal("MrrChurn,,odoo-be,2026-04-01,EUR,-60.00,,,2026-04-12,books,contract,sub_1,,,,", LineOf(all[2], "MrrChurn,,odoo-be,2026-04-01"));
        Assert.Contains("<svg", all[3], StringComparison.Ordinal);
        Assert.DoesNotContain("http", all[3], StringComparison.Ordinal);
    }

    private static string LineOf(string csv, string beginning) => Assert.Single(csv.Split("\r\n"), l => l.StartsWith(beginning, StringComparison.Ordinal));

    private static IEnumerable<decimal> Ends(RevenueReport report) => Enumerable.Range(1, 5).Select(m => Sum(report, MrrEnd, m));

    private static decimal Sum(RevenueReport report, RevenueMeasure measure, int month, string company = "odoo-be", string currency = "EUR") =>
        report.Figures.Where(f => f.Measure == measure && f.Month == new DateOnly(2026, month, 1) && f.Company == company && f.Amount.Currency.Code == currency).Sum(f => f.Amount.Amount);

    private decimal Of(RevenueMeasure measure, int month, string company = "odoo-be", string currency = "EUR") => Sum(story.InJune, measure, month, company, currency);

    private IEnumerable<decimal> Months(RevenueMeasure measure, string company = "odoo-be", string currency = "EUR") =>
        Enumerable.Range(1, 5).Select(m => Of(measure, m, company, currency));
}
