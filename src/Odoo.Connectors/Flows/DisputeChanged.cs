using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Flows;

/// <summary>
/// A dispute took money, gave it back, or was lost. What counts is where it stands now. A lost one stays taken back: what becomes of the
/// invoice that is open again is for a person to say.
/// </summary>
internal static class DisputeChanged
{
    private const string Status = "disputeStatus";

    public static Decision Decide(Change change, Chain chain, Known known)
    {
        if (!chain.TryDisputed(change.Subject, change.Record as PaymentNames, out Dispute? dispute))
        {
            return chain.Stop(known);
        }

        if (dispute.Status == DisputeStatus.Inquiry)
        {
            return new Decision.Absorb("the customer's bank asks; no money was taken");
        }

        bool answered = known.TryShadow(dispute.Ref, out Shadow shadow);
        Invoice? invoice = null;
        answered &= chain.TryPaid(dispute.Payment, dispute.Invoice, out _) && (dispute.Invoice is null || chain.TryInvoice(dispute.Invoice, out invoice));
        if (!answered)
        {
            return chain.Stop(known);
        }

        chain.AddDocument(EffectKinds.Chargeback, dispute.Ref, dispute);
        if (dispute.Status == DisputeStatus.Won)
        {
            chain.AddDocument(EffectKinds.ChargebackReversal, dispute.Ref, dispute);
        }
        else if (dispute.Status == DisputeStatus.Lost && !shadow.Holds(Status, nameof(DisputeStatus.Lost)))
        {
            chain.Remember(new Snapshot(dispute.Ref, new Dictionary<string, string?>(StringComparer.Ordinal) { [Status] = nameof(DisputeStatus.Lost) }));
            chain.Review(Lost(dispute));
        }

        return chain.TryTroubles(t => t.Dispute(dispute)) && (invoice is null || chain.TryStatus(invoice)) ? chain.Decide() : chain.Stop(known);
    }

    private static CaseReason Lost(Dispute dispute) => new(
        ErrorKind.Conflict, "dispute-lost",
        $"{dispute.Ref} is lost: {dispute.Amount} stay with the customer, and {dispute.Invoice?.ToString() ?? "what was paid"} is open again in Odoo. Credit it where it was billed if nothing is owed, mark it uncollectible there to write it off, or collect it anew; then close this case.",
        "status");
}
