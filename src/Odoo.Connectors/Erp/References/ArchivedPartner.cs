namespace Odoo.Connectors.Erp;

/// <summary>What becomes of a customer whose partner is archived in Odoo. Documents of a customer that is known go on either way.</summary>
public enum ArchivedPartner
{
    /// <summary>A case, before the customer is adopted or changed.</summary>
    Case = 0,

    /// <summary>The next change of the customer's fields takes it out of the archive.</summary>
    Unarchive,
}
