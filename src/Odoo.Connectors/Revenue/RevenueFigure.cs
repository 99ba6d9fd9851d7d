using Odoo.Connectors.Model;

namespace Odoo.Connectors.Revenue;

/// <summary>One number: of a measure, a company, a currency and a month.</summary>
public sealed record RevenueFigure
{
    /// <summary>What it measures.</summary>
    public required RevenueMeasure Measure { get; init; }

    /// <summary>The configured name of the company.</summary>
    public required string Company { get; init; }

    /// <summary>The first day of the month, in the company's calendar.</summary>
    public required DateOnly Month { get; init; }

    /// <summary>The stage or age that it is of. The default is null: it has no parts.</summary>
    public string? Part { get; init; }

    /// <summary>The number.</summary>
    public required Money Amount { get; init; }

    /// <summary>Of it before tax, where it is of documents. The default is null.</summary>
    public Money? Net { get; init; }

    /// <summary>The tax in it, where it is of documents. The default is null.</summary>
    public Money? Tax { get; init; }

    /// <summary>How many documents it is the sum of.</summary>
    public long Count { get; init; }

    /// <summary>The number in the reporting currency, rounded to it. The default is null: none is asked for, or there is no rate.</summary>
    public Money? Converted { get; init; }

    /// <summary>How much of the reporting currency one unit was taken for. The default is null.</summary>
    public decimal? Rate { get; init; }

    /// <summary>The day since when that rate stands in its table; the rate is that of the month's last day, for all numbers of the month. The default is null.</summary>
    public DateOnly? RateOn { get; init; }

    /// <summary>Measure, month and number.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => $"{Company} {Month:yyyy-MM} {Measure}{(Part is null ? "" : $" {Part}")}: {Amount}";
}
