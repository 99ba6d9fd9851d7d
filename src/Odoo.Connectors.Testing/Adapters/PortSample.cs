using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Testing;

/// <summary>Something to write.</summary>
/// <param name="intent">What is wanted; its target is the contract's system.</param>
public sealed class PortSample(Intent intent)
{
    /// <summary>What is wanted.</summary>
    public Intent Intent => intent;

    /// <summary>What the identity map knows: pairs of references of one record. The default is nothing.</summary>
    public IReadOnlyList<(ExternalRef Reference, ExternalRef Same)> Links { get; init; } = [];

    /// <summary>Records of other systems that planning may ask for. The default is none.</summary>
    public IReadOnlyDictionary<ExternalRef, object> Others { get; init; } = new Dictionary<ExternalRef, object>();

    /// <summary>Puts on the platform what must be there before. The default puts nothing.</summary>
    public Action<AdapterPlatform> Arrange { get; init; } = static _ => { };

    /// <summary>For what is refused or not mapped: the field, setting or key that the case must name. The default is null.</summary>
    public string? Field { get; init; }

    /// <summary>For what exists already: its id on the platform. The default is null.</summary>
    public string? TargetId { get; init; }
}
