using System.Globalization;
using System.Net;
using System.Text;
using Odoo.Connectors.Model;

namespace Odoo.Connectors.Sync;

/// <summary>A report as one page: no script, no font, no image from anywhere.</summary>
internal static class ReportHtml
{
    private const int BarWidth = 220;

    /// <summary>How a page looks.</summary>
    public const string Style =
        """
        body{font:14px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:75rem;padding:0 1rem;color:#1d2329;background:#fff}
        h1{font-size:1.4rem}h2{font-size:1.1rem;margin-top:2rem}table{border-collapse:collapse;width:100%}
        th,td{text-align:left;padding:.3rem .6rem;border-bottom:1px solid #dde2e7;vertical-align:top}td.n,th.n{text-align:right;font-variant-numeric:tabular-nums}
        .ok{color:#1a7f4b}.bad{color:#b3261e}.note{color:#5b6670}rect.e{fill:#5b7fb5}rect.b{fill:#c58b3a}
        """;

    public static string Of(ReconciliationReport report)
    {
        StringBuilder page = new();
        page.Append("<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">")
            .Append(CultureInfo.InvariantCulture, $"<title>Reconciliation of {Text(report.Source)}</title><style>{Style}</style></head><body>")
            .Append(CultureInfo.InvariantCulture, $"<h1>Reconciliation of {Text(report.Source)} with {Text(string.Join(", ", report.Ledgers))}</h1>")
            .Append(CultureInfo.InvariantCulture, $"<p>{report.StartedAt.UtcDateTime:yyyy-MM-dd HH:mm} UTC, by {Text(report.By)}, {(report.From is { } from ? $"what changed since {from.UtcDateTime:yyyy-MM-dd HH:mm} UTC" : "everything")}. ")
            .Append(CultureInfo.InvariantCulture, $"{report.Expected} records of the source and {report.Booked} of the ledgers were compared. ")
            .Append(CultureInfo.InvariantCulture, $"<span class=\"note\">{report.Foreign} in the ledgers are nobody's here, {report.Unreadable} of the source could not be read.</span></p>")
            .Append(report.IsClean ? "<p class=\"ok\">Nothing differs.</p>" : $"<p class=\"bad\">{Number(report.Discrepancies.Count)} {(report.Discrepancies.Count == 1 ? "discrepancy" : "discrepancies")}.</p>")
            .Append(report.NotAccepted is { } stopped ? $"<p class=\"bad\">{Text(stopped)}</p>" : "");
        Kinds(page, report);
        Totals(page, report);
        Discrepancies(page, "Discrepancies", report.Discrepancies);
        Discrepancies(page, "In flight: no discrepancy yet", report.InFlight);
        return page.Append("</body></html>").ToString();
    }

    private static void Kinds(StringBuilder page, ReconciliationReport report)
    {
        (DiscrepancyKind Kind, int Count)[] kinds = [.. report.Discrepancies.GroupBy(d => d.Kind).Select(g => (g.Key, g.Count())).OrderByDescending(k => k.Item2)];
        if (kinds.Length == 0)
        {
            return;
        }

        page.Append("<h2>By kind</h2><table>");
        foreach ((DiscrepancyKind kind, int count) in kinds)
        {
            page.Append(CultureInfo.InvariantCulture, $"<tr><td>{kind}</td><td class=\"n\">{count}</td><td>{Bars((count, "e"), kinds[0].Count)}</td></tr>");
        }

        page.Append("</table>");
    }

    private static void Totals(StringBuilder page, ReconciliationReport report)
    {
        page.Append("<h2>By sum</h2><table><tr><th>Record</th><th>Ledger</th><th>Month</th><th class=\"n\">Source</th><th class=\"n\">Ledger</th><th class=\"n\">Difference</th><th>Source above, ledger below</th></tr>");
        Dictionary<string, decimal> most = report.Totals.GroupBy(t => t.Currency.Code, StringComparer.Ordinal)
            .ToDictionary(g => g.Key, g => g.Max(t => Math.Max(Math.Abs(t.ExpectedGross), Math.Abs(t.BookedGross))), StringComparer.Ordinal);
        foreach (PositionTotal total in report.Totals)
        {
            decimal difference = total.BookedGross - total.ExpectedGross;
            page.Append(CultureInfo.InvariantCulture, $"<tr><td>{Text(total.Kind)}</td><td>{Text(total.Ledger)}</td><td>{total.Month:yyyy-MM}</td>")
                .Append(CultureInfo.InvariantCulture, $"<td class=\"n\">{new Money(total.ExpectedGross, total.Currency)} ({total.ExpectedCount})</td><td class=\"n\">{new Money(total.BookedGross, total.Currency)} ({total.BookedCount})</td>")
                .Append(CultureInfo.InvariantCulture, $"<td class=\"n {(total.IsEqual ? "ok" : "bad")}\">{new Money(difference, total.Currency)}</td><td>{Bars((total.ExpectedGross, "e"), ((decimal, string)?)(total.BookedGross, "b"), most[total.Currency.Code])}</td></tr>");
        }

        page.Append("</table>");
    }

    private static void Discrepancies(StringBuilder page, string title, IReadOnlyList<Discrepancy> discrepancies)
    {
        if (discrepancies.Count == 0)
        {
            return;
        }

        page.Append(CultureInfo.InvariantCulture, $"<h2>{title}</h2><table><tr><th>Kind</th><th>What</th><th class=\"n\">Difference</th><th>Correction</th></tr>");
        foreach (Discrepancy discrepancy in discrepancies)
        {
            string cause = discrepancy.Cause is { } why ? $" <span class=\"note\">({Text(why)})</span>" : "";
            page.Append(CultureInfo.InvariantCulture, $"<tr><td>{discrepancy.Kind}</td><td>{Text(DiscrepancyText.What(discrepancy))}{cause}</td><td class=\"n\">{discrepancy.Difference}</td>")
                .Append(CultureInfo.InvariantCulture, $"<td>{(discrepancy.AcceptedBy is { } rule ? $"accepted by the rule {Text(rule)}" : discrepancy.Correction == Correction.TellAgain ? "told again, once accepted" : "by hand")}</td></tr>");
        }

        page.Append("</table>");
    }

    /// <summary>A bar as long as its part of the largest value.</summary>
    public static string Bars((decimal Value, string Class) one, decimal most) => Bars(one, null, most);

    private static string Bars((decimal Value, string Class) one, (decimal Value, string Class)? two, decimal most)
    {
        int height = two is null ? 10 : 18;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"<svg width=\"{BarWidth}\" height=\"{height}\" role=\"img\" aria-hidden=\"true\">{Bar(one, 0)}{(two is { } second ? Bar(second, 9) : "")}</svg>");

        string Bar((decimal Value, string Class) bar, int y) => string.Create(
            CultureInfo.InvariantCulture, $"<rect class=\"{bar.Class}\" y=\"{y}\" height=\"8\" width=\"{(most == 0m ? 0 : (int)Math.Round(Math.Abs(bar.Value) / most * BarWidth))}\"/>");
    }

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Text(string text) => WebUtility.HtmlEncode(text);
}
