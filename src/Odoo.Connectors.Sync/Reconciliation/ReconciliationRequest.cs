namespace Odoo.Connectors.Sync;

/// <summary>A run that somebody asked a running host for, and what became of it. There is one for each source: the latest.</summary>
public sealed record ReconciliationRequest
{
    /// <summary>What is to be compared.</summary>
    public required ReconciliationScope Scope { get; init; }

    /// <summary>Who asked.</summary>
    public required string By { get; init; }

    /// <summary>When, UTC: tells this request from others.</summary>
    public required DateTimeOffset AskedAt { get; init; }

    /// <summary>How far it is.</summary>
    public ReconciliationRequestState State { get; init; }

    /// <summary>Why there is no report, where there is none; null otherwise. It holds no data of persons.</summary>
    public string? Failure { get; init; }
}
