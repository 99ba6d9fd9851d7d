namespace Odoo.Connectors.Stripe.Internal.Webhooks;

/// <summary>What every event has around its object. Reading it fails with the place or the field at fault.</summary>
internal sealed record EventEnvelope
{
    public required string Id { get; init; }

    public required string Type { get; init; }

    public required string? ApiVersion { get; init; }

    public required DateTimeOffset Created { get; init; }

    public required Json Object { get; init; }

    public required string ObjectId { get; init; }

    public required Json Previous { get; init; }

    /// <summary>The customer the object belongs to, where it names one.</summary>
    public required string? Customer { get; init; }

    public static EventEnvelope Read(ReadOnlyMemory<byte> body) => Read(Json.Parse(body).Object());

    public static EventEnvelope Read(Json evt)
    {
        Json data = evt["data"];
        return new EventEnvelope
        {
            Id = evt["id"].Text(),
            Type = evt["type"].Text(),
            ApiVersion = evt["api_version"].TextOrNull(),
            Created = evt["created"].Instant(),
            Object = data["object"].Object(),
            ObjectId = data["object"]["id"].Text(),
            Customer = data["object"]["customer"].IdOrNull(),
            Previous = data["previous_attributes"],
        };
    }
}
