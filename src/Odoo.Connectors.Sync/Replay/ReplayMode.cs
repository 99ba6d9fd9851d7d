namespace Odoo.Connectors.Sync;

/// <summary>What an event is decided by when it is replayed.</summary>
public enum ReplayMode
{
    /// <summary>By what was read for it then, as far as it is still kept.</summary>
    RecordedAnswers = 0,

    /// <summary>By what its systems hold now.</summary>
    FreshAnswers,
}
