using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http;
using Odoo.Connectors.Revenue;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.AspNetCore.Internal.Console;

/// <summary>Writes a report as it was asked for.</summary>
internal static class RevenueAnswer
{
    /// <summary>How much is held back, in characters: what fails before is still refused in words.</summary>
    private const int HeldBack = 64 * 1024;

    private static readonly UTF8Encoding s_utf8 = new(encoderShouldEmitUTF8Identifier: false);

    public static async Task WriteAsync(HttpContext context, IRevenueReporting revenue, RevenueQuestion asked)
    {
        CancellationToken cancellationToken = context.RequestAborted;
        if (asked.Format == RevenueQuestion.Rows)
        {
            await FileAsync(context, asked, "revenue-rows", to => revenue.RowsAsync(asked.Scope, cancellationToken).WriteRowsCsvAsync(to, cancellationToken)).ConfigureAwait(false);
            return;
        }

        RevenueReport report = await revenue.ReportAsync(asked.Scope, cancellationToken).ConfigureAwait(false);
        switch (asked.Format)
        {
            case RevenueQuestion.Json:
                context.Response.ContentType = "application/json; charset=utf-8";
                await report.WriteJsonAsync(context.Response.Body, cancellationToken).ConfigureAwait(false);
                break;
            case RevenueQuestion.Csv:
                await FileAsync(context, asked, "revenue", to => report.WriteCsvAsync(to, cancellationToken)).ConfigureAwait(false);
                break;
            default:
                // The page has a style of its own, so a policy of its own.
                ConsoleEndpoints.BeginPage(context, StatusCodes.Status200OK, ConsolePage.PolicyOf(ReportHtml.Style));
                await TextAsync(context, to => report.WriteHtmlAsync(to, cancellationToken)).ConfigureAwait(false);
                break;
        }
    }

    private static async Task FileAsync(HttpContext context, RevenueQuestion asked, string name, Func<TextWriter, Task> write)
    {
        DateOnly last = asked.Scope.From.AddMonths(asked.Scope.Months - 1);
        context.Response.ContentType = "text/csv; charset=utf-8";
        context.Response.Headers.ContentDisposition = string.Create(CultureInfo.InvariantCulture, $"attachment; filename=\"{name}-{asked.Scope.From:yyyy-MM}-to-{last:yyyy-MM}.csv\"");
        try
        {
            await TextAsync(context, write).ConfigureAwait(false);
        }
        catch (Exception) when (!context.Response.HasStarted)
        {
            // What refuses it is no file.
            context.Response.Headers.ContentDisposition = default;
            throw;
        }
    }

    /// <summary>The writer is not disposed where writing fails: that would send what it holds back.</summary>
    private static async Task TextAsync(HttpContext context, Func<TextWriter, Task> write)
    {
        StreamWriter to = new(context.Response.Body, s_utf8, HeldBack, leaveOpen: true);
        await write(to).ConfigureAwait(false);
        await to.FlushAsync(context.RequestAborted).ConfigureAwait(false);
    }
}
