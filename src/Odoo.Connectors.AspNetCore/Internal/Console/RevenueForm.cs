using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace Odoo.Connectors.AspNetCore.Internal.Console;

/// <summary>What somebody asks of revenue, as it was written: it is shown again, with what is wrong about it.</summary>
/// <param name="From">The first month, <c>2026-01</c>.</param>
/// <param name="Months">How many months.</param>
/// <param name="Currency">The reporting currency; empty for none.</param>
/// <param name="Companies">The configured names of the companies with commas in between; empty for all.</param>
/// <param name="KnownBy">The instant by which it was known, UTC; empty for everything.</param>
/// <param name="Format">How the report is written.</param>
internal sealed record RevenueForm(string From, string Months, string Currency, string Companies, string KnownBy, string Format)
{
    private const int DefaultMonths = 12;

    /// <summary>What the address says; without a word of it a page of the twelve months up to the current one.</summary>
    public static RevenueForm Of(IQueryCollection query, DateTimeOffset now)
    {
        return new RevenueForm(
            Said("from", now.UtcDateTime.AddMonths(1 - DefaultMonths).ToString(RevenueQuestion.Month, CultureInfo.InvariantCulture)),
            Said("months", DefaultMonths.ToString(CultureInfo.InvariantCulture)), Said("currency", ""), Said("companies", ""), Said("knownBy", ""), Said("format", RevenueQuestion.Html));

        string Said(string field, string otherwise) => query[field].ToString().Trim() is { Length: > 0 } said ? said : otherwise;
    }
}
