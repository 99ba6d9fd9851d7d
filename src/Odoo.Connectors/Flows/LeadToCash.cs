using Microsoft.Extensions.Options;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Flows;

/// <summary>
/// A won deal becomes customer and contract, its subscription is activated and amended, its invoices are posted, paid and
/// refunded, taken back, disputed and settled, and the CRM is told the billing status. Every fact brings its parents along: whatever order facts arrive in,
/// each document is made once, after the ones it stands on.
/// </summary>
public sealed class LeadToCash : IFlow
{
    private readonly LeadToCashOptions _options;
    private readonly OwnershipTable _ownership;
    private readonly MappingTable _mappings;
    private readonly CompanyRouting _routing;

    /// <summary>Makes the flow; the host does.</summary>
    /// <param name="options">Which systems play which part.</param>
    /// <param name="ownership">Who owns what.</param>
    /// <param name="mappings">What the host maps.</param>
    /// <param name="routing">Which company documents belong to; null sends all of them to <see cref="LeadToCashOptions.Erp"/>.</param>
    public LeadToCash(IOptions<LeadToCashOptions> options, OwnershipTable ownership, MappingTable mappings, CompanyRouting? routing = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(ownership);
        ArgumentNullException.ThrowIfNull(mappings);
        _options = options.Value;
        _ownership = ownership;
        _mappings = mappings;
        _routing = routing ?? new CompanyRouting();
    }

    /// <inheritdoc/>
    public IReadOnlyList<Type> Requires => [typeof(Customer), typeof(Contract), typeof(Invoice), typeof(Payment)];

    /// <inheritdoc/>
    public IReadOnlyList<string> Targets => [.. _options.BankPayments ? [_ownership.OwnerOf<Invoice>()] : (string[])[], .. ToldBilling is var (billing, _) ? [billing] : (string[])[], .. TellsDebts ? [_options.BillingSummaries!] : (string[])[]];

    /// <inheritdoc/>
    public void Check(OwnershipTable ownership) => HonouredOwnership.Check(ownership, _options, _routing);

    /// <inheritdoc/>
    public bool Handles(string changeKind) => changeKind is
        ChangeKinds.DealSeen or ChangeKinds.CustomerSeen or ChangeKinds.ContactSeen or ChangeKinds.ContractChanged or ChangeKinds.InvoiceIssued
        or ChangeKinds.InvoicePaid or ChangeKinds.CollectionFailed or ChangeKinds.InvoiceVoided or ChangeKinds.InvoiceUncollectible
        or ChangeKinds.CreditNoteIssued or ChangeKinds.PaymentReceived or ChangeKinds.PaymentFailed or ChangeKinds.PaymentReversed
        or ChangeKinds.RefundMade or ChangeKinds.DisputeChanged or ChangeKinds.PayoutPaid
        || ((TellsTotals || _options.BankPayments || ToldBilling is not null || TellsDebts) && changeKind is ChangeKinds.DocumentStatus or ChangeKinds.PaymentBooked)
        || (TellsInvoices && changeKind == ChangeKinds.DocumentStatus) || (TellsOrders && changeKind == ChangeKinds.ContractSeen);

