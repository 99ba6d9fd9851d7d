using Odoo.Connectors.Client;

namespace Odoo.Connectors.Erp;

/// <summary>Names which of the configured fields for days of service an Odoo does not have, or not as dates. Odoo refuses every read that names a field it does not have.</summary>
internal sealed class ServicePreflight(string name, OdooErpOptions options, IOdooClient client)
{
    private const string Date = "date";

    public async Task<IReadOnlyList<string>> CheckAsync(CancellationToken cancellationToken)
    {
        if (ServiceDays.Fields(options) is not [string first, string last])
        {
            return [];
        }

        IReadOnlyDictionary<string, OdooFieldInfo> fields = await client.FieldsAsync("account.move.line", [first, last], cancellationToken: cancellationToken).ConfigureAwait(false);
        return [.. new[] { Fault(nameof(options.ServiceStartField), first, fields), Fault(nameof(options.ServiceEndField), last, fields) }.OfType<string>()];
    }

    private string? Fault(string setting, string field, IReadOnlyDictionary<string, OdooFieldInfo> fields) => fields.GetValueOrDefault(field) switch
    {
        null => $"account.move.line has no field '{field}'; create it as a date, or correct or unset Systems:{name}:{setting}.",

        // What has no column cannot be searched: invoices of earlier months would not be found.
        { } found when found.Type != Date || !found.IsStored => $"The field '{field}' of account.move.line is no stored date ({found}); name one that is, or unset Systems:{name}:{setting}.",
        _ => null,
    };
}
