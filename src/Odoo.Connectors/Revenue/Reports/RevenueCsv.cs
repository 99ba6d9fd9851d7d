using System.Globalization;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Revenue;

/// <summary>Numbers, or documents, as lines.</summary>
internal static class RevenueCsv
{
    private const string Figures = "measure,part,company,month,currency,amount,net,tax,documents,reporting_currency,converted,rate,rate_date\r\n";
    private const string Rows = "measure,part,company,month,currency,amount,net,tax,date,system,kind,id,number,source_system,source_kind,source_id\r\n";

    public static async Task WriteAsync(RevenueReport report, TextWriter to, CancellationToken cancellationToken)
    {
        await to.WriteAsync(Figures.AsMemory(), cancellationToken).ConfigureAwait(false);
        foreach (RevenueFigure f in report.Figures)
        {
            await LineAsync(
                to, [f.Measure, f.Part, f.Company, Day(f.Month), f.Amount.Currency, Plain(f.Amount), Plain(f.Net), Plain(f.Tax), f.Count, f.Converted?.Currency, Plain(f.Converted), f.Rate, Day(f.RateOn)],
                cancellationToken).ConfigureAwait(false);
        }
    }

    public static async Task WriteAsync(IAsyncEnumerable<RevenueRow> rows, TextWriter to, CancellationToken cancellationToken)
    {
        await to.WriteAsync(Rows.AsMemory(), cancellationToken).ConfigureAwait(false);
        await foreach (RevenueRow r in rows.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            await LineAsync(
                to,
                [
                    r.Measure, r.Part, r.Company, Day(r.Month), r.Amount.Currency, Plain(r.Amount), Plain(r.Net), Plain(r.Tax), Day(r.On), r.Document.System, r.Document.Kind, r.Document.Id,
                    r.Number, r.Source?.System, r.Source?.Kind, r.Source?.Id,
                ],
                cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>An amount with the decimals of its currency, whatever it was reckoned from.</summary>
    public static decimal? Plain(Money? money) => money is not { } known ? null
        : (known.Amount / 1.0000000000000000000000000000m) + new decimal(0, 0, 0, isNegative: false, (byte)known.Currency.Exponent);

    private static Task LineAsync(TextWriter to, object?[] cells, CancellationToken cancellationToken) =>
        to.WriteAsync($"{string.Join(',', cells.Select(ReportCsv.Cell))}\r\n".AsMemory(), cancellationToken);

    private static string? Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
