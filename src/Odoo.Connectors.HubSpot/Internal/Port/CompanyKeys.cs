using System.Text.Json;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.HubSpot.Internal.Port;

/// <summary>Match keys as properties of companies: what to search for, and whether a company that was read has them.</summary>
internal sealed class CompanyKeys(HubSpotOptions options)
{
    private const string Vat = "vat:";
    private const string Domain = "domain:";

    /// <summary>The properties that say whether a company has a key.</summary>
    public IReadOnlyList<string> Properties { get; } =
        [.. new[] { "domain", "country", options.VatProperty, options.IdProperty }.Concat(options.MatchKeys.Intersect(options.CompanyProperties)).OfType<string>().Distinct()];

    /// <summary>The property that holds a key, and the values it may stand there as; null where no property does. Lists are compared in lower case.</summary>
    public (string Property, string[] Values)? SearchOf(string key)
    {
        if (key.StartsWith(Vat, StringComparison.Ordinal))
        {
            string number = key[Vat.Length..].ToLowerInvariant();
            return options.VatProperty is { } property ? (property, [number, number[2..]]) : null;
        }

        if (key.StartsWith(Domain, StringComparison.Ordinal))
        {
            return ("domain", [key[Domain.Length..], $"www.{key[Domain.Length..]}"]);
        }

        (string rule, string value) = RuleIn(key);
        return Properties.Contains(rule) ? (rule, [value.ToLowerInvariant()]) : null;
    }

    /// <summary>What a company is to a customer of these keys; null where it has none of them.</summary>
    public CompanyHit? HitOf(string id, JsonElement properties, IReadOnlyList<string> keys)
    {
        string? vat = options.VatProperty is null ? null
            : MatchKey.Vat(Text(properties, options.VatProperty), Text(properties, "country") is { } country ? Countries.CodeOf(country) : null);
        bool isHit = keys.Any(key => key.StartsWith(Vat, StringComparison.Ordinal) ? key[Vat.Length..] == vat
            : key.StartsWith(Domain, StringComparison.Ordinal) ? key[Domain.Length..] == MatchKey.Domain(Text(properties, "domain"))
            : RuleIn(key) is var (rule, value) && Properties.Contains(rule) && Text(properties, rule)?.Trim() == value);
        string? wanted = keys.FirstOrDefault(k => k.StartsWith(Vat, StringComparison.Ordinal))?[Vat.Length..];
        return isHit ? new CompanyHit(id, Text(properties, options.IdProperty), wanted is not null && vat is not null && vat != wanted) : null;
    }

    private static (string Rule, string Value) RuleIn(string key) =>
        (key[..key.IndexOf(':', StringComparison.Ordinal)], key[(key.IndexOf(':', StringComparison.Ordinal) + 1)..]);

    private static string? Text(JsonElement properties, string name) =>
        properties.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text ? text : null;
}
