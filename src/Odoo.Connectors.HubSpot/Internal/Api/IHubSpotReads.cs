using Refit;

namespace Odoo.Connectors.HubSpot.Internal.Api;

/// <summary>The reads of the API. Some are POST; all of them may be repeated.</summary>
internal interface IHubSpotReads
{
    [Get("/{**account}")]
    Task<HttpResponseMessage> AccountAsync(string account, [Authorize("Bearer")] string token, CancellationToken cancellationToken);

    [Get("/{**objects}/{type}")]
    Task<HttpResponseMessage> ListAsync(
        string objects, string type, [Query] int limit, [Query] string? after, [Query] string properties, [Query] string archived,
        [Authorize("Bearer")] string token, CancellationToken cancellationToken);

    [Get("/{**objects}/{type}/{id}")]
    Task<HttpResponseMessage> GetAsync(
        string objects, string type, string id, [Query] string properties, [Query] string archived,
        [Authorize("Bearer")] string token, CancellationToken cancellationToken);

    [Post("/{**objects}/{type}/search")]
    Task<HttpResponseMessage> SearchAsync(
        string objects, string type, [Body(BodySerializationMethod.Serialized)] SearchRequest body, [Authorize("Bearer")] string token, CancellationToken cancellationToken);

    [Post("/{**objects}/{type}/batch/read")]
    Task<HttpResponseMessage> BatchReadAsync(
        string objects, string type, [Body(BodySerializationMethod.Serialized)] BatchReadRequest body, [Authorize("Bearer")] string token, CancellationToken cancellationToken);

    [Post("/{**associations}/{from}/{to}/batch/read")]
    Task<HttpResponseMessage> AssociationsAsync(
        string associations, string from, string to, [Body(BodySerializationMethod.Serialized)] IdInputs body, [Authorize("Bearer")] string token, CancellationToken cancellationToken);

    [Get("/{**objects}/{from}/{id}/associations/{to}")]
    Task<HttpResponseMessage> AssociationsOfAsync(
        string objects, string from, string id, string to, [Query] int limit, [Query] string? after, [Authorize("Bearer")] string token, CancellationToken cancellationToken);

    [Get("/{**properties}/{type}")]
    Task<HttpResponseMessage> PropertiesAsync(string properties, string type, [Authorize("Bearer")] string token, CancellationToken cancellationToken);

    [Get("/{**pipelines}/{type}")]
    Task<HttpResponseMessage> PipelinesAsync(string pipelines, string type, [Authorize("Bearer")] string token, CancellationToken cancellationToken);
}
