namespace Odoo.Connectors.Erp;

/// <summary>Which of the two ways of writing documents to Odoo is taken for what is planned from now on. Both end in the same ledger.</summary>
public enum OdooEffects
{
    /// <summary>The effect action where it is found and speaks our protocol when the host starts, otherwise step by step.</summary>
    Auto,

    /// <summary>The effect action; without it the host does not begin its work.</summary>
    Action,

    /// <summary>Step by step with plain calls, even where the effect action is there.</summary>
    Steps,
}
