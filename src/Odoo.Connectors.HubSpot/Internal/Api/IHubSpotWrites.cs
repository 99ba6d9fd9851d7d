using Refit;

namespace Odoo.Connectors.HubSpot.Internal.Api;

/// <summary>The writes of the API, each sent once.</summary>
internal interface IHubSpotWrites
{
    [Post("/{**objects}/{type}/batch/upsert")]
    Task<HttpResponseMessage> UpsertAsync(
        string objects, string type, [Body(BodySerializationMethod.Serialized)] BatchWriteRequest body, [Authorize("Bearer")] string token, CancellationToken cancellationToken);

    [Post("/{**objects}/{type}/batch/update")]
    Task<HttpResponseMessage> UpdateAsync(
        string objects, string type, [Body(BodySerializationMethod.Serialized)] BatchWriteRequest body, [Authorize("Bearer")] string token, CancellationToken cancellationToken);

    [Post("/{**associations}/{from}/{to}/batch/associate/default")]
    Task<HttpResponseMessage> AssociateAsync(
        string associations, string from, string to, [Body(BodySerializationMethod.Serialized)] AssociationInputs body, [Authorize("Bearer")] string token, CancellationToken cancellationToken);

    [Post("/{**properties}/{type}")]
    Task<HttpResponseMessage> CreatePropertyAsync(
        string properties, string type, [Body(BodySerializationMethod.Serialized)] PropertyDefinition body, [Authorize("Bearer")] string token, CancellationToken cancellationToken);

    /// <summary>The OAuth token endpoint.</summary>
    [Post("/{**path}")]
    Task<HttpResponseMessage> TokenAsync(string path, [Body] HttpContent form, CancellationToken cancellationToken);
}
