using System.CommandLine;
using System.Globalization;
using System.Text;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Cli.Commands;

/// <summary>The options of how a report is written, and what it comes to.</summary>
internal sealed class ReportOutput
{
    private readonly Option<string> _format = new("--format") { Description = "table, json, csv or html.", HelpName = "format", DefaultValueFactory = _ => "table" };
    private readonly Option<string?> _out = new("--out") { Description = "The file to write. Without it the report is printed.", HelpName = "file" };

    public ReportOutput() => _format.AcceptOnlyFromAmong("table", "json", "csv", "html");

    public void AddTo(Command command)
    {
        command.Options.Add(_format);
        command.Options.Add(_out);
    }

    /// <summary>Writes a report.</summary>
    /// <returns>The exit code: whether anything differs.</returns>
    public async Task<int> WriteAsync(ParseResult parsed, Terminal terminal, ReconciliationReport report, CancellationToken cancellationToken)
    {
        if (parsed.GetValue(_out) is { } file)
        {
            StreamWriter to = new(file, append: false, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
            await using (to.ConfigureAwait(false))
            {
                await WriteAsync(parsed.GetRequiredValue(_format), to, report, cancellationToken).ConfigureAwait(false);
            }
        }
        else
        {
            await WriteAsync(parsed.GetRequiredValue(_format), terminal.Out, report, cancellationToken).ConfigureAwait(false);
        }

        return report.IsClean ? ExitCodes.Ok : ExitCodes.Errors;
    }

    private static async Task WriteAsync(string format, TextWriter to, ReconciliationReport report, CancellationToken cancellationToken)
    {
        switch (format)
        {
            case "json":
                using (MemoryStream json = new())
                {
                    await report.WriteJsonAsync(json, cancellationToken).ConfigureAwait(false);
                    await to.WriteLineAsync(Encoding.UTF8.GetString(json.GetBuffer(), 0, (int)json.Length)).ConfigureAwait(false);
                }

                break;
            case "csv":
                await report.WriteCsvAsync(to, cancellationToken).ConfigureAwait(false);
                break;
            case "html":
                await report.WriteHtmlAsync(to, cancellationToken).ConfigureAwait(false);
                break;
            default:
                await to.WriteAsync(Table(report)).ConfigureAwait(false);
                break;
        }
    }

    private static string Table(ReconciliationReport report)
    {
        StringBuilder text = new();
        text.Append(CultureInfo.InvariantCulture, $"{report}, at {report.StartedAt.UtcDateTime:yyyy-MM-dd HH:mm} UTC by {report.By}\n");
        foreach (Discrepancy each in report.Discrepancies)
        {
            string next = each.AcceptedBy is { } rule ? $"accepted by the rule {rule}" : each.Correction == Correction.TellAgain ? "can be accepted" : "by hand";
            text.Append(CultureInfo.InvariantCulture, $"{each.Kind,-14}{DiscrepancyText.What(each)}{(each.Cause is { } cause ? $" ({cause})" : "")}: {next}\n");
        }

        foreach (PositionTotal total in report.Totals.Where(t => !t.IsEqual))
        {
            text.Append(CultureInfo.InvariantCulture, $"{"sum",-14}{total.Kind} {total.Month:yyyy-MM} in {total.Ledger}: {new Money(total.ExpectedGross, total.Currency)} at the source, {new Money(total.BookedGross, total.Currency)} in the ledger\n");
        }

        return text.Append(report.NotAccepted is { } stopped ? $"{stopped}\n" : "").ToString();
    }
}
