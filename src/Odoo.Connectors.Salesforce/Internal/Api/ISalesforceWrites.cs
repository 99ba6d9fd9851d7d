using Odoo.Connectors.Salesforce.Internal.Api.Wire;
using Refit;

namespace Odoo.Connectors.Salesforce.Internal.Api;

/// <summary>What is written over REST, and logging in. Nothing here is ever repeated below the caller.</summary>
internal interface ISalesforceWrites
{
    /// <summary>Logs in. The address is the login's own, not the instance's.</summary>
    [Post("/services/oauth2/token")]
    Task<HttpResponseMessage> LogInAsync([Body(BodySerializationMethod.UrlEncoded)] Dictionary<string, string> form, CancellationToken cancellationToken);

    /// <summary>Makes up to 200 records; each has a result.</summary>
    [Post("/services/data/{version}/composite/sobjects")]
    Task<HttpResponseMessage> InsertAsync(
        string version, [Body] HttpContent records, [Header("Sforce-Call-Options")] string client, [Header("Sforce-Duplicate-Rule-Header")] string? duplicates, CancellationToken cancellationToken);

    /// <summary>Changes up to 200 records by their ids; each has a result.</summary>
    [Patch("/services/data/{version}/composite/sobjects")]
    Task<HttpResponseMessage> UpdateAsync(
        string version, [Body] HttpContent records, [Header("Sforce-Call-Options")] string client, [Header("Sforce-Duplicate-Rule-Header")] string? duplicates, CancellationToken cancellationToken);

    /// <summary>Changes or makes up to 200 records of a type by an external id; each has a result.</summary>
    [Patch("/services/data/{version}/composite/sobjects/{type}/{field}")]
    Task<HttpResponseMessage> UpsertAsync(
        string version,
        string type,
        string field,
        [Body] HttpContent records,
        [Header("Sforce-Call-Options")] string client,
        [Header("Sforce-Duplicate-Rule-Header")] string? duplicates,
        CancellationToken cancellationToken);

    /// <summary>Begins a query job.</summary>
    [Post("/services/data/{version}/jobs/query")]
    Task<HttpResponseMessage> StartJobAsync(string version, [Body] QueryJobRequest job, CancellationToken cancellationToken);

    /// <summary>Makes a custom field.</summary>
    [Post("/services/data/{version}/tooling/sobjects/CustomField")]
    Task<HttpResponseMessage> CreateFieldAsync(string version, [Body] CustomField field, CancellationToken cancellationToken);
}
