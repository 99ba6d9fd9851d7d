using Microsoft.Extensions.Options;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Flows;

/// <summary>
/// A won deal becomes customer and contract, its subscription is activated and amended, its invoices are posted, paid and
/// refunded, and the CRM is told the billing status. Every fact brings its parents along: whatever order facts arrive in,
/// each document is made once, after the ones it stands on.
/// </summary>
public sealed class LeadToCash(IOptions<LeadToCashOptions> options, OwnershipTable ownership) : IFlow
{
    /// <inheritdoc/>
    public bool Handles(string changeKind) => changeKind is
        ChangeKinds.DealSeen or ChangeKinds.CustomerSeen or ChangeKinds.ContractChanged or ChangeKinds.InvoiceIssued
        or ChangeKinds.InvoicePaid or ChangeKinds.CollectionFailed or ChangeKinds.RefundMade;

    /// <inheritdoc/>
    public Decision Decide(Change change, Known known)
    {
        ArgumentNullException.ThrowIfNull(change);
        ArgumentNullException.ThrowIfNull(known);
        Chain chain = new(options.Value, ownership, known);
        return change.Kind switch
        {
            ChangeKinds.DealSeen => DealSeen.Decide((Deal)change.Record!, chain, known),
            ChangeKinds.CustomerSeen => CustomerSeen.Decide((Customer)change.Record!, chain, known, options.Value),
            ChangeKinds.ContractChanged => ContractChanged.Decide((Contract)change.Record!, chain, known),
            ChangeKinds.InvoiceIssued or ChangeKinds.CollectionFailed => Invoiced(change, chain, known),
            ChangeKinds.InvoicePaid => Paid(change, chain, known),
            _ => Refunded(change, chain, known),
        };
    }

    private static Decision Invoiced(Change change, Chain chain, Known known) =>
        chain.TryInvoice(change.Subject, out Invoice? invoice) && chain.TryStatus(invoice!) ? chain.Decide() : chain.Stop(known);

    private static Decision Paid(Change change, Chain chain, Known known)
    {
        chain.Ask(change.Subject, change.Subject with { Kind = RecordKinds.Payment });
        if (!chain.TryInvoice(change.Subject, out Invoice? invoice) || !chain.TryPayments(invoice!) || !chain.TryStatus(invoice!))
        {
            return chain.Stop(known);
        }

        return chain.Decide();
    }

    private static Decision Refunded(Change change, Chain chain, Known known)
    {
        if (!known.TryRead(change.Subject, out Refund? refund))
        {
            return Decision.Needs;
        }

        if (refund is null)
        {
            return new Decision.Wait(new CaseReason(ErrorKind.NotFound, "missing-refund", $"{change.Subject} is not to be found at its source."));
        }

        if (refund.CreditNote is null)
        {
            return new Decision.Wait(new CaseReason(
                ErrorKind.Dependency, "refund-without-credit-note",
                $"{refund.Ref} gives back {refund.Amount} without a credit note: Odoo cannot tell which revenue and tax it takes back. Issue a credit note for it at its source, then retry.",
                "credit_note"));
        }

        if (DocumentChecks.Check(refund.CreditNote) is CaseReason problem)
        {
            return new Decision.Review(problem);
        }

        chain.Ask(refund.Invoice, refund.Invoice with { Kind = RecordKinds.Payment }, refund.Customer);
        if (!chain.TryInvoice(refund.Invoice, out Invoice? invoice) || !chain.TryPayments(invoice!))
        {
            return chain.Stop(known);
        }

        chain.AddDocument(EffectKinds.CreditNote, refund.CreditNote.Ref, refund.CreditNote);
        chain.AddDocument(EffectKinds.Refund, refund.Ref, refund);
        return chain.TryStatus(invoice!) ? chain.Decide() : chain.Stop(known);
    }
}
