namespace Odoo.Connectors.Sync;

/// <summary>An event that passed the checks, on its way into the store.</summary>
internal sealed class MeteredEvent
{
    public required long Line { get; init; }

    public required Model.UsageEvent Event { get; init; }

    public required UsageMeter Meter { get; init; }

    public required UsageKey Key { get; init; }

    public required long At { get; init; }

    public UsageKey? Value { get; init; }

    /// <summary>The event that it takes back or replaces.</summary>
    public UsageKey? Target { get; init; }

    /// <summary>Whether it counts in a total, or only takes another one back.</summary>
    public bool Counts => Event.Cancels is null;
}
