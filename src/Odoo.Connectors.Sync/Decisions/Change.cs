using Odoo.Connectors.Model;

namespace Odoo.Connectors.Sync;

/// <summary>A delivery in the words of the model.</summary>
public sealed record Change
{
    /// <summary>The configured name of the system it came from.</summary>
    public required string System { get; init; }

    /// <summary>What happened; flows choose by it. See <see cref="ChangeKinds"/>.</summary>
    public required string Kind { get; init; }

    /// <summary>What it happened to.</summary>
    public required ExternalRef Subject { get; init; }

    /// <summary>The record as the delivery shows it; null when the source must be read.</summary>
    public object? Record { get; init; }

    /// <summary>When it happened, by the source's clock.</summary>
    public required DateTimeOffset OccurredAt { get; init; }

    /// <summary>
    /// The source's version of the subject (a number that grows, or milliseconds since 1970). A change of a subject that was
    /// deleted is absorbed unless its version is newer than the deletion. The default is null: it cannot be proven newer.
    /// </summary>
    public long? Version { get; init; }

    /// <summary>Whether the source says that a deleted subject is there again. The default is false.</summary>
    public bool IsUndelete { get; init; }

    /// <summary>Kind and subject.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => $"{Kind} {Subject}";
}
