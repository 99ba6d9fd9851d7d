namespace Odoo.Connectors.Sync;

/// <summary>How far a run is that somebody asked for.</summary>
public enum ReconciliationRequestState
{
    /// <summary>No host took it yet.</summary>
    Asked = 0,

    /// <summary>A host compares. If it dies meanwhile, the run has to be asked for again.</summary>
    Running,

    /// <summary>There is a report.</summary>
    Done,

    /// <summary>There is none; <see cref="ReconciliationRequest.Failure"/> says why.</summary>
    Failed,
}
