namespace Odoo.Connectors.Erp;

/// <summary>What is done with money beyond what a document is open for.</summary>
public enum OverpaymentPolicy
{
    /// <summary>It stays on the payment as the customer's credit.</summary>
    KeepAsCredit = 0,

    /// <summary>Nothing is booked: a person decides.</summary>
    Case,
}
