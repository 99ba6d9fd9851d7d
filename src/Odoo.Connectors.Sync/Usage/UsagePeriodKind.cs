namespace Odoo.Connectors.Sync;

/// <summary>What a meter's usage is totalled for.</summary>
public enum UsagePeriodKind
{
    /// <summary>Calendar months in the meter's time zone.</summary>
    Month = 0,

    /// <summary>Calendar days in the meter's time zone.</summary>
    Day,

    /// <summary>The terms of the subscription, as <see cref="IUsageOperations.SetTermAsync"/> told them.</summary>
    Term,

    /// <summary>
    /// The terms of the subscription, as its contract says in the system that bills it: by how often it is billed and when next, each term from
    /// midnight in the meter's time zone. The contract is read whenever a term begins.
    /// </summary>
    Contract,
}
