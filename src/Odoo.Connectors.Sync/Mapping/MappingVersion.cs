namespace Odoo.Connectors.Sync;

/// <summary>One version of everything that is mapped to a target: the adapter's own plans and what the host maps.</summary>
public sealed record MappingVersion
{
    /// <summary>The configured name of the target.</summary>
    public required string Target { get; init; }

    /// <summary>The version's number at this target, from 1. The same definitions have the same number whenever they return.</summary>
    public required int Version { get; init; }

    /// <summary>SHA-256 of the definitions, in hexadecimal.</summary>
    public required string Hash { get; init; }

    /// <summary>The definitions, one a line. They hold names, constants and tables of the configuration, no data.</summary>
    public required string Definition { get; init; }

    /// <summary>When a node first had it, UTC.</summary>
    public required DateTimeOffset FirstSeenAt { get; init; }

    /// <summary>Who approved it: <c>configuration</c> where no approval is required; null while it waits for one.</summary>
    public string? ApprovedBy { get; init; }

    /// <summary>When it was approved, UTC; null while it waits for approval.</summary>
    public DateTimeOffset? ApprovedAt { get; init; }

    /// <summary>Whether this node plans by it.</summary>
    public bool IsCurrent { get; init; }
}
