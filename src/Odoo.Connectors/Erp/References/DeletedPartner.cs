namespace Odoo.Connectors.Erp;

/// <summary>What becomes of a customer whose partner was deleted in Odoo.</summary>
public enum DeletedPartner
{
    /// <summary>A case.</summary>
    Case = 0,

    /// <summary>It is made anew under its external id by the next change of the customer's fields.</summary>
    Recreate,
}
