namespace Odoo.Connectors.Salesforce.Internal.Api;

/// <summary>A call of the data API.</summary>
/// <param name="Path">Below the version's folder, or an absolute path as the server named it.</param>
/// <param name="Body">The JSON of a write; null for a read.</param>
internal readonly record struct ApiRequest(string Path, string? Body = null)
{
    public bool IsRead => Body is null;

    public Uri Resolve(Session session, SalesforceOptions options) => new(
        session.Instance,
        Path.StartsWith('/') ? Path : $"/services/data/{options.ApiVersion}/{Path}");
}