    /// <inheritdoc/>
    public Decision Decide(Change change, Known known)
    {
        ArgumentNullException.ThrowIfNull(change);
        ArgumentNullException.ThrowIfNull(known);
        bool byGateway = Gateway == change.System && ToldByGateway.Handles(change.Kind);
        if (Owner(change.Kind) is string owner && owner != change.System && !byGateway)
        {
            return new Decision.Absorb($"{change.Kind} counts from {owner}, which owns it, not from {change.System}");
        }

        object? record = change.Record;
        if (record is null && change.Kind is (ChangeKinds.DealSeen or ChangeKinds.CustomerSeen or ChangeKinds.ContactSeen))
        {
            // A webhook that only says that something changed: what is true now is read.
            if (!known.TryRead(change.Subject, out record))
            {
                return Decision.Needs;
            }

            if (record is null)
            {
                return new Decision.Absorb("it is not there any more");
            }
        }

        if (UntoldMerges.Of(change.Subject, record, known) is { } first)
        {
            return first;
        }

        Chain chain = new(_options, _ownership, _mappings, _routing, known) { At = change.OccurredAt, Gateway = Gateway };
        if (byGateway)
        {
            return ToldByGateway.Decide(change, chain, known, _options.OpenRefunds);
        }

        return change.Kind switch
        {
            ChangeKinds.DealSeen => DealSeen.Decide((Deal)record!, _options.AmendWonDeals ? new DealAmending(change.OccurredAt, chain, known) : null, chain, known),
            ChangeKinds.CustomerSeen when IsErp(change.System) => MasteredInOdoo.Decide((Customer)record!, _options.Crm, chain, known),
            ChangeKinds.CustomerSeen => CustomerSeen.Decide((Customer)record!, chain, known),
            ChangeKinds.ContactSeen when IsErp(change.System) => new Decision.Absorb("contacts of customers that Odoo masters are kept where they are"),
            ChangeKinds.ContractSeen => OrderSeen.Decide((Contract)change.Record!, change.OccurredAt, chain, known),
            ChangeKinds.ContactSeen => ContactSeen.Decide((Contact)record!, chain, known),
            ChangeKinds.ContractChanged => ContractChanged.Decide((Contract)change.Record!, change.OccurredAt, chain, known),
            ChangeKinds.InvoicePaid => InvoicePaid.Decide(change, chain, known),
            ChangeKinds.CreditNoteIssued => CreditNoteIssued.Decide(change, chain, known),
            ChangeKinds.PaymentReceived => PaymentReceived.Decide(change, chain, known),
            ChangeKinds.PaymentFailed => PaymentFailed.Decide(change, _options.CollectionNotes, chain, known),
            ChangeKinds.PaymentReversed => PaymentReversed.Decide(change, chain, known),
            ChangeKinds.RefundMade => RefundMade.Decide(change, chain, known, _options.OpenRefunds),
            ChangeKinds.DisputeChanged => DisputeChanged.Decide(change, chain, known),
            ChangeKinds.PayoutPaid => PayoutPaid.Decide(change, chain, known),
            ChangeKinds.DocumentStatus or ChangeKinds.PaymentBooked => LedgerSeen.Decide(
                change, TellsTotals || TellsDebts ? _options.Crm : null, (TellsTotals, TellsDebts), _options.BankPayments ? _ownership.OwnerOf<Invoice>() : null, ToldBilling, TellsInvoices, chain, known),
            _ => InvoiceSeen.Decide(change, chain, known),
        };
    }

    /// <summary>
    /// The owner of payments, where that is neither a ledger nor the system that issues the invoices: a gateway. Then the issuer tells of what its invoices are
    /// paid by, through the gateway or past it, and the gateway of its own money: the same payments, disputes, payouts.
    /// </summary>
    private string? Gateway => _ownership.OwnerOf<Payment>() is var owner && _ownership.OwnerOf<Invoice>() is var issuer && owner != issuer && !IsErp(owner) && !IsErp(issuer) ? owner : null;

    /// <summary>Whether Odoo issues the invoices and the CRM's deals are told of them.</summary>
    private bool TellsInvoices => _options is { DealStatuses: true, Crm: not null } && IsErp(_ownership.OwnerOf<Invoice>());

    /// <summary>Whether contracts are orders of Odoo's and the CRM's deals are told of them.</summary>
    private bool TellsOrders => _options is { DealStatuses: true, Crm: not null } && IsErp(_ownership.OwnerOf<Contract>());

    /// <summary>The billing platform that is told of what Odoo issues, and the CRM that names customers there.</summary>
    private (string Billing, string Crm)? ToldBilling => _options is { Billing: string billing, Crm: string crm } ? (billing, crm) : null;

    private bool IsErp(string system) => _routing.Systems.Count > 0 ? _routing.Systems.Contains(system) : system == _options.Erp;

    private bool TellsDebts => _options is { BillingSummaries: not null, Crm: not null };

    private bool TellsTotals => _options is { AccountSummaries: true, AccountTotals: true, Crm: not null };

    /// <summary>The system whose word counts for a kind of change; null where any may bring it.</summary>
    private string? Owner(string changeKind) => changeKind switch
    {
        ChangeKinds.CustomerSeen or ChangeKinds.ContactSeen => _ownership.OwnerOf<Customer>(),
        ChangeKinds.ContractChanged or ChangeKinds.ContractSeen => _ownership.OwnerOf<Contract>(),
        ChangeKinds.InvoiceIssued or ChangeKinds.CollectionFailed or ChangeKinds.InvoiceVoided or ChangeKinds.InvoiceUncollectible
            or ChangeKinds.CreditNoteIssued => _ownership.OwnerOf<Invoice>(),
        ChangeKinds.InvoicePaid or ChangeKinds.RefundMade or ChangeKinds.PaymentReceived or ChangeKinds.PaymentFailed or ChangeKinds.PaymentReversed
            when Gateway is not null => _ownership.OwnerOf<Invoice>(),
        ChangeKinds.InvoicePaid or ChangeKinds.RefundMade or ChangeKinds.PaymentReceived or ChangeKinds.PaymentFailed or ChangeKinds.PaymentReversed
            or ChangeKinds.DisputeChanged or ChangeKinds.PayoutPaid => _ownership.OwnerOf<Payment>(),
        _ => null,
    };
}
