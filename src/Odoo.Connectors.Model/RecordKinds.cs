namespace Odoo.Connectors.Model;

/// <summary>The kinds of records the model knows, as they stand in references, keys and ownership rules.</summary>
public static class RecordKinds
{
    /// <summary>A <see cref="Model.Customer"/>.</summary>
    public const string Customer = "customer";

    /// <summary>A <see cref="Model.Contact"/>.</summary>
    public const string Contact = "contact";

    /// <summary>A <see cref="Model.Product"/>.</summary>
    public const string Product = "product";

    /// <summary>A <see cref="Model.Deal"/>.</summary>
    public const string Deal = "deal";

    /// <summary>A <see cref="Model.Contract"/>.</summary>
    public const string Contract = "contract";

    /// <summary>A <see cref="Model.Invoice"/>.</summary>
    public const string Invoice = "invoice";

    /// <summary>A <see cref="Model.CreditNote"/>.</summary>
    public const string CreditNote = "creditnote";

    /// <summary>A <see cref="Model.Payment"/>.</summary>
    public const string Payment = "payment";

    /// <summary>The <see cref="Model.InvoicePayments"/> of the invoice whose id it has.</summary>
    public const string InvoicePayments = "invoice-payments";

    /// <summary>
    /// The <see cref="Model.Payment"/> that a billing platform made through a payment gateway, read at the platform under the ids by which the
    /// gateway knows it, separated by spaces.
    /// </summary>
    public const string PaymentAtGateway = "payment-at-gateway";

    /// <summary>The <see cref="Model.Refund"/> that a billing platform made through a payment gateway, as <see cref="PaymentAtGateway"/>.</summary>
    public const string RefundAtGateway = "refund-at-gateway";

    /// <summary>
    /// The <see cref="Model.PaymentReversal"/> of what a billing platform made through a payment gateway, as <see cref="PaymentAtGateway"/>, under the ids of
    /// the payment or refund that failed.
    /// </summary>
    public const string ReversalAtGateway = "reversal-at-gateway";

    /// <summary>A <see cref="Model.PaymentAttempt"/>.</summary>
    public const string PaymentAttempt = "attempt";

    /// <summary>A <see cref="Model.Refund"/>.</summary>
    public const string Refund = "refund";

    /// <summary>A <see cref="Model.PaymentReversal"/>.</summary>
    public const string PaymentReversal = "reversal";

    /// <summary>A <see cref="Model.Dispute"/>.</summary>
    public const string Dispute = "dispute";

    /// <summary>A <see cref="Model.Payout"/>.</summary>
    public const string Payout = "payout";

    /// <summary>An entry of the ledger that is neither a document nor money.</summary>
    public const string Entry = "entry";

    /// <summary>A <see cref="Model.UsageTotal"/>.</summary>
    public const string Usage = "usage";

    /// <summary>
    /// An <see cref="Model.Invoice"/> or <see cref="Model.CreditNote"/> with its lines as the ledger itself issued it, read there under the id of the
    /// document.
    /// </summary>
    public const string IssuedDocument = "issued-document";

    /// <summary>An <see cref="Model.AccountBalance"/>, read at the ledger under the id that it has for the customer.</summary>
    public const string AccountBalance = "account-balance";

    /// <summary><see cref="Model.CustomerContracts"/>, read at the owner of contracts under the id that it has for the customer.</summary>
    public const string CustomerContracts = "customer-contracts";

    /// <summary><see cref="Model.ContractEntitlements"/>, named by the contract that grants them.</summary>
    public const string Entitlements = "entitlements";
}
