using System.Globalization;
using Odoo.Connectors.Model;
using Odoo.Connectors.Revenue;

namespace Odoo.Connectors.AspNetCore.Internal.Console;

/// <summary>A form that was understood.</summary>
/// <param name="Scope">What the report is about.</param>
/// <param name="Format">How it is written: <see cref="Html"/>, <see cref="Json"/>, <see cref="Csv"/> or <see cref="Rows"/>.</param>
internal sealed record RevenueQuestion(RevenueScope Scope, string Format)
{
    public const string Html = "html";
    public const string Json = "json";
    public const string Csv = "csv";
    public const string Rows = "rows";

    /// <summary>How a month is written.</summary>
    public const string Month = "yyyy-MM";

    /// <summary>The most months that a scope takes.</summary>
    public const int MostMonths = 120;

    private static readonly string[] s_instants = ["yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK"];

    /// <summary>The question of a form; null where a field says what nobody can read, which is named with what to write.</summary>
    public static RevenueQuestion? Of(RevenueForm form, out string? wrong)
    {
        // The years keep the last month, and the day before the first one, within those that there are.
        bool isMonth = DateOnly.TryParseExact(form.From, Month, CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly from) && from.Year is >= 1900 and < 3000;
        bool isCount = int.TryParse(form.Months, NumberStyles.None, CultureInfo.InvariantCulture, out int months) && months is >= 1 and <= MostMonths;
        Currency? into = Currency.TryParse(form.Currency, out Currency known) ? known : null;
        DateTimeOffset? by = DateTimeOffset.TryParseExact(
            form.KnownBy, s_instants, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out DateTimeOffset instant) ? instant : null;
        wrong = !isMonth ? "from: write the first month as a year and a month, 2026-01."
            : !isCount ? string.Create(CultureInfo.InvariantCulture, $"months: write a whole number from 1 to {MostMonths}.")
            : into is null && form.Currency.Length > 0 ? "currency: write the code of ISO 4217 that is in use, as EUR, or nothing."
            : by is null && form.KnownBy.Length > 0 ? "knownBy: write an instant of UTC as 2026-06-01T12:00 or 2026-06-01T12:00:00Z, or nothing."
            : form.Format is not (Html or Json or Csv or Rows) ? $"format: write {Html}, {Json}, {Csv} or {Rows}."
            : null;
        return wrong is not null ? null : new RevenueQuestion(
            new RevenueScope
            {
                From = from, Months = months, ReportingCurrency = into, KnownBy = by,
                Companies = form.Companies.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries),
            },
            form.Format);
    }
}
