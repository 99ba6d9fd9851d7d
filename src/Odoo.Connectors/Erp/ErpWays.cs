namespace Odoo.Connectors.Erp;

/// <summary>The ways of writing to Odoo, fixed in an effect's row when it is planned.</summary>
internal static class ErpWays
{
    /// <summary>The effect action: one call, one transaction.</summary>
    public const string Action = "action";

    /// <summary>Plain calls, each step preceded by a look at what is there.</summary>
    public const string Steps = "steps";

    /// <summary>The document by the effect action, and what is around it by plain calls: in doubt it is looked up as those are.</summary>
    public const string Around = "around";

    /// <summary>The order of a contract brought to what the contract is, by plain calls.</summary>
    public const string Contract = "contract";

    /// <summary>Absolute values of several records, by their external ids.</summary>
    public const string Load = "load";

    /// <summary>A note that is written once, by its external id.</summary>
    public const string Note = "note";

    /// <summary>An activity that is made once, by its external id, and marked done.</summary>
    public const string Activity = "activity";

    /// <summary>Absolute values written to a record.</summary>
    public const string Write = "write";
}
