using Odoo.Connectors.Salesforce.Internal.Api;
using Odoo.Connectors.Salesforce.Internal.Api.Wire;

namespace Odoo.Connectors.Salesforce.Internal.Setup;

/// <summary>Reads what a type's fields are, as far as the integration user may see them.</summary>
internal sealed class Describer(string system, SalesforceApi api)
{
    public async Task<Description> ReadAsync(string type, CancellationToken cancellationToken)
    {
        ApiAnswer answer = await api.ReadAsync((reads, token) => reads.DescribeAsync(api.Version, type, token), cancellationToken).ConfigureAwait(false);
        return SalesforceJson.Read(answer.Body, SalesforceJson.Default.Description) is { Fields: not null } description
            ? description
            : throw new SalesforceException(ErrorKind.Protocol, $"Salesforce '{system}' described {type} without its fields; that is not what the REST API documents.") { Field = "fields" };
    }
}
