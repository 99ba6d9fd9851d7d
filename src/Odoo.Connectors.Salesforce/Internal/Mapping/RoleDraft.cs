namespace Odoo.Connectors.Salesforce.Internal.Mapping;

/// <summary>A contact's part in an opportunity, as it is read.</summary>
internal sealed class RoleDraft
{
    public string? Contact { get; set; }

    public string? Role { get; set; }

    public bool IsPrimary { get; set; }
}
