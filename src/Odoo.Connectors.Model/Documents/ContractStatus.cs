namespace Odoo.Connectors.Model;

/// <summary>Where a contract stands.</summary>
public enum ContractStatus
{
    /// <summary>Agreed, not started: the first invoice is not paid yet or a trial runs.</summary>
    Pending = 0,

    /// <summary>In force.</summary>
    Active,

    /// <summary>In force, with an invoice overdue.</summary>
    PastDue,

    /// <summary>Held: nothing is delivered or billed for now.</summary>
    Paused,

    /// <summary>Ended.</summary>
    Ended,
}
