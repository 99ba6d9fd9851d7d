namespace Odoo.Connectors.Sync;

/// <summary>The effects the shipped flows plan. Own flows may add theirs.</summary>
public static class EffectKinds
{
    /// <summary>A customer exists.</summary>
    public const string Customer = "customer";

    /// <summary>A customer's fields are as given.</summary>
    public const string CustomerFields = "customer-fields";

    /// <summary>A customer's further contacts are as given.</summary>
    public const string Contacts = "contacts";

    /// <summary>A customer's terms with one company (payment terms, tax treatment, credit limit) are as given.</summary>
    public const string CustomerTerms = "customer-terms";

    /// <summary>A contract exists: an order in the ledger, a subscription where it is billed.</summary>
    public const string Contract = "contract";

    /// <summary>A contract runs under the billing platform's subscription.</summary>
    public const string ContractActivation = "contract-activation";

    /// <summary>A contract's terms changed.</summary>
    public const string Amendment = "amendment";

    /// <summary>An invoice is posted.</summary>
    public const string Invoice = "invoice";

    /// <summary>A payment is posted and reconciled.</summary>
    public const string Payment = "payment";

    /// <summary>A credit note is posted.</summary>
    public const string CreditNote = "creditnote";

    /// <summary>A voided invoice is taken back.</summary>
    public const string Void = "void";

    /// <summary>An uncollectible invoice is written off, or marked.</summary>
    public const string WriteOff = "writeoff";

    /// <summary>A refund is posted and reconciled.</summary>
    public const string Refund = "refund";

    /// <summary>A payment that is booked already pays a document that came later.</summary>
    public const string PaymentAllocation = "payment-allocation";

    /// <summary>A payment or refund that did not hold is taken back; what it paid is open again.</summary>
    public const string PaymentReversal = "payment-reversal";

    /// <summary>A disputed payment is taken back with the dispute's fee; what it paid is open again.</summary>
    public const string Chargeback = "chargeback";

    /// <summary>A dispute was won: the chargeback is taken back.</summary>
    public const string ChargebackReversal = "chargeback-reversal";

    /// <summary>A gateway's payout is booked between its clearing account and the bank.</summary>
    public const string Payout = "payout";

    /// <summary>The CRM's account shows the billing status.</summary>
    public const string AccountStatus = "account-status";

    /// <summary>The CRM's account shows what the customer buys and owes; the record is a <see cref="Model.AccountSummary"/>.</summary>
    public const string AccountSummary = "account-summary";

    /// <summary>The CRM's account, or the ledger's customer, shows where it stands with what it owes; the record is an <see cref="Model.AccountStanding"/>.</summary>
    public const string AccountStanding = "account-standing";

    /// <summary>People find a note on a record of the ledger; the record is a <see cref="Model.LedgerNote"/>.</summary>
    public const string Note = "note";

    /// <summary>A person is to do something about a record of the ledger; the record is a <see cref="Model.LedgerActivity"/>.</summary>
    public const string Activity = "activity";

    /// <summary>What a person was to do is done, or not needed any more; the record is the <see cref="Model.LedgerActivity"/> as it was made.</summary>
    public const string ActivityDone = "activity-done";

    /// <summary>A step of dunning was taken; the record is a <see cref="Model.DunningNotice"/>.</summary>
    public const string DunningNotice = "dunning-notice";

    /// <summary>The CRM's deal shows what became of it; the record is a <see cref="Model.DealProgress"/>.</summary>
    public const string DealStatus = "deal-status";

    /// <summary>A period's metered usage is told to the system that bills it; the record is a <see cref="Model.UsageTotal"/>.</summary>
    public const string Usage = "usage";

    /// <summary>A contract is ended where it is billed; the record is a <see cref="Model.ContractCancellation"/>.</summary>
    public const string ContractCancellation = "contract-cancellation";

    /// <summary>A contract is paused where it is billed; the record is a <see cref="Model.ContractPause"/>.</summary>
    public const string ContractPause = "contract-pause";

    /// <summary>A paused contract goes on where it is billed; the record is a <see cref="Model.ContractResumption"/>.</summary>
    public const string ContractResumption = "contract-resumption";

    /// <summary>Money that came in elsewhere is recorded at the invoice it pays; the record is a <see cref="Model.OfflinePayment"/>.</summary>
    public const string OfflinePayment = "offline-payment";

    /// <summary>A customer's account is credited where it is billed; the record is an <see cref="Model.AccountCredit"/>.</summary>
    public const string AccountCredit = "account-credit";

    /// <summary>What a contract grants is told; the record is a <see cref="Model.ContractEntitlements"/>, whole each time.</summary>
    public const string Entitlement = "entitlement";
}
