namespace Odoo.Connectors.Flows;

/// <summary>Which systems play which part in lead to cash.</summary>
public sealed class LeadToCashOptions
{
    /// <summary>The configured name of the ERP. The default is <c>odoo</c>.</summary>
    public string Erp { get; set; } = "odoo";

    /// <summary>The configured name of the CRM that is told the billing status; null tells none. The default is <c>salesforce</c>.</summary>
    public string? Crm { get; set; } = "salesforce";

    /// <summary>
    /// Whether the CRM's account is told an <see cref="Model.AccountSummary"/>, with the last payment and what could not be collected, instead of the bare status. Its
    /// adapter must take the effect <c>account-summary</c>. Days are UTC. The default is false.
    /// </summary>
    public bool AccountSummaries { get; set; }

    /// <summary>
    /// Whether those summaries are of the whole account: the status of all its contracts, MRR and renewal from the system that owns contracts,
    /// which must answer <see cref="Model.RecordKinds.CustomerContracts"/>; balance, overdue and last payment from the ledger, whose feed says
    /// when they change. Needs <see cref="AccountSummaries"/>. What the ledger tells of documents and payments is then handled by this flow.
    /// The default is false.
    /// </summary>
    public bool AccountTotals { get; set; }

    /// <summary>
    /// Whether the CRM's deal is told what became of it, as a <see cref="Model.DealProgress"/>: contract, status, version, terms, latest amendment and invoice. Its adapter
    /// must take the effect <c>deal-status</c>. Days are UTC. The default is false.
    /// </summary>
    public bool DealStatuses { get; set; }

    /// <summary>
    /// Whether a won deal that is won again with other content changes its contract in the ERP, by an amendment as of that day. Only where no
    /// subscription names the deal: where one does, its terms are changed where it is billed, and the deal is a case (<c>deal-changed</c>), as
    /// it is always by default. Another customer or currency is a case in any event. The default is false.
    /// </summary>
    public bool AmendWonDeals { get; set; }

    /// <summary>
    /// Whether money that people book in Odoo, such as a bank transfer, is recorded at the system that owns invoices, which must take the effect
    /// <c>offline-payment</c>: what the money pays of each invoice, once. What is told of the recorded payment later is not booked again. Needs
    /// Odoo as a feed, with the streams <c>payments</c>, <c>matches</c> and <c>documents</c>; what it tells of documents and payments is then
    /// handled by this flow. The default is false.
    /// </summary>
    public bool BankPayments { get; set; }

    /// <summary>
    /// The configured name of the billing platform that is told of invoices that Odoo issues, where Odoo owns them: each is taken in there, with what is
    /// paid and credited of it, and voided when it is cancelled. Its adapter must take the effects <c>customer</c>, <c>invoice</c>, <c>creditnote</c>,
    /// <c>offline-payment</c> and <c>void</c>; Chargebee's does. Needs <see cref="Crm"/>, by whose ids the platform knows customers, and Odoo as a feed
    /// with the streams <c>documents</c> and <c>matches</c>. The default is null: none is told.
    /// </summary>
    public string? Billing { get; set; }

    /// <summary>
    /// The configured name of the billing platform whose customers show what they owe in the ledger, as an <see cref="Model.AccountSummary"/>: balance,
    /// overdue, last payment. Its adapter must take the effect <c>account-summary</c>; Stripe's does. Needs <see cref="Crm"/> and Odoo as a feed with the
    /// streams <c>documents</c> and <c>matches</c>. The default is null: none is told.
    /// </summary>
    public string? BillingSummaries { get; set; }

    /// <summary>
    /// Whether an invoice in Odoo gets a note in its chatter for each attempt to collect it that failed: amount, code, attempt, next attempt. The
    /// default is false.
    /// </summary>
    public bool CollectionNotes { get; set; }

    /// <summary>
    /// Whether a refund without a credit note is booked at once, as an outgoing payment that stays open until its credit note comes.
    /// The default is false: it waits, and after the deadline it is a case.
    /// </summary>
    public bool OpenRefunds { get; set; }

    /// <summary>The companies behind the connected Odoo systems as ownership names them, by configured name.</summary>
    internal Dictionary<string, string> Companies { get; } = new(StringComparer.Ordinal);

    /// <summary>The streams that those are polled for, by configured name.</summary>
    internal Dictionary<string, IReadOnlyList<string>> Streams { get; } = new(StringComparer.Ordinal);
}
