using Odoo.Connectors.Model;

namespace Odoo.Connectors.Sync;

/// <summary>Why a field of a target record has its value: the effect that last wrote it, and all that led to it.</summary>
public sealed record FieldOrigin
{
    /// <summary>The field, in the target's own name.</summary>
    public required string Field { get; init; }

    /// <summary>The rule that allowed it, for example <c>Customer.VatNumber owned by salesforce</c>.</summary>
    public required string Rule { get; init; }

    /// <summary>The key of the effect that wrote it.</summary>
    public required string EffectKey { get; init; }

    /// <summary>Where that effect stands.</summary>
    public required EffectState State { get; init; }

    /// <summary>The record it came from.</summary>
    public required ExternalRef Source { get; init; }

    /// <summary>The event that was decided.</summary>
    public required long EventId { get; init; }

    /// <summary>When it was decided, UTC.</summary>
    public required DateTimeOffset DecidedAt { get; init; }

    /// <summary>Who approved the effect, where it was held.</summary>
    public string? ApprovedBy { get; init; }

    /// <summary>The version of the target's mappings that the effect was planned with; null for one from before versions were kept.</summary>
    public int? MappingVersion { get; init; }

    /// <summary>Who edited the event before it was decided, where somebody did.</summary>
    public string? EditedBy { get; init; }
}
