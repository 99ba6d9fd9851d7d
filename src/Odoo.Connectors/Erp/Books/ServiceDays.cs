using Odoo.Connectors.Client;

namespace Odoo.Connectors.Erp;

/// <summary>The days that a line of an invoice is for, of the two fields of Odoo that hold them. Both days of Odoo are days of service.</summary>
internal static class ServiceDays
{
    /// <summary>The fields to read of a line; none where they are not configured.</summary>
    public static IReadOnlyList<string> Fields(OdooErpOptions options) =>
        options.ServiceStartField is string first && options.ServiceEndField is string last ? [first, last] : [];

    /// <summary>
    /// The first day and the day after the last one. Both are null where a day is missing or the last one is before the first: what is not known to be
    /// of some days is of none.
    /// </summary>
    public static (DateOnly? From, DateOnly? To) Of(OdooRecord line, OdooErpOptions options) =>
        Fields(options) is [string start, string end] && line.GetDate(start) is { } first && line.GetDate(end) is { } last
        // The last day of the calendar, which people take for "without end", has no day after it.
        && first <= last && last < DateOnly.MaxValue
            ? (first, last.AddDays(1)) : (null, null);
}
