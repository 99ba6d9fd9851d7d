using Odoo.Connectors.Model;

namespace Odoo.Connectors.Chargebee.Internal.Mapping;

/// <summary>References into the site and, by its fields, into the CRM.</summary>
internal sealed class References(string system, ChargebeeOptions options)
{
    public ChargebeeOptions Options => options;

    public ExternalRef Own(string kind, string id) => new(system, kind, id);

    public ExternalRef? InCrm(string kind, string? id) =>
        options.CrmSystem is string crm && !string.IsNullOrWhiteSpace(id) ? new ExternalRef(crm, kind, id.Trim()) : null;

    public WireCurrency Currency(string? code, string field) => WireCurrency.Read(code, field, options.CurrencyDecimals);
}
