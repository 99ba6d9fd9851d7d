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
}
