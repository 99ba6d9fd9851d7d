using Odoo.Connectors.Model;

namespace Odoo.Connectors.Sync;

/// <summary>One name of a record: what it is called in one system.</summary>
public sealed record RecordReference
{
    /// <summary>System, kind and id.</summary>
    public required ExternalRef Reference { get; init; }

    /// <summary>The company of that system it is used for; empty where it serves all of them.</summary>
    public string Company { get; init; } = "";

    /// <summary>Whether writes use it: one of each system, kind and company does.</summary>
    public bool IsPrimary { get; init; }

    /// <summary>Where it stands in its own system.</summary>
    public LinkState State { get; init; }

    /// <summary>The id that took its place, where it is superseded.</summary>
    public string? SupersededBy { get; init; }

    /// <summary>The source's version of its deletion, where it is tombstoned and the source told one.</summary>
    public long? Version { get; init; }

    internal bool IsOrigin { get; init; }
}
