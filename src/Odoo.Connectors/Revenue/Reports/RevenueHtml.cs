using System.Globalization;
using System.Net;
using System.Text;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Revenue;

/// <summary>A report as one page: no script, no font, no image from anywhere.</summary>
internal static class RevenueHtml
{
    private static readonly RevenueMeasure[] s_moves =
        [RevenueMeasure.MrrNew, RevenueMeasure.MrrExpansion, RevenueMeasure.MrrReactivation, RevenueMeasure.MrrContraction, RevenueMeasure.MrrChurn];

    public static string Of(RevenueReport report)
    {
        StringBuilder page = new();
        string period = string.Create(CultureInfo.InvariantCulture, $"{report.From:yyyy-MM} to {report.To:yyyy-MM}");
        page.Append("<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">")
            .Append(CultureInfo.InvariantCulture, $"<title>Revenue {period}</title><style>{ReportHtml.Style}</style></head><body><h1>Revenue {period}</h1>")
            .Append(CultureInfo.InvariantCulture, $"<p>Made {report.MadeAt.UtcDateTime:yyyy-MM-dd HH:mm} UTC, of what was known by {report.KnownBy.UtcDateTime:yyyy-MM-dd HH:mm} UTC.</p>")
            .Append(report.IsConsistent ? "<p class=\"ok\">The numbers agree with each other.</p>" : "<p class=\"bad\">Numbers do not agree with each other, see the checks.</p>");
        ILookup<(RevenueMeasure, string, DateOnly, string?, Currency), RevenueRow> documents = report.Documents.ToLookup(d => (d.Measure, d.Company, d.Month, d.Part, d.Amount.Currency));
        foreach (IGrouping<(string Company, Currency Currency), RevenueFigure> books in report.Figures.GroupBy(f => (f.Company, f.Amount.Currency)))
        {
            page.Append(CultureInfo.InvariantCulture, $"<h2>{Text(books.Key.Company)}, {books.Key.Currency}</h2>");
            Movements(page, [.. books]);
            Figures(page, [.. books], [.. report.Figures.Select(f => f.Month).Distinct().Order()], documents);
        }

        Checks(page, report);
        Gaps(page, report);
        return page.Append("</body></html>").ToString();
    }

    /// <summary>MRR at the end of each month, and what moved it.</summary>
    private static void Movements(StringBuilder page, RevenueFigure[] figures)
    {
        (DateOnly Month, decimal End)[] ends = [.. figures.Where(f => f.Measure == RevenueMeasure.MrrEnd).Select(f => (f.Month, f.Amount.Amount))];
        decimal most = figures.Where(f => f.Measure == RevenueMeasure.MrrEnd || s_moves.Contains(f.Measure)).Select(f => Math.Abs(f.Amount.Amount)).DefaultIfEmpty().Max();
        if (most == 0m)
        {
            return;
        }

        page.Append("<table><tr><th>Month</th><th>MRR at the end</th><th>New, expansion, reactivation</th><th>Contraction, churn</th></tr>");
        foreach (DateOnly month in figures.Select(f => f.Month).Distinct().Order())
        {
            page.Append(CultureInfo.InvariantCulture, $"<tr><td>{month:yyyy-MM}</td><td>{Bar(ends.FirstOrDefault(e => e.Month == month).End)}</td>")
                .Append(CultureInfo.InvariantCulture, $"<td>{Bar(Sum(month, s_moves[..3]))}</td><td>{Bar(Sum(month, s_moves[3..]), "b")}</td></tr>");
        }

        page.Append("</table>");

        decimal Sum(DateOnly month, RevenueMeasure[] measures) => figures.Where(f => f.Month == month && measures.Contains(f.Measure)).Sum(f => f.Amount.Amount);

        string Bar(decimal value, string color = "e") => ReportHtml.Bars((value, color), most);
    }

    private static void Figures(
        StringBuilder page, RevenueFigure[] figures, DateOnly[] months, ILookup<(RevenueMeasure, string, DateOnly, string?, Currency), RevenueRow> documents)
    {
        page.Append("<table><tr><th>Number</th>");
        foreach (DateOnly month in months)
        {
            page.Append(CultureInfo.InvariantCulture, $"<th class=\"n\">{month:yyyy-MM}</th>");
        }

        page.Append("</tr>");
        foreach (IGrouping<(RevenueMeasure Measure, string? Part), RevenueFigure> line in figures.GroupBy(f => (f.Measure, f.Part)).OrderBy(g => g.Key.Measure).ThenBy(g => g.Key.Part, StringComparer.Ordinal))
        {
            page.Append(CultureInfo.InvariantCulture, $"<tr><td>{line.Key.Measure}{(line.Key.Part is null ? "" : $", {Text(line.Key.Part)}")}</td>");
            foreach (DateOnly month in months)
            {
                page.Append("<td class=\"n\">");
                if (line.FirstOrDefault(f => f.Month == month) is RevenueFigure figure)
                {
                    Cell(page, figure, [.. documents[(figure.Measure, figure.Company, month, figure.Part, figure.Amount.Currency)]]);
                }

                page.Append("</td>");
            }

            page.Append("</tr>");
        }

        page.Append("</table>");
    }

    private static void Cell(StringBuilder page, RevenueFigure figure, RevenueRow[] documents)
    {
        page.Append(CultureInfo.InvariantCulture, $"{RevenueCsv.Plain(figure.Amount)}")
            .Append(figure.Net is { } net && figure.Tax is { } tax ? string.Create(CultureInfo.InvariantCulture, $"<br><span class=\"note\">{RevenueCsv.Plain(net)} + {RevenueCsv.Plain(tax)} tax</span>") : "")
            .Append(figure.Converted is { } converted ? string.Create(CultureInfo.InvariantCulture, $"<br><span class=\"note\">{RevenueCsv.Plain(converted)} {converted.Currency} at {figure.Rate} of {figure.RateOn:yyyy-MM-dd}</span>") : "");
        if (documents.Length == 0)
        {
            return;
        }

        page.Append(CultureInfo.InvariantCulture, $"<details><summary>{figure.Count}</summary>");
        foreach (RevenueRow row in documents)
        {
            string name = string.Join(", ", new[] { row.Document.ToString(), row.Number, row.Source?.ToString() }.Where(t => t is not null));
            page.Append(CultureInfo.InvariantCulture, $"<div class=\"note\">{Text(name)}: {RevenueCsv.Plain(row.Amount)}</div>");
        }

        page.Append(documents.Length < figure.Count ? "<div class=\"note\">…</div></details>" : "</details>");
    }

    private static void Checks(StringBuilder page, RevenueReport report)
    {
        page.Append("<h2>Checks</h2><table><tr><th>Check</th><th>Month</th><th class=\"n\">Expected</th><th class=\"n\">Actual</th><th class=\"n\">Explained by other entries</th></tr>");
        foreach (RevenueCheck check in report.Checks)
        {
            page.Append(CultureInfo.InvariantCulture, $"<tr><td>{Text(check.Company)} {check.Kind}</td><td>{check.Month:yyyy-MM}</td><td class=\"n\">{check.Expected}</td>")
                .Append(CultureInfo.InvariantCulture, $"<td class=\"n {(check.IsRight ? "ok" : "bad")}\">{check.Actual}</td><td class=\"n\">{check.Explained}</td></tr>");
        }

        page.Append("</table>");
    }

    private static void Gaps(StringBuilder page, RevenueReport report)
    {
        page.Append(report.Gaps.Count == 0 ? "" : "<h2>In no number</h2>");
        foreach (RevenueGap gap in report.Gaps)
        {
            page.Append(CultureInfo.InvariantCulture, $"<div>{gap.Kind}: {Text(gap.Document.ToString())}</div>");
        }
    }

    private static string Text(string text) => WebUtility.HtmlEncode(text);
}
