namespace Odoo.Connectors.Sync;

/// <summary>Where a delivery stands in the inbox.</summary>
internal enum EventState
{
    Pending = 0,
    Waiting = 1,
    Decided = 2,
    Parked = 3,
    Applied = 4,
    Absorbed = 5,
}
