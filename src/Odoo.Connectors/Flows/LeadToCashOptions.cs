namespace Odoo.Connectors.Flows;

/// <summary>Which systems play which part in lead to cash.</summary>
public sealed class LeadToCashOptions
{
    /// <summary>The configured name of the ERP. The default is <c>odoo</c>.</summary>
    public string Erp { get; set; } = "odoo";

    /// <summary>The configured name of the CRM that is told the billing status; null tells none. The default is <c>salesforce</c>.</summary>
    public string? Crm { get; set; } = "salesforce";

    /// <summary>The companies behind the connected Odoo systems as ownership names them, by configured name.</summary>
    internal Dictionary<string, string> Companies { get; } = new(StringComparer.Ordinal);
}
