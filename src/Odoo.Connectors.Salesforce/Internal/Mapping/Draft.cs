using Odoo.Connectors.Model;

namespace Odoo.Connectors.Salesforce.Internal.Mapping;

/// <summary>What every record says, as it is read.</summary>
internal class Draft
{
    private Dictionary<string, string?>? _custom;

    public string? Id { get; set; }

    /// <summary>When it, or something that is computed of it, changed last.</summary>
    public DateTimeOffset? Stamp { get; set; }

    public bool IsDeleted { get; set; }

    /// <summary>The record that it was merged into; null where it was not.</summary>
    public string? Survivor { get; set; }

    public void SetCustom(string field, string? value) => (_custom ??= new(StringComparer.Ordinal))[field] = value;

    public CustomFields Custom => _custom is null ? CustomFields.Empty : new CustomFields(_custom);
}
