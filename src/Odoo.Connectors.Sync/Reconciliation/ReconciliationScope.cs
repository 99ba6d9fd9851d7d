using Odoo.Connectors.Model;

namespace Odoo.Connectors.Sync;

/// <summary>What a run compares.</summary>
public sealed record ReconciliationScope
{
    /// <summary>The configured name of the source: a polled system whose streams list its records.</summary>
    public required string Source { get; init; }

    /// <summary>Only what changed since, as far as the source's lists can be asked for that; null compares everything. The default is null.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>The kinds of records, see <see cref="RecordKinds"/>; empty compares all that both sides list. The default is empty.</summary>
    public IReadOnlyList<string> Kinds { get; init; } = [];
}
