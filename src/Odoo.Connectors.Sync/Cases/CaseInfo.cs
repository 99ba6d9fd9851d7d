namespace Odoo.Connectors.Sync;

/// <summary>An open or closed case.</summary>
public sealed record CaseInfo
{
    /// <summary>The case's number.</summary>
    public required long Id { get; init; }

    /// <summary>Why it was opened.</summary>
    public required CaseReason Reason { get; init; }

    /// <summary>The event it is about.</summary>
    public required long? EventId { get; init; }

    /// <summary>The effect it is about.</summary>
    public required string? EffectKey { get; init; }

    /// <summary>Where it stands.</summary>
    public required CaseStatus Status { get; init; }

    /// <summary>Whether it is still open.</summary>
    public bool IsOpen => Status == CaseStatus.Open;

    /// <summary>When it was opened, UTC.</summary>
    public required DateTimeOffset OpenedAt { get; init; }

    /// <summary>The configured name of the event's source or of the effect's target.</summary>
    public string? System { get; init; }

    /// <summary>The kind of the event or the effect.</summary>
    public string? Kind { get; init; }

    /// <summary>The lane of the event.</summary>
    public string? Lane { get; init; }

    /// <summary>The record it is about, in its source: system, kind and id.</summary>
    public string? Subject { get; init; }

    /// <summary>How often it was retried and failed again before it was opened.</summary>
    public int Reopened { get; init; }

    /// <summary>The case it came from: retried, and failed again.</summary>
    public long? FromCase { get; init; }

    /// <summary>Who it was given to.</summary>
    public string? Assignee { get; init; }

    /// <summary>Until when it should be settled, UTC.</summary>
    public DateTimeOffset? DueAt { get; init; }

    /// <summary>When it was closed, UTC.</summary>
    public DateTimeOffset? ClosedAt { get; init; }

    /// <summary>Who closed it; <c>hub</c> when it closed by itself.</summary>
    public string? ClosedBy { get; init; }

    /// <summary>Why it was closed, in that person's words; classified, and gone when the customer is erased.</summary>
    public ServerText Why { get; init; }

    /// <summary>What can be done about it now.</summary>
    public CaseActions Actions { get; init; }

    /// <summary>What the server said, where it said something; classified.</summary>
    public ServerText ServerText { get; init; }
}
