namespace Odoo.Connectors.Erp;

/// <summary>The mapping tables of an Odoo company: words of the sources to reference data of Odoo.</summary>
public enum ReferenceTable
{
    /// <summary><see cref="OdooErpOptions.Taxes"/>.</summary>
    Taxes = 0,

    /// <summary><see cref="OdooErpOptions.Products"/>.</summary>
    Products,

    /// <summary><see cref="OdooErpOptions.Journals"/>.</summary>
    Journals,

    /// <summary><see cref="OdooErpOptions.PaymentTerms"/>.</summary>
    PaymentTerms,

    /// <summary><see cref="OdooErpOptions.FiscalPositions"/>.</summary>
    FiscalPositions,

    /// <summary><see cref="OdooErpOptions.Languages"/>.</summary>
    Languages,
}
