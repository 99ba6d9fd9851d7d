using Odoo.Connectors.Client;

namespace Odoo.Connectors.Erp;

/// <summary>A refused load as an error: nothing of the call was kept.</summary>
internal static class LoadFailure
{
    public static ConnectorException Failure(this OdooLoadResult loaded, string what)
    {
        OdooLoadError? first = loaded.Errors.Count > 0 ? loaded.Errors[0] : null;
        return new ConnectorException(first?.Kind ?? ErrorKind.Validation, $"Odoo refused to load {what} and wrote nothing of it; the case holds its words.")
        {
            Field = first?.Field, ServerText = first?.Message ?? default,
        };
    }
}
