namespace Odoo.Connectors.Sync;

/// <summary>Open business that is alike in everything that stands here, counted. Business signals are sums of it.</summary>
public sealed record Trouble
{
    /// <summary>Cases, overdue effects or overdue events.</summary>
    public required TroubleKind Kind { get; init; }

    /// <summary>How many they are.</summary>
    public required long Count { get; init; }

    /// <summary>Since when the oldest is open, UTC: a case since it was opened, overdue work since its fact was received.</summary>
    public required DateTimeOffset Since { get; init; }

    /// <summary>The cases' cause; null for overdue work.</summary>
    public string? Cause { get; init; }

    /// <summary>The cases' kind of failure; null for overdue work.</summary>
    public ErrorKind? ErrorKind { get; init; }

    /// <summary>The effects' kind, or that of the effects that the cases are about. See <see cref="EffectKinds"/>.</summary>
    public string? EffectKind { get; init; }

    /// <summary>The kind of records that the events are about, or the events of the cases. See <c>RecordKinds</c>.</summary>
    public string? SubjectKind { get; init; }

    /// <summary>Whether the effect that the cases are about is applied, and differs from what was wanted.</summary>
    public bool IsApplied { get; init; }

    /// <summary>Whether overdue effects were sent at least once.</summary>
    public bool IsTried { get; init; }

    /// <summary>Whether a case is open about it: always for cases.</summary>
    public bool HasCase { get; init; }
}
