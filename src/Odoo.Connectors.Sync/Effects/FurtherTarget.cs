using Odoo.Connectors.Model;

namespace Odoo.Connectors.Sync;

/// <summary>One more record that an effect wrote in its target, beside <see cref="Outcome.Target"/>: of a customer's contacts, each has one.</summary>
public sealed record FurtherTarget
{
    /// <summary>The record that it was written for, such as a customer's contact at its own source.</summary>
    public required ExternalRef Source { get; init; }

    /// <summary>The record in the target. It is linked to the source's one.</summary>
    public required ExternalRef Target { get; init; }

    /// <summary>The values as the target stored them; they become the shadow. The default is none.</summary>
    public IReadOnlyDictionary<string, string?> Values { get; init; } = new Dictionary<string, string?>();

    /// <summary>Fields that were written and could not be read back: what was agreed about them before holds no longer. The default is none.</summary>
    public IReadOnlyList<string> Unread { get; init; } = [];
}
