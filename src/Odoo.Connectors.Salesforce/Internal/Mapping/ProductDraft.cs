namespace Odoo.Connectors.Salesforce.Internal.Mapping;

/// <summary>What a product says, as it is read.</summary>
internal sealed class ProductDraft : Draft
{
    public string? Name { get; set; }

    public string? Code { get; set; }

    public string? Description { get; set; }

    public bool IsActive { get; set; } = true;
}
