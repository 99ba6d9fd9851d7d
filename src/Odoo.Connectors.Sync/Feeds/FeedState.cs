namespace Odoo.Connectors.Sync;

/// <summary>How a stream fares.</summary>
public enum FeedState
{
    /// <summary>It is polled when it is due.</summary>
    Ready = 0,

    /// <summary>A person paused it.</summary>
    Paused,

    /// <summary>The last poll failed.</summary>
    Failing,

    /// <summary>Its watermark was older than the vendor keeps; it is read from the beginning.</summary>
    CatchingUp,
}
