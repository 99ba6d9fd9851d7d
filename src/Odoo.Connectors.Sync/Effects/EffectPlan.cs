namespace Odoo.Connectors.Sync;

/// <summary>Exactly what will be sent, as the port that planned it understands it.</summary>
public sealed record EffectPlan
{
    /// <summary>The target record it touches: one effect is in flight per target record, in order.</summary>
    public required string Subject { get; init; }

    /// <summary>What will be sent; opaque to the engine. Its fingerprint is pinned from the first sending on.</summary>
    public required string Payload { get; init; }

    /// <summary>The way of writing, fixed in the effect's row; the default is empty.</summary>
    public string Way { get; init; } = "";

    /// <summary>How much of a call it takes up, such as its number of lines; see <see cref="IPort.BatchWeight"/>. The default is 1.</summary>
    public int Weight { get; init; } = 1;

    /// <summary>Normalised match keys (<c>vat:BE0477472701</c>) that no other record may hold. The default is none.</summary>
    public IReadOnlyList<string> Claims { get; init; } = [];

    /// <summary>Which rule allowed each written field.</summary>
    public IReadOnlyDictionary<string, string> Provenance { get; init; } = new Dictionary<string, string>();

    /// <summary>Remarks for the audit trail, such as a tax that was forced. No data of persons.</summary>
    public IReadOnlyList<string> Remarks { get; init; } = [];

    /// <summary>The subject; what will be sent may hold data of persons.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => $"Plan for {Subject}";
}
