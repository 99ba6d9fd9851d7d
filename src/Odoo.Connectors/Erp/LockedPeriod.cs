namespace Odoo.Connectors.Erp;

/// <summary>What becomes of a document whose day lies in a period that is closed in Odoo.</summary>
public enum LockedPeriod
{
    /// <summary>Nothing is written: a case <c>period-locked</c> names the lock.</summary>
    Case = 0,

    /// <summary>
    /// It is booked with the first open day as its accounting date. The date on the document stays the source's; the audit trail says so.
    /// </summary>
    NextOpenDate,
}
