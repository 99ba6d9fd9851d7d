namespace Odoo.Connectors.Sync;

/// <summary>
/// How soon a fact is worked on when there is more to do than can be done at once. Nothing starves: what has waited long
/// enough goes before what is more urgent and came later.
/// </summary>
public enum DeliveryPriority
{
    /// <summary>Somebody waits for it: goes before everything that came in the last minute.</summary>
    Interactive = 0,

    /// <summary>It happened just now, as webhooks do.</summary>
    Realtime,

    /// <summary>Found by looking, as polls do: may be 5 minutes later than the rest.</summary>
    Reconciliation,

    /// <summary>History taken in: may be an hour later than the rest.</summary>
    Backfill,
}
