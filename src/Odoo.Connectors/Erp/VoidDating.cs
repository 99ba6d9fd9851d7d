namespace Odoo.Connectors.Erp;

/// <summary>The date of the credit note that takes a voided invoice back.</summary>
public enum VoidDating
{
    /// <summary>The day it was voided: what was reported for the invoice's period stays as it is.</summary>
    DayOfVoid = 0,

    /// <summary>The day of the invoice: both are in one period, which must still be open.</summary>
    DayOfInvoice,
}
