using Odoo.Connectors.Model;

namespace Odoo.Connectors.Sync;

/// <summary>The terms of a subscription.</summary>
internal sealed record UsageTerm(DateOnly FirstDay, Recurrence Every)
{
    /// <summary>Whether usage is totalled for terms of this length: a day at least and a year at most.</summary>
    public static bool Is(Recurrence every) =>
        every.Count >= 1 && every.Count <= every.Unit switch { RecurrenceUnit.Day => 366, RecurrenceUnit.Week => 52, RecurrenceUnit.Month => 12, _ => 1 };
}
