namespace Odoo.Connectors.Tests.Profiles;

/// <summary>Who owns what.</summary>
public enum Profile
{
    /// <summary>Billing issues invoices and collects; Odoo books them, the CRM is told.</summary>
    BillingIssues,

    /// <summary>Odoo has the contracts and issues the invoices; CRM and billing are told.</summary>
    OdooIssues,

    /// <summary>Customers are mastered in Odoo; billing issues invoices.</summary>
    OdooMasters,
}
