namespace Odoo.Connectors.Model;

/// <summary>The units of a billing period.</summary>
public enum RecurrenceUnit
{
    /// <summary>Days.</summary>
    Day = 0,

    /// <summary>Weeks.</summary>
    Week,

    /// <summary>Months.</summary>
    Month,

    /// <summary>Years.</summary>
    Year,
}
