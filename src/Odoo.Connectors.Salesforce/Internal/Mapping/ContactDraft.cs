namespace Odoo.Connectors.Salesforce.Internal.Mapping;

/// <summary>What a contact says, as it is read.</summary>
internal sealed class ContactDraft : Draft
{
    public string? Account { get; set; }

    public string? Name { get; set; }

    public string? Email { get; set; }

    public string? Phone { get; set; }

    public string? Mobile { get; set; }

    public List<RelationDraft> Relations { get; } = [];
}
