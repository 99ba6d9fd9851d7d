using Odoo.Connectors.Model;

namespace Odoo.Connectors.Stripe.Internal.Webhooks;

/// <summary>What an event is about and what it means.</summary>
internal sealed record EventType(string Record, string Change)
{
    /// <summary>The field of its object that names what it is about; null where that is the object itself.</summary>
    public string? Subject { get; init; }

    /// <summary>Whether it is told only where payments on account are.</summary>
    public bool IsOnAccount { get; init; }

    /// <summary>Whether it is told of an account that is the gateway of another billing platform: what moves money in it.</summary>
    private bool IsMoney => Record is RecordKinds.Payment or RecordKinds.Refund or RecordKinds.PaymentReversal or RecordKinds.Dispute or RecordKinds.Payout;

    public bool IsWanted(StripeOptions options) => options.PaymentsOnly ? IsMoney : !IsOnAccount || options.PaymentsOnAccount;

    public string SubjectOf(EventEnvelope evt) => Subject is null ? evt.ObjectId : evt.Object[Subject].Id();
}
