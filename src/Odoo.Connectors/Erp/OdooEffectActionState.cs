namespace Odoo.Connectors.Erp;

/// <summary>The effect action of a database, and what installing does about it.</summary>
public sealed class OdooEffectActionState
{
    /// <summary>Its database id, for <see cref="OdooErpOptions.EffectActionId"/>; null while there is none.</summary>
    public long? Id { get; init; }

    /// <summary>The protocol its body names; null when there is none, or its body is none of ours.</summary>
    public int? FoundProtocol { get; init; }

    /// <summary>What installing does, or did.</summary>
    public required OdooEffectActionChange Change { get; init; }
}
