namespace Odoo.Connectors.Simulation.Worlds;

/// <summary>What may go wrong.</summary>
internal enum FaultKind
{
    Crash,
    CrashAtPoint,
    LostBefore,
    LostAfter,
    Duplicate,
    Reorder,
    Delay,
    NewEventId,
    RateLimited,
    HtmlError,
    HtmlErrorAfter,
    TokenExpiry,
    StoreDown,
    Frozen,
    ApiVersion,
    Slow,
}
