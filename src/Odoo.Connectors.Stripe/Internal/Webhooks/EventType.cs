namespace Odoo.Connectors.Stripe.Internal.Webhooks;

/// <summary>What an event is about and what it means.</summary>
internal sealed record EventType(string Record, string Change)
{
    /// <summary>The field of its object that names what it is about; null where that is the object itself.</summary>
    public string? Subject { get; init; }

    /// <summary>Whether it is told only where payments on account are.</summary>
    public bool IsOnAccount { get; init; }

    public bool IsWanted(StripeOptions options) => !IsOnAccount || options.PaymentsOnAccount;

    public string SubjectOf(EventEnvelope evt) => Subject is null ? evt.ObjectId : evt.Object[Subject].Id();
}
