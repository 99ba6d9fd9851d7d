using Microsoft.Extensions.Options;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Flows;

/// <summary>
/// A won deal becomes customer and contract, its subscription is activated and amended, its invoices are posted, paid and
/// refunded, and the CRM is told the billing status. Every fact brings its parents along: whatever order facts arrive in,
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
    public void Check(OwnershipTable ownership) => HonouredOwnership.Check(ownership, _options, _routing);

    /// <inheritdoc/>
    public bool Handles(string changeKind) => changeKind is
        ChangeKinds.DealSeen or ChangeKinds.CustomerSeen or ChangeKinds.ContactSeen or ChangeKinds.ContractChanged or ChangeKinds.InvoiceIssued
        or ChangeKinds.InvoicePaid or ChangeKinds.CollectionFailed or ChangeKinds.RefundMade
        || (TellsTotals && changeKind is ChangeKinds.DocumentStatus or ChangeKinds.PaymentBooked);

    /// <inheritdoc/>
    public Decision Decide(Change change, Known known)
    {
        ArgumentNullException.ThrowIfNull(change);
        ArgumentNullException.ThrowIfNull(known);
        if (Owner(change.Kind) is string owner && owner != change.System)
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

        Chain chain = new(_options, _ownership, _mappings, _routing, known);
        return change.Kind switch
        {
            ChangeKinds.DealSeen => DealSeen.Decide((Deal)record!, chain, known),
            ChangeKinds.CustomerSeen => CustomerSeen.Decide((Customer)record!, chain, known),
            ChangeKinds.ContactSeen => ContactSeen.Decide((Contact)record!, chain, known),
            ChangeKinds.ContractChanged => ContractChanged.Decide((Contract)change.Record!, change.OccurredAt, chain, known),
            ChangeKinds.InvoiceIssued or ChangeKinds.CollectionFailed => Invoiced(change, chain, known),
            ChangeKinds.InvoicePaid => Paid(change, chain, known),
            ChangeKinds.DocumentStatus or ChangeKinds.PaymentBooked => LedgerSeen.Decide(change, _options.Crm!, chain, known),
            _ => Refunded(change, chain, known, _options.OpenRefunds),
        };
    }

    private bool TellsTotals => _options is { AccountSummaries: true, AccountTotals: true, Crm: not null };

    /// <summary>The system whose word counts for a kind of change; null where any may bring it.</summary>
    private string? Owner(string changeKind) => changeKind switch
    {
        ChangeKinds.CustomerSeen or ChangeKinds.ContactSeen => _ownership.OwnerOf<Customer>(),
        ChangeKinds.ContractChanged => _ownership.OwnerOf<Contract>(),
        ChangeKinds.InvoiceIssued or ChangeKinds.CollectionFailed => _ownership.OwnerOf<Invoice>(),
        ChangeKinds.InvoicePaid or ChangeKinds.RefundMade => _ownership.OwnerOf<Payment>(),
        _ => null,
    };

    private static Decision Invoiced(Change change, Chain chain, Known known) =>
        chain.TryInvoice(change.Subject, out Invoice? invoice) && chain.TryStatus(invoice!) ? chain.Decide() : chain.Stop(known);

    private static Decision Paid(Change change, Chain chain, Known known)
    {
        chain.Ask(change.Subject, change.Subject with { Kind = RecordKinds.InvoicePayments });
        if (!chain.TryInvoice(change.Subject, out Invoice? invoice) || !chain.TryPayments(invoice!) || !chain.TryStatus(invoice!))
        {
            return chain.Stop(known);
        }

        return chain.Decide();
    }

    private static Decision Refunded(Change change, Chain chain, Known known, bool open)
    {
        if (!known.TryRead(change.Subject, out Refund? refund))
        {
            return Decision.Needs;
        }

        if (refund is null)
        {
            return new Decision.Wait(new CaseReason(ErrorKind.NotFound, "missing-refund", $"{change.Subject} is not to be found at its source."));
        }

        if (refund.CreditNote is null && !open)
        {
            return new Decision.Wait(new CaseReason(
                ErrorKind.Dependency, "refund-without-credit-note",
                $"{refund.Ref} gives back {refund.Amount} without a credit note: Odoo cannot tell which revenue and tax it takes back. Issue a credit note for it at its source, then retry.",
                "credit_note"));
        }

        if (refund.CreditNote is not null && DocumentChecks.Check(refund.CreditNote) is CaseReason problem)
        {
            return new Decision.Review(problem);
        }

        chain.Ask(refund.Invoice, refund.Invoice with { Kind = RecordKinds.InvoicePayments }, refund.Customer);
        if (!chain.TryInvoice(refund.Invoice, out Invoice? invoice) || !chain.TryPayments(invoice!))
        {
            return chain.Stop(known);
        }

        if (refund.CreditNote is not null)
        {
            chain.AddDocument(EffectKinds.CreditNote, refund.CreditNote.Ref, refund.CreditNote);
        }

        chain.AddDocument(EffectKinds.Refund, refund.Ref, refund);
        if (refund.CreditNote is not null && open)
        {
            // The refund may have been booked before its credit note.
            chain.AddDocument(EffectKinds.PaymentAllocation, refund.Ref, refund, refund.CreditNote.Ref.Id);
        }

        return chain.TryStatus(invoice!) ? chain.Decide() : chain.Stop(known);
    }
}
