using Odoo.Connectors.Model;

namespace Odoo.Connectors.Sync;

/// <summary>The signals that are always there. Own ones are added to <see cref="ConnectorHealthOptions.Signals"/>.</summary>
public static class BusinessSignals
{
    /// <summary>Invoices and credit notes that are not posted: refused, undecidable, or tried for too long.</summary>
    public const string FailedPostings = "failed_postings";

    /// <summary>Contracts and activations that are not in the target though they were received long ago.</summary>
    public const string DelayedActivations = "delayed_activations";

    /// <summary>Open cases about payments, refunds, disputes and payouts.</summary>
    public const string PaymentMismatches = "payment_mismatches";

    /// <summary>Open cases that say that a target differs from what the hub knows.</summary>
    public const string ReconciliationGaps = "reconciliation_gaps";

    /// <summary>Mappings that changed and wait for approval: nothing is planned for their targets meanwhile.</summary>
    public const string UnapprovedMappings = "unapproved_mappings";

    private static readonly HashSet<string> AboutMoney = ["missing-payment", "missing-refund", "refund-without-credit-note", "nothing-to-reconcile"];

    private static readonly HashSet<string> Differs = ["differs-in-odoo", "status-overwritten", "missing-in-odoo", "gone-in-odoo", "account-gone", ReconciliationTable.Cause];

    internal static Dictionary<string, BusinessSignal> Shipped() => new(StringComparer.Ordinal)
    {
        [FailedPostings] = new(IsFailedPosting, "Look at the open cases about invoices and credit notes: what they name keeps them out of the books."),
        [DelayedActivations] = new(
            IsDelayedActivation, "Look what contracts wait for: an open case, a system that is down, or a deal that is not won yet."),
        [PaymentMismatches] = new(IsPaymentMismatch, "Look at the open cases about payments, refunds, disputes and payouts: money moved that the books do not show."),
        [ReconciliationGaps] = new(IsGap, "Look at the open cases: each names a record that is not as the hub left it. Settle it there, then close the case."),
        [UnapprovedMappings] = new(
            t => t is { Kind: TroubleKind.Case, Cause: MappingRegistry.Cause }, "Nothing is planned for a target whose mappings changed: approve the version that its case names, or start the host with the one before."),
    };

    private static bool IsFailedPosting(Trouble trouble) => trouble.Kind switch
    {
        TroubleKind.Case => !trouble.IsApplied && !IsHeld(trouble) && !IsPaymentMismatch(trouble)
            && (trouble.EffectKind ?? trouble.SubjectKind) is EffectKinds.Invoice or EffectKinds.CreditNote,
        TroubleKind.OverdueEffect => trouble is { HasCase: false, IsTried: true, EffectKind: EffectKinds.Invoice or EffectKinds.CreditNote },
        _ => false,
    };

    private static bool IsDelayedActivation(Trouble trouble) => trouble.Kind switch
    {
        TroubleKind.OverdueEffect => trouble.EffectKind is EffectKinds.Contract or EffectKinds.ContractActivation,
        TroubleKind.OverdueEvent => trouble.SubjectKind is RecordKinds.Contract or RecordKinds.Deal,
        _ => false,
    };

    private static bool IsPaymentMismatch(Trouble trouble) =>
        trouble.Kind == TroubleKind.Case && !IsHeld(trouble)
        && (trouble.EffectKind is EffectKinds.Payment or EffectKinds.Refund or EffectKinds.PaymentReversal or EffectKinds.Chargeback or EffectKinds.ChargebackReversal or EffectKinds.Payout
            || trouble.SubjectKind is RecordKinds.Payment or RecordKinds.Refund or RecordKinds.PaymentReversal or RecordKinds.Dispute or RecordKinds.Payout
            || AboutMoney.Contains(trouble.Cause ?? ""));

    /// <summary>What waits for an approval went wrong nowhere.</summary>
    private static bool IsHeld(Trouble trouble) => trouble.Cause == HeldEffects.Cause;

    private static bool IsGap(Trouble trouble) =>
        trouble.Kind == TroubleKind.Case && (trouble.IsApplied || Differs.Contains(trouble.Cause ?? ""));
}
