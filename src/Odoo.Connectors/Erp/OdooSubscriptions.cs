namespace Odoo.Connectors.Erp;

/// <summary>What a contract is in Odoo.</summary>
public enum OdooSubscriptions
{
    /// <summary>A subscription where the Enterprise module <c>sale_subscription</c> is there and the contract tells its recurrence, else a sale order.</summary>
    Auto = 0,

    /// <summary>A confirmed sale order, whatever is installed.</summary>
    SaleOrder,

    /// <summary>A subscription of <c>sale_subscription</c>; a contract that cannot be one is a case.</summary>
    SaleSubscription,
}
