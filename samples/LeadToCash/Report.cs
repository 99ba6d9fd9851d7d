using System.Globalization;
using Odoo.Connectors.Sync;
using Spectre.Console;

namespace Odoo.Connectors.Samples.LeadToCash;

/// <summary>What a person reads.</summary>
internal static class Report
{
    public static void Begin(Story story, string odoo, string way)
    {
        Begin(story.Name, story.About);
        AnsiConsole.MarkupLineInterpolated(CultureInfo.InvariantCulture, $"Odoo: {odoo}, written {way}");
        AnsiConsole.WriteLine();
    }

    public static void Begin(string name, string about)
    {
        // A pipe has no width; 80 columns would cut every name.
        AnsiConsole.Profile.Width = Math.Max(AnsiConsole.Profile.Width, 220);
        AnsiConsole.MarkupLineInterpolated(CultureInfo.InvariantCulture, $"[bold]{name}[/]: {about}");
    }

    public static void Step(StoryStep step, string what, TimeSpan took) =>
        AnsiConsole.MarkupLineInterpolated(
            CultureInfo.InvariantCulture, $"  {step.File[..2]}  {step.Title,-48} {what,-20} {took.TotalMilliseconds,6:0} ms");

    public static void Chapter(DateTimeOffset at, string what, string told) =>
        AnsiConsole.MarkupLineInterpolated(CultureInfo.InvariantCulture, $"  {at:yyyy-MM-dd}  {what,-75} {told}");

    public static void Chapter(string what) => AnsiConsole.MarkupLineInterpolated(CultureInfo.InvariantCulture, $"              {what}");

    public static void Line(string what) => AnsiConsole.MarkupLineInterpolated(CultureInfo.InvariantCulture, $"                [grey]{what}[/]");

    public static void Events(IReadOnlyList<EventReport> events)
    {
        Table table = new() { Title = new TableTitle("What came in and how it ended"), Border = TableBorder.Rounded };
        table.AddColumns("#", "From", "What", "About", "Ended", "Why");
        foreach (EventReport e in events)
        {
            table.AddRow(
                e.Id.ToString(CultureInfo.InvariantCulture), Markup.Escape(e.System), Markup.Escape(e.Kind), Markup.Escape(e.Subject),
                e.State, Markup.Escape(e.Reason ?? ""));
        }

        AnsiConsole.WriteLine();
        AnsiConsole.Write(table);
    }

    public static void Cases(IReadOnlyList<CaseInfo> cases)
    {
        foreach (CaseInfo c in cases)
        {
            AnsiConsole.MarkupLineInterpolated(CultureInfo.InvariantCulture, $"[yellow]case {c.Id}[/] {c.Reason.Kind} {c.Reason.Cause}: {c.Reason.Message}");
        }
    }

    public static void Checks(IReadOnlyList<Check> checks)
    {
        Table table = new() { Title = new TableTitle("What the systems hold, asked over HTTP"), Border = TableBorder.Rounded };
        table.AddColumns("", "Expected", "At its source", "Where it must be known", "");
        foreach (Check check in checks)
        {
            table.AddRow(
                Markup.Escape(check.Thing), Markup.Escape(check.Expected), Markup.Escape(check.Source ?? ""), Markup.Escape(check.Found), check.Holds ? "[green]ok[/]" : "[red]DIFFERS[/]");
        }

        AnsiConsole.WriteLine();
        AnsiConsole.Write(table);
    }

    public static void End(IReadOnlyList<Check> checks, int openCases, TimeSpan took)
    {
        int failed = checks.Count(c => !c.Holds);
        AnsiConsole.WriteLine();
        AnsiConsole.MarkupLineInterpolated(
            CultureInfo.InvariantCulture,
            $"{(failed + openCases == 0 ? "Every check holds" : "NOT every check holds")}: {checks.Count - failed} of {checks.Count} checks, {openCases} open cases. The story took {took.TotalSeconds:0.0} s.");
    }

    public static void Missing(IReadOnlyList<string> missing)
    {
        AnsiConsole.MarkupLine("[red]This Odoo is not ready; nothing was written:[/]");
        foreach (string sentence in missing)
        {
            AnsiConsole.MarkupLineInterpolated(CultureInfo.InvariantCulture, $"  - {sentence}");
        }
    }
}
