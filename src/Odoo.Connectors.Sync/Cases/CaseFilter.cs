namespace Odoo.Connectors.Sync;

/// <summary>Which cases. Everything that is set must hold; nothing set means all cases.</summary>
public sealed record CaseFilter
{
    /// <summary>The open cases.</summary>
    public static CaseFilter Open { get; } = new() { Status = CaseStatus.Open };

    /// <summary>All cases.</summary>
    public static CaseFilter All { get; } = new();

    /// <summary>Where they stand.</summary>
    public CaseStatus? Status { get; init; }

    /// <summary>The cause, for example <c>unmapped-tax</c>.</summary>
    public string? Cause { get; init; }

    /// <summary>The kind of failure.</summary>
    public ErrorKind? Kind { get; init; }

    /// <summary>The configured name of the event's source or of the effect's target.</summary>
    public string? System { get; init; }

    /// <summary>What it is about, as <see cref="CaseInfo.Subject"/> prints it.</summary>
    public string? Subject { get; init; }

    /// <summary>Who it was given to.</summary>
    public string? Assignee { get; init; }

    /// <summary>Opened at this time or later.</summary>
    public DateTimeOffset? OpenedFrom { get; init; }

    /// <summary>Opened before this time.</summary>
    public DateTimeOffset? OpenedBefore { get; init; }
}
