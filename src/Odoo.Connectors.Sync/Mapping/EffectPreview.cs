namespace Odoo.Connectors.Sync;

/// <summary>What an effect would be if its event were decided now.</summary>
public sealed record EffectPreview
{
    /// <summary>The configured name of the target.</summary>
    public required string Target { get; init; }

    /// <summary>What it is.</summary>
    public required string Kind { get; init; }

    /// <summary>The effect that was planned before, or null when there is none.</summary>
    public string? Key { get; init; }

    /// <summary>Where the one that was planned before stands; null when there is none. A document that is applied is never sent again.</summary>
    public EffectState? State { get; init; }

    /// <summary>The version of the target's mappings it was planned with; null when it was not planned or adopted.</summary>
    public int? SentMapping { get; init; }

    /// <summary>The version it would be planned with now.</summary>
    public required int Mapping { get; init; }

    /// <summary>What planning comes to now: <c>send</c>, <c>adopt</c>, or <c>nothing: …</c> with the reason.</summary>
    public required string Outcome { get; init; }

    /// <summary>The fields that differ from what was planned before; all of them where nothing was.</summary>
    public IReadOnlyList<FieldDifference> Differences { get; init; } = [];
}
