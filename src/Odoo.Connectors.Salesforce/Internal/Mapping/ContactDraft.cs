namespace Odoo.Connectors.Salesforce.Internal.Mapping;

/// <summary>What a contact says, as it is read.</summary>
internal sealed class ContactDraft : Draft
{
    private List<RelationDraft>? _relations;

    public string? Account { get; set; }

    public string? Name { get; set; }

    public string? Email { get; set; }

    public string? Phone { get; set; }

    public string? Mobile { get; set; }

    public List<RelationDraft> Relations => _relations ??= [];

    /// <summary>Its parts at the account it stands under; most contacts have none, which costs nothing.</summary>
    public IReadOnlyList<string> Roles => _relations is null
        ? []
        : [.. _relations.Where(r => r.IsDirect).SelectMany(r => (r.Roles ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))];
}
