namespace Odoo.Connectors.Testing;

/// <summary>What a describe tells of a field.</summary>
internal sealed record SalesforceField(string Name, string Type)
{
    public string Label { get; init; } = Name;

    public int Length { get; init; } = Type is "string" or "textarea" or "picklist" or "email" or "url" or "phone" ? 255 : Type is "id" or "reference" ? 18 : 0;

    public int Precision { get; init; } = Type is "currency" or "double" or "percent" ? 18 : 0;

    public int Scale { get; init; } = Type is "currency" or "double" or "percent" ? 2 : 0;

    public bool IsExternalId { get; init; }

    public bool IsUnique { get; init; }

    /// <summary>Whether the integration user may see it; nobody may see a field that was just made.</summary>
    public bool IsVisible { get; init; } = true;

    /// <summary>Whether the integration user may write it.</summary>
    public bool IsEditable { get; init; } = true;

    /// <summary>Whether access to it comes from permission sets alone.</summary>
    public bool NeedsGrant { get; init; }

    /// <summary>Whether it may be seen without any of them.</summary>
    public bool IsReadable { get; init; }

    public IReadOnlyList<string> Picklist { get; init; } = [];
}
