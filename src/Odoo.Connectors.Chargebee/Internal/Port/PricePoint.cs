using Odoo.Connectors.Model;

namespace Odoo.Connectors.Chargebee.Internal.Port;

/// <summary>An item price, as far as a line's choice and price depend on it.</summary>
internal sealed record PricePoint
{
    public required string Id { get; init; }

    /// <summary><c>plan</c>, <c>addon</c> or <c>charge</c>.</summary>
    public required string Type { get; init; }

    public required string Currency { get; init; }

    /// <summary><c>flat_fee</c>, <c>per_unit</c>, or one of the tiered ones.</summary>
    public required string Model { get; init; }

    /// <summary>The list price in Chargebee's whole numbers; null where it is tiered.</summary>
    public long? Price { get; init; }

    /// <summary>The list price in major units, where the site has prices of more decimals.</summary>
    public string? Exact { get; init; }

    public int? Period { get; init; }

    public string? Unit { get; init; }

    public bool IsActive { get; init; }

    public bool IsMetered { get; init; }

    /// <summary>Whether some units cost nothing: then price times quantity is not what is billed.</summary>
    public bool HasFreeUnits { get; init; }

    public bool HasTrial { get; init; }

    public bool IsCharge => Type == "charge";

    /// <summary>How many months a period has; null where it is none of months or years.</summary>
    public int? Months => Unit switch { "month" => Period, "year" => Period * 12, _ => null };

    /// <summary>Whether it is billed that often; a year is twelve months.</summary>
    public bool IsBilled(Recurrence wanted) => Unit switch
    {
        "day" => wanted is { Unit: RecurrenceUnit.Day } && wanted.Count == Period,
        "week" => wanted is { Unit: RecurrenceUnit.Week } && wanted.Count == Period,
        _ => Months is { } months && wanted.Unit switch { RecurrenceUnit.Month => wanted.Count, RecurrenceUnit.Year => wanted.Count * 12, _ => 0 } == months,
    };
}
