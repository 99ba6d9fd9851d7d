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

    /// <summary>Whether it is still open.</summary>
    public required bool IsOpen { get; init; }

    /// <summary>When it was opened, UTC.</summary>
    public required DateTimeOffset OpenedAt { get; init; }

    /// <summary>What the server said, where it said something; classified.</summary>
    public ServerText ServerText { get; init; }
}
