using Odoo.Connectors.Model;

namespace Odoo.Connectors.Sync;

/// <summary>One question of a decider. Reads go to a system and are committed as facts of the event; the rest is our own store.</summary>
internal abstract record Need
{
    private Need()
    {
    }

    internal sealed record Read(ExternalRef Reference) : Need;

    internal sealed record Link(ExternalRef Reference) : Need;

    internal sealed record ShadowOf(ExternalRef Reference) : Need;

    internal sealed record Effect(string Key) : Need;

    internal sealed record MappingApproval(string Target) : Need;

    internal sealed record Busy(string Target, string Subject) : Need;
}
