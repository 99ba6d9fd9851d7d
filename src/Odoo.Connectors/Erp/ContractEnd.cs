namespace Odoo.Connectors.Erp;

/// <summary>What becomes of the order of a contract that ended. Odoo lets no line of a confirmed order be deleted.</summary>
public enum ContractEnd
{
    /// <summary>It stays as it is; the chatter says that the contract ended.</summary>
    Keep = 0,

    /// <summary>Its quantities become 0, so that nothing is left to invoice.</summary>
    ZeroQuantities,

    /// <summary>It is locked.</summary>
    Lock,

    /// <summary>It is cancelled.</summary>
    Cancel,
}
