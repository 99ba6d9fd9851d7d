namespace Odoo.Connectors.Sync;

/// <summary>An effect on its way out.</summary>
public sealed record Dispatch
{
    /// <summary>The effect's key.</summary>
    public required string Key { get; init; }

    /// <summary>What it is.</summary>
    public required string Kind { get; init; }

    /// <summary>Document or state.</summary>
    public required EffectClass Class { get; init; }

    /// <summary>What to send, as planned.</summary>
    public required string Payload { get; init; }

    /// <summary>The way of writing it was planned for.</summary>
    public required string Way { get; init; }

    /// <summary>Whether an earlier attempt may have been applied: find out before anything is sent that the key does not protect.</summary>
    public required bool InDoubt { get; init; }

    /// <summary>How often it was sent before.</summary>
    public required int Attempts { get; init; }

    /// <summary>The key; what is sent may hold data of persons.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => $"Dispatch {Key}";
}
