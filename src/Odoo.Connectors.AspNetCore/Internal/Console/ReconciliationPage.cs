using Odoo.Connectors.Sync;

namespace Odoo.Connectors.AspNetCore.Internal.Console;

/// <summary>What a comparison found, what a correction would do, and the buttons for who may press them.</summary>
internal static class ReconciliationPage
{
    private const int MostShown = 500;

    public static string AddressOf(string root, string source) => $"{root}/reconciliation?source={Uri.EscapeDataString(source)}";

    public static string Sources(string root, IReadOnlyList<(string Source, ReconciliationReport? Report)> sources)
    {
        Html main = new();
        main.Add($"<h1>Reconciliation</h1><ul>");
        foreach ((string source, ReconciliationReport? report) in sources)
        {
            main.Add($"<li><a href=\"{AddressOf(root, source)}\">{source}</a> <span class=\"note\">{(report is null ? "never compared" : Counted(report))}{(report is null ? null : ", ")}{report?.StartedAt}</span></li>");
        }

        return ConsolePage.Of(root, "Reconciliation", main.Add($"</ul>").ToString());
    }

    public static string Of(string root, string source, ReconciliationReport? report, ReconciliationRequest? request, bool mayAct)
    {
        Html main = new();
        main.Add($"<h1>Reconciliation of {source}</h1>");
        if (request is { State: ReconciliationRequestState.Asked or ReconciliationRequestState.Running })
        {
            main.Add($"<p role=\"status\">A run is {(request.State == ReconciliationRequestState.Asked ? "asked for" : "under way")}, by {request.By}, {request.AskedAt}.</p>");
        }
        else if (request is { State: ReconciliationRequestState.Failed })
        {
            main.Add($"<p role=\"alert\" class=\"bad\">The run that {request.By} asked for, {request.AskedAt}, failed: {request.Failure}</p>");
        }

        if (mayAct)
        {
            main.Add($"<form method=\"post\" action=\"{root}/reconciliation/run\"><input type=\"hidden\" name=\"source\" value=\"{source}\"><button>Compare now</button></form>");
        }

        if (report is null)
        {
            return ConsolePage.Of(root, "Reconciliation", main.Add($"<p>It was never compared.</p>").ToString());
        }

        main.Add($"<p>{report.StartedAt}, by {report.By}, with {string.Join(", ", report.Ledgers)}: {report.Expected} records of the source, {report.Booked} of the ledgers, {report.InFlight.Count} in flight.</p>");
        main.Add($"<p class=\"{(report.IsClean ? "note" : "bad")}\">{(report.IsClean ? "Nothing differs." : $"{Counted(report)}.")} {report.NotAccepted}</p>");
        Rows(main, root, source, report);
        return ConsolePage.Of(root, "Reconciliation", main.ToString());
    }

    public static string Preview(string root, string source, string key, ReplayResult result, bool mayAct)
    {
        Html main = new();
        main.Add($"<h1>What accepting would do</h1><p><a href=\"{AddressOf(root, source)}\">Back to {source}</a></p><p>{key}</p><p>{result.Decision} {result.Reason}</p>");
        main.Add($"<table><tr><th>Target</th><th>What</th><th>Plan</th><th>Stands</th></tr>");
        foreach (ReplayEffect effect in result.Effects)
        {
            main.Add($"<tr><td>{effect.Target}</td><td>{effect.Kind}</td><td>{effect.Plan}</td><td>{(object?)effect.State ?? "new"}</td></tr>");
        }

        main.Add($"</table>");
        if (mayAct)
        {
            main.Add($"<form method=\"post\" action=\"{root}/reconciliation/accept\"><input type=\"hidden\" name=\"source\" value=\"{source}\"><input type=\"hidden\" name=\"key\" value=\"{key}\"><button>Accept</button></form>");
        }

        return ConsolePage.Of(root, "Reconciliation", main.ToString());
    }

    private static string Counted(ReconciliationReport report) => report.Discrepancies.Count == 1 ? "1 discrepancy" : $"{report.Discrepancies.Count} discrepancies";

    private static void Rows(Html main, string root, string source, ReconciliationReport report)
    {
        if (report.Discrepancies.Count == 0)
        {
            return;
        }

        main.Add($"<table><tr><th>Kind</th><th>What</th><th class=\"n\">Difference</th><th>Correction</th></tr>");
        foreach (Discrepancy each in report.Discrepancies.Take(MostShown))
        {
            main.Add($"<tr><td>{each.Kind}</td><td>{DiscrepancyText.What(each)} <span class=\"note\">{each.Cause}</span></td><td class=\"n\">{each.Difference}</td><td>");
            if (each.AcceptedBy is { } rule)
            {
                main.Add($"accepted by the rule {rule}");
            }
            else if (each.Correction == Correction.TellAgain)
            {
                main.Add($"<a href=\"{root}/reconciliation/preview?source={Uri.EscapeDataString(source)}&amp;key={Uri.EscapeDataString(each.Key)}\">preview</a>");
            }
            else
            {
                main.Add($"by hand");
            }

            main.Add($"</td></tr>");
        }

        main.Add($"</table>");
        if (report.Discrepancies.Count > MostShown)
        {
            main.Add($"<p class=\"note\">And {report.Discrepancies.Count - MostShown} more: write the report as CSV.</p>");
        }
    }
}
