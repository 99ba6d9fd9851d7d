namespace Odoo.Connectors.Sync;

/// <summary>The owner of a record type and the fields that others own.</summary>
/// <param name="Record">The record type's name.</param>
/// <param name="Owner">The configured name of the owner.</param>
/// <param name="Exceptions">Field names with the configured names of their owners.</param>
public sealed record OwnershipRule(string Record, string Owner, IReadOnlyDictionary<string, string> Exceptions)
{
    /// <summary>The owner of a field.</summary>
    /// <param name="field">The property's name.</param>
    /// <returns>The configured name.</returns>
    public string OwnerOf(string field) => Exceptions.TryGetValue(field, out string? owner) ? owner : Owner;

    /// <summary>The rule that decides about a field, in words for provenance.</summary>
    /// <param name="field">The property's name.</param>
    /// <returns>For example <c>Customer owned by salesforce</c>.</returns>
    public string Explain(string field) =>
        Exceptions.TryGetValue(field, out string? owner) ? $"{Record}.{field} owned by {owner}" : $"{Record} owned by {Owner}";
}
