using Refit;

namespace Odoo.Connectors.Salesforce.Internal.Api;

/// <summary>What is read over REST. Answers stay bytes: the field tables read them.</summary>
internal interface ISalesforceReads
{
    /// <summary>Starts a query over what is there.</summary>
    [Get("/services/data/{version}/query")]
    Task<HttpResponseMessage> QueryAsync(string version, [AliasAs("q")] string soql, CancellationToken cancellationToken);

    /// <summary>Starts a query over what is there and what was deleted or merged away.</summary>
    [Get("/services/data/{version}/queryAll")]
    Task<HttpResponseMessage> QueryAllAsync(string version, [AliasAs("q")] string soql, CancellationToken cancellationToken);

    /// <summary>The next page, by the path that the last one named.</summary>
    [Get("/{**path}")]
    Task<HttpResponseMessage> NextAsync(string path, CancellationToken cancellationToken);

    /// <summary>What a type's fields are.</summary>
    [Get("/services/data/{version}/sobjects/{type}/describe")]
    Task<HttpResponseMessage> DescribeAsync(string version, string type, CancellationToken cancellationToken);

    /// <summary>What is left of the organisation's limits.</summary>
    [Get("/services/data/{version}/limits")]
    Task<HttpResponseMessage> LimitsAsync(string version, CancellationToken cancellationToken);

    /// <summary>How far a query job is.</summary>
    [Get("/services/data/{version}/jobs/query/{id}")]
    Task<HttpResponseMessage> JobAsync(string version, string id, CancellationToken cancellationToken);

    /// <summary>A set of a query job's results, as CSV.</summary>
    [Get("/services/data/{version}/jobs/query/{id}/results")]
    [Headers("Accept: text/csv")]
    Task<HttpResponseMessage> ResultsAsync(string version, string id, string? locator, int maxRecords, CancellationToken cancellationToken);
}
