using Odoo.Connectors.HubSpot.Internal.Feed;
using Odoo.Connectors.HubSpot.Internal.Mapping;
using Odoo.Connectors.HubSpot.Internal.Webhooks;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.HubSpot.Internal;

/// <summary>Deliveries in the words of the model. An event of a webhook says that something changed, never what is true now: it is read.</summary>
internal static class ChangeReader
{
    public static Change Read(string system, Delivery delivery, RecordMaps maps)
    {
        if (delivery.Kind == EventTypes.Unreadable)
        {
            return Of(system, delivery, WebhookEvent.Read(delivery.Payload.Span));
        }

        if (delivery.Kind == Deliveries.Archived)
        {
            return New(system, delivery, ChangeKinds.RecordGone);
        }

        return delivery.Kind.Contains('.', StringComparison.Ordinal)
            ? Of(system, delivery, WebhookEvent.Read(delivery.Payload.Span))
            : New(system, delivery, Seen(delivery.Subject.Kind)) with { Record = maps.Map(system, delivery.Subject.Kind, delivery.Payload.Span) };
    }

    private static Change Of(string system, Delivery delivery, WebhookEvent e)
    {
        if (delivery.Kind == EventTypes.Unreadable)
        {
            // What makes it unreadable names its field.
            _ = EventDeliveries.Of(system, e, delivery.Payload).ToList();
            throw FieldErrors.Missing("subscriptionType");
        }

        switch (EventTypes.ActionOf(delivery.Kind))
        {
            case EventAction.Deleted:
                return New(system, delivery, ChangeKinds.RecordGone);
            case EventAction.Erased:
                return New(system, delivery, ChangeKinds.RecordErased);
            case EventAction.Merged when e.Merge().Survivor is var survivor && survivor != delivery.Subject.Id:
                return New(system, delivery, ChangeKinds.RecordMerged) with { Record = delivery.Subject with { Id = survivor } };
            case EventAction.Restored:
                return New(system, delivery, Seen(delivery.Subject.Kind)) with { IsUndelete = true };
            default:
                return New(system, delivery, Seen(delivery.Subject.Kind));
        }
    }

    private static Change New(string system, Delivery delivery, string kind) => new()
    {
        System = system,
        Kind = kind,
        Subject = delivery.Subject,
        OccurredAt = delivery.OccurredAt,
        Version = delivery.OccurredAt.ToUnixTimeMilliseconds(),
    };

    private static string Seen(string kind) => kind switch
    {
        RecordKinds.Customer => ChangeKinds.CustomerSeen,
        RecordKinds.Contact => ChangeKinds.ContactSeen,
        RecordKinds.Deal => ChangeKinds.DealSeen,
        RecordKinds.Product => ChangeKinds.ProductSeen,
        _ => throw new ConnectorException(ErrorKind.Protocol, $"HubSpot brings no deliveries about a '{kind}'."),
    };
}
