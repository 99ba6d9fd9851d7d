using Odoo.Connectors.Salesforce.Internal.Api.Wire;

namespace Odoo.Connectors.Salesforce.Internal.Setup;

/// <summary>A field that is written to: how it is made, and what it may be where it is there.</summary>
/// <param name="Type">The type that has it.</param>
/// <param name="Name">Its name.</param>
/// <param name="Metadata">How it is made.</param>
/// <param name="Fits">The types of description that take what is written.</param>
internal sealed record WrittenField(string Type, string Name, CustomFieldMetadata Metadata, IReadOnlyList<string> Fits)
{
    public string FullName => $"{Type}.{Name}";

    /// <summary>Whether it can be made.</summary>
    public bool IsCustom => Name.EndsWith("__c", StringComparison.Ordinal);

    /// <summary>The texts that are written to it, where they are known: a picklist must have them.</summary>
    public IReadOnlyCollection<string> Labels { get; init; } = [];

    /// <summary>How long a text may be; 0 where it is none.</summary>
    public int Length => Metadata.Length ?? 0;
}
