using Odoo.Connectors.Client;

namespace Odoo.Connectors.Erp;

/// <summary>
/// What became overdue by itself: documents with a receivable that is open and was due before the company's today. At midnight nothing is
/// written in Odoo, so that no other stream tells of them. Each is told once for each of its due days, on the day after.
/// </summary>
internal sealed class DueStream(IOdooClient client, OdooErpOptions options, TimeProvider clock)
{
    private const int PageSize = 200;
    private readonly CompanyCalendar _calendar = new(options.TimeZone);

    /// <summary>Where a pass begins: an instant is a day of the company.</summary>
    public DueMark Begin(DateTimeOffset? from) => DueMark.At((from ?? options.Feed.StartAt) is { } at ? _calendar.DayOf(at) : DateOnly.MinValue);

    /// <returns>The documents of a page, the next watermark, and whether more are due.</returns>
    public async Task<(IReadOnlyList<long> Documents, string Watermark, bool HasMore)> NextAsync(string? watermark, OdooContext context, CancellationToken cancellationToken)
    {
        DueMark mark = watermark is null ? Begin(null) : DueMark.Parse(watermark);
        DateOnly today = _calendar.DayOf(clock.GetUtcNow());
        if (mark.Day >= mark.Until)
        {
            mark = mark with { Until = today };
        }

        if (mark.Day >= mark.Until)
        {
            return ([], mark.ToString(), false);
        }

        IReadOnlyList<OdooRecord> lines = await client.SearchReadAsync(
            "account.move.line",
            OdooDomain.Where("company_id", "=", context.AllowedCompanyIds![0]).And(OdooDomain.Where("account_type", "=", "asset_receivable"))
                .And(OdooDomain.Where("parent_state", "=", "posted")).And(OdooDomain.Where("reconciled", "=", false)).And(OdooDomain.Where("date_maturity", "<", mark.Until))
                .And(OdooDomain.Where("date_maturity", ">", mark.Day).Or(OdooDomain.Where("date_maturity", "=", mark.Day).And(OdooDomain.Where("id", ">", mark.Line)))),
            ["move_id", "date_maturity"], new OdooSearch { Order = "date_maturity, id", Limit = PageSize }, context, cancellationToken).ConfigureAwait(false);
        DueMark next = lines.Count < PageSize ? DueMark.At(mark.Until) : mark with { Day = lines[^1].GetDate("date_maturity") ?? mark.Until, Line = lines[^1].Id };
        return ([.. lines.Select(l => BookReader.Link(l, "move_id")).OfType<long>().Distinct()], next.ToString(), lines.Count == PageSize);
    }
}
