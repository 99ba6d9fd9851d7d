using Odoo.Connectors.Model;

namespace Odoo.Connectors.Samples.ThirdPlatform;

/// <summary>References of this system, and of the CRM whose ids stand in <c>reference</c>.</summary>
internal sealed record References(string System, string? Crm)
{
    public ExternalRef Of(string kind, string? id, string field) => new(System, kind, id ?? throw Wire.Missing(field));

    public ExternalRef? InCrm(string kind, string? id) => Crm is null || id is null ? null : new ExternalRef(Crm, kind, id);
}
