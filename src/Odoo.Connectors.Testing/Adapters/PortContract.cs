using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Testing;

/// <summary>What is written, and what must not be.</summary>
public sealed class PortContract
{
    /// <summary>What the platform takes: one for each kind of effect at least, each of a source of its own.</summary>
    public required IReadOnlyList<PortSample> Applied { get; init; }

    /// <summary>What the platform refuses for its content; each says which field is at fault.</summary>
    public required IReadOnlyList<PortSample> Refused { get; init; }

    /// <summary>What cannot be planned because a setting or a mapping is missing; each says which.</summary>
    public required IReadOnlyList<PortSample> Unmapped { get; init; }

    /// <summary>What the platform has already, made by someone else; each says as what. The default is none.</summary>
    public IReadOnlyList<PortSample> Existing { get; init; } = [];

    /// <summary>Tells writes from reads. The default: whatever is not a GET is a write.</summary>
    public Func<HttpRequestMessage, bool> IsWrite { get; init; } = static request => request.Method != HttpMethod.Get;

    /// <summary>The effects that <see cref="IPort"/> does not take of the samples, for the check that an unknown one is a case.</summary>
    internal const string NoSuchKind = "no-such-effect";
}
