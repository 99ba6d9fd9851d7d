using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Flows;

/// <summary>
/// An invoice was issued, could not be collected, was declared void or given up. What counts is where it stands now, so that the order in
/// which these are told makes no difference: one that is void by now is booked and taken back, as its number was given to the customer.
/// </summary>
internal static class InvoiceSeen
{
    public static Decision Decide(Change change, Chain chain, Known known)
    {
        if (!chain.TryInvoice(change.Subject, out Invoice? invoice))
        {
            return chain.Stop(known);
        }

        DateTimeOffset? voidedAt = invoice.VoidedAt ?? (change.Record as VoidedInvoice)?.VoidedAt;
        UncollectibleInvoice? lost = Lost(invoice) ?? change.Record as UncollectibleInvoice;
        if (voidedAt is null && WriteOffs.Of(invoice, lost is not null, chain, known) is { } first)
        {
            return first == Decision.Needs ? chain.Stop(known) : first;
        }

        if (voidedAt is DateTimeOffset at)
        {
            invoice = invoice with { VoidedAt = at, CollectionFailed = false };
            chain.AddDocument(EffectKinds.Void, invoice.Ref, new VoidedInvoice { Invoice = invoice, VoidedAt = at });
        }
        else if (change.Kind == ChangeKinds.InvoiceVoided)
        {
            return chain.Await(NotYet(invoice.Ref, "void"));
        }
        else if (lost is not null)
        {
            // What was paid of it is no loss.
            if (!chain.TryPayments(invoice, isPaid: false))
            {
                return chain.Stop(known);
            }

            chain.AddDocument(EffectKinds.WriteOff, invoice.Ref, lost);
        }
        else if (change.Kind == ChangeKinds.InvoiceUncollectible && !invoice.IsPaid)
        {
            return chain.Await(NotYet(invoice.Ref, "uncollectible"));
        }

        return chain.TryStatus(invoice) ? chain.Decide() : chain.Stop(known);
    }

    private static UncollectibleInvoice? Lost(Invoice invoice) => invoice is { UncollectibleAt: DateTimeOffset at, Open: Money open }
        ? new UncollectibleInvoice { Invoice = invoice.Ref, Number = invoice.Number, Open = open, MarkedAt = at }
        : null;

    private static CaseReason NotYet(ExternalRef invoice, string what) => new(
        ErrorKind.Dependency, "not-shown-yet", $"{invoice} was said to be {what}, and its source does not show it so. Retry once it does.", "status");
}
