namespace Odoo.Connectors.Sync;

/// <summary>How two sides differ.</summary>
public enum DiscrepancyKind
{
    /// <summary>The source has it, no ledger does.</summary>
    Missing = 0,

    /// <summary>A ledger has it as made of a record that the source does not have.</summary>
    Extra,

    /// <summary>The totals differ.</summary>
    Amount,

    /// <summary>Only the tax differs, or how the total is divided into net and tax.</summary>
    Tax,

    /// <summary>The currencies differ.</summary>
    Currency,

    /// <summary>The dates differ.</summary>
    Date,

    /// <summary>One side is open, settled or cancelled and the other is not, or more of it is open there.</summary>
    State,

    /// <summary>Ledgers hold it more than once.</summary>
    Duplicate,

    /// <summary>A ledger has it, entered by a person: nothing says that it is this one but its number, or customer, amount and date.</summary>
    Unlinked,

    /// <summary>It is in the ledger of another company.</summary>
    WrongCompany,

    /// <summary>It is another customer's in the ledger.</summary>
    WrongCustomer,

    /// <summary>The ledger has it as a draft.</summary>
    Unposted,
}
