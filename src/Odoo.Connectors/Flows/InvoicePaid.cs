using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Flows;

/// <summary>An invoice was paid: its payments are booked after it.</summary>
internal static class InvoicePaid
{
    public static Decision Decide(Change change, Chain chain, Known known)
    {
        chain.Ask(change.Subject, change.Subject with { Kind = RecordKinds.InvoicePayments });
        if (!chain.TryInvoice(change.Subject, out Invoice? invoice))
        {
            return chain.Stop(known);
        }

        if (WriteOffs.Of(invoice, invoice.UncollectibleAt is not null, chain, known) is { } first)
        {
            return first == Decision.Needs ? chain.Stop(known) : first;
        }

        if (!chain.TryPayments(invoice) | !chain.TryCredits(invoice, out Money credited) || !chain.TryStatus(invoice))
        {
            return chain.Stop(known);
        }

        // What a source counts as paid outside of it may be among its payments all the same.
        if (invoice is { IsPaid: true, Paid: Money paid, PaidOtherwise: Money otherwise } && paid + otherwise - chain.Received - credited is { Amount: > 0m } rest)
        {
            chain.Review(new CaseReason(
                ErrorKind.Dependency, "paid-otherwise",
                $"{invoice.Ref} is paid, {rest} of it from the customer's credit or past {invoice.Ref.System}: no payment tells of that. It is open in Odoo for as much; match it there with the credit or the bank's transaction, then close this case.",
                "payments"));
        }

        return chain.Decide();
    }
}
