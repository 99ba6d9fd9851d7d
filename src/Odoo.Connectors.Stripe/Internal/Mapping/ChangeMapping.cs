using Odoo.Connectors.Stripe.Internal.Webhooks;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Stripe.Internal.Mapping;

/// <summary>An event as it lies in the inbox, in the words of the model.</summary>
internal static class ChangeMapping
{
    public static Change Map(References references, Delivery delivery)
    {
        // What could not be read when it came is read again here: the failure says where.
        EventEnvelope envelope = EventEnvelope.Read(delivery.Payload);
        return delivery.Kind != EventTypes.Unreadable && EventTypes.Find(envelope.Type) is { } type
            ? Map(references, type, envelope, delivery.System)
            : throw new ConnectorException(ErrorKind.Protocol, "The event is none that this version reads.") { Field = "type" };
    }

    public static Change Map(References references, EventType type, EventEnvelope envelope, string system)
    {
        if (envelope.ApiVersion != StripeApi.StripeConfiguration.ApiVersion)
        {
            throw new ConnectorException(
                ErrorKind.Protocol,
                $"The event is not in API version {StripeApi.StripeConfiguration.ApiVersion}; set the webhook endpoint of '{system}', or the account's default where events are polled, to it.")
            {
                Field = "api_version",
            };
        }

        return new Change
        {
            System = system,
            Kind = type.Change,
            Subject = references.Own(type.Record, type.SubjectOf(envelope)),
            OccurredAt = envelope.Created,
            Record = type.Change == ChangeKinds.ContractChanged
                ? ContractMapping.Map(references, envelope)
                : references.PaymentsOnly ? NamesMapping.Map(references, envelope.Object) : null,
        };
    }
}
