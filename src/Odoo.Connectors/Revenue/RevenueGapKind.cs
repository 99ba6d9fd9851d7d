namespace Odoo.Connectors.Revenue;

/// <summary>Why a record is in no number.</summary>
public enum RevenueGapKind
{
    /// <summary>A contract or deal of which it is not known which company it belongs to: nothing of it is booked, and it is not routed by itself.</summary>
    NoCompany = 0,

    /// <summary>A running contract whose terms do not say what it bills a month: tiered prices, or no known period.</summary>
    NoMonthlyAmount,

    /// <summary>A deal without an amount.</summary>
    NoAmount,

    /// <summary>A currency without a rate to the reporting currency; the record is the first number's that is not converted.</summary>
    NoRate,
}
