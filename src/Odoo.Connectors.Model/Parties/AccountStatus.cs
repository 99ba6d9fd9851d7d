namespace Odoo.Connectors.Model;

/// <summary>Where a customer stands with what it owes, by the rules of collections; the later one is the worse.</summary>
public enum AccountStatus
{
    /// <summary>Nothing is overdue that the rules count.</summary>
    Active = 0,

    /// <summary>Something is overdue, or could not be collected.</summary>
    PastDue,

    /// <summary>A step of dunning says that nothing more is delivered until it is paid.</summary>
    Suspended,

    /// <summary>All of its contracts ended.</summary>
    Cancelled,
}
