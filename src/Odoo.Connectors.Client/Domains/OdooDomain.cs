using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using Odoo.Connectors.Client.Internal;

namespace Odoo.Connectors.Client;

/// <summary>
/// Which records, in Odoo's prefix notation. Immutable; combine with <c>&amp;</c>, <c>|</c> and <c>!</c>, or <see cref="And"/>,
/// <see cref="Or"/> and <see cref="Not"/>, to any depth. It prints as its size only, since its values may be personal data.
/// </summary>
public sealed partial class OdooDomain
{
    private readonly ImmutableArray<JsonNode> _terms;
    private readonly int _operands;

    private OdooDomain(ImmutableArray<JsonNode> terms, int operands)
    {
        _terms = terms;
        _operands = operands;
    }

    /// <summary>All records (archived ones are still left out unless the context says <c>active_test: false</c>).</summary>
    public static OdooDomain All { get; } = new([], 0);

    /// <summary>No record.</summary>
    public static OdooDomain None { get; } = In("id", Array.Empty<long>());

    /// <summary>A domain in Odoo's own notation, for operators that have no method here.</summary>
    /// <param name="terms">Conditions of three items, and the operators <c>&amp;</c>, <c>|</c>, <c>!</c> before their operands.</param>
    /// <returns>A domain.</returns>
    /// <exception cref="ArgumentException">An operator lacks an operand, or an item is neither operator nor condition.</exception>
    public static OdooDomain Raw(JsonArray terms)
    {
        ArgumentNullException.ThrowIfNull(terms);
        return new([.. terms.Select(WireValue.Of)], DomainShape.Operands(terms, nameof(terms)));
    }

    /// <summary>Records that match every one of the domains; all records if there is none.</summary>
    /// <param name="domains">The domains.</param>
    /// <returns>A domain.</returns>
    public static OdooDomain AllOf(params IEnumerable<OdooDomain> domains)
    {
        ArgumentNullException.ThrowIfNull(domains);
        return domains.Aggregate(All, (all, next) => all.And(next));
    }

    /// <summary>Records that match one of the domains or more; no record if there is none.</summary>
    /// <param name="domains">The domains.</param>
    /// <returns>A domain.</returns>
    public static OdooDomain AnyOf(params IEnumerable<OdooDomain> domains)
    {
        ArgumentNullException.ThrowIfNull(domains);
        OdooDomain? any = null;
        foreach (OdooDomain domain in domains)
        {
            any = any?.Or(domain) ?? domain;
        }

        return any ?? None;
    }

    /// <summary>Records that match both.</summary>
    /// <param name="left">One domain.</param>
    /// <param name="right">The other.</param>
    /// <returns>A domain.</returns>
    public static OdooDomain operator &(OdooDomain left, OdooDomain right)
    {
        ArgumentNullException.ThrowIfNull(left);
        return left.And(right);
    }

    /// <summary>Records that match one or both.</summary>
    /// <param name="left">One domain.</param>
    /// <param name="right">The other.</param>
    /// <returns>A domain.</returns>
    public static OdooDomain operator |(OdooDomain left, OdooDomain right)
    {
        ArgumentNullException.ThrowIfNull(left);
        return left.Or(right);
    }

    /// <summary>Records that do not match, unset values included.</summary>
    /// <param name="domain">The domain.</param>
    /// <returns>A domain.</returns>
    public static OdooDomain operator !(OdooDomain domain)
    {
        ArgumentNullException.ThrowIfNull(domain);
        return domain.Not();
    }

    /// <summary>Records that match both.</summary>
    /// <param name="other">The other domain.</param>
    /// <returns>A domain.</returns>
    public OdooDomain And(OdooDomain other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return this == None || other == None ? None : new(_terms.AddRange(other._terms), _operands + other._operands);
    }

    /// <summary>Records that match one or both.</summary>
    /// <param name="other">The other domain.</param>
    /// <returns>A domain.</returns>
    public OdooDomain Or(OdooDomain other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return _operands == 0 || other._operands == 0 ? All
            : this == None ? other
            : other == None ? this
            : new(["|", .. Joined(), .. other.Joined()], 1);
    }

    /// <summary>Records that do not match, unset values included: with its negation a domain covers every record.</summary>
    /// <returns>A domain.</returns>
    public OdooDomain Not() => _operands == 0 ? None : this == None ? All : new(["!", .. Joined()], 1);

    /// <summary>The domain as JSON, for arguments of <see cref="IOdooClient.CallAsync"/>.</summary>
    /// <returns>A new array.</returns>
    public JsonArray ToJson() => new([.. _terms.Select(t => t.DeepClone())]);

    /// <summary>The number of terms, never the terms.</summary>
    /// <returns>A placeholder.</returns>
    public override string ToString() => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"[domain, {_terms.Length} terms]");

    internal void WriteTo(Utf8JsonWriter writer)
    {
        writer.WriteStartArray();
        foreach (var term in _terms)
        {
            OdooJson.Write(writer, term);
        }

        writer.WriteEndArray();
    }

    // Implicit "and" exists only at the top level; below an operator it must be spelled out.
    private IEnumerable<JsonNode> Joined() => Enumerable.Repeat(0, _operands - 1).Select(_ => (JsonNode)"&").Concat(_terms);
}
