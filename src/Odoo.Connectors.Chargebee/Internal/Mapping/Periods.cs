using Odoo.Connectors.Model;

namespace Odoo.Connectors.Chargebee.Internal.Mapping;

/// <summary>Billing periods.</summary>
internal static class Periods
{
    public static Recurrence? Of(long? count, string? unit, string field) => count is null || unit is null ? null : new Recurrence((int)count.Value, unit switch
    {
        "day" => RecurrenceUnit.Day,
        "week" => RecurrenceUnit.Week,
        "month" => RecurrenceUnit.Month,
        "year" => RecurrenceUnit.Year,
        _ => throw FieldErrors.Unknown(field, unit),
    });
}
