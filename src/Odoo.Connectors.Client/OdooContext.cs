using System.Text.Json.Nodes;

namespace Odoo.Connectors.Client;

/// <summary>
/// Odoo's context of one call, laid key by key over the defaults of <see cref="OdooClientOptions"/>.
/// What is <see langword="null"/> here leaves the default as it is.
/// </summary>
public sealed class OdooContext
{
    /// <summary>The companies the call sees, the first being current. Never an empty list: Odoo reads that as "all".</summary>
    /// <value>The default is <see langword="null"/>.</value>
    public IReadOnlyList<long>? AllowedCompanyIds { get; init; }

    /// <summary>The language of translated fields. A code that is not installed is refused.</summary>
    /// <value>The default is <see langword="null"/>.</value>
    public string? Language { get; init; }

    /// <summary>
    /// The time zone. Over RPC it changes nothing but datetime cells of
    /// <see cref="IOdooClient.LoadAsync"/>, which Odoo reads in this zone.
    /// </summary>
    /// <value>The default is <see langword="null"/>.</value>
    public string? TimeZone { get; init; }

    /// <summary>Whether searches leave archived records out; <see langword="false"/> shows them.</summary>
    /// <value>The default is <see langword="null"/>, with which Odoo leaves them out.</value>
    public bool? ActiveTest { get; init; }

    /// <summary>Any other keys, in Odoo's names, such as <c>active_model</c> and <c>active_ids</c>.</summary>
    /// <value>The default is <see langword="null"/>.</value>
    public JsonObject? Other { get; init; }
}
