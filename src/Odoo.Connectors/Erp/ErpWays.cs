namespace Odoo.Connectors.Erp;

/// <summary>The ways of writing to Odoo, fixed in an effect's row when it is planned.</summary>
internal static class ErpWays
{
    /// <summary>The effect action: one call, one transaction.</summary>
    public const string Action = "action";

    /// <summary>Plain calls, each step preceded by a look at what is there.</summary>
    public const string Steps = "steps";

    /// <summary>The order of a contract brought to what the contract is, by plain calls.</summary>
    public const string Contract = "contract";

    /// <summary>Absolute values of several records, by their external ids.</summary>
    public const string Load = "load";

    /// <summary>Absolute values written to a record.</summary>
    public const string Write = "write";
}
