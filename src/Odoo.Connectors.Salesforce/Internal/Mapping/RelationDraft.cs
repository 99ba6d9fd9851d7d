namespace Odoo.Connectors.Salesforce.Internal.Mapping;

/// <summary>What ties a contact to an account, as it is read.</summary>
internal sealed class RelationDraft
{
    /// <summary>Whether the account is the contact's own.</summary>
    public bool IsDirect { get; set; }

    /// <summary>The parts it has there, with semicolons between.</summary>
    public string? Roles { get; set; }
}
