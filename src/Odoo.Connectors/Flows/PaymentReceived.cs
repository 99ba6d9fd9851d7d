using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Flows;

/// <summary>Money came in: for one invoice, for several, or on account. What it pays may be known only later.</summary>
internal static class PaymentReceived
{
    public static Decision Decide(Change change, Chain chain, Known known) =>
        chain.TryRecord(change.Subject, "missing-payment", out Payment? payment) ? Decide(payment, chain, known) : chain.Stop(known);

    public static Decision Decide(Payment payment, Chain chain, Known known)
    {
        if (!chain.TryPayment(ref payment) || !chain.TryBooked(EffectKinds.Payment, payment.Ref, out string? system))
        {
            return chain.Stop(known);
        }

        if (!known.TryShadow(payment.Ref, out Shadow shadow))
        {
            return Decision.Needs;
        }

        IReadOnlyList<ExternalRef> invoices = Chain.InvoicesOf(payment);
        string pays = Chain.WhatPays(payment);
        if (!shadow.Holds(Chain.Pays, pays))
        {
            chain.Remember(new Snapshot(payment.Ref, new Dictionary<string, string?>(StringComparer.Ordinal) { [Chain.Pays] = pays }));
        }

        if (system is not null && shadow.Knows(Chain.Pays) && !shadow.Holds(Chain.Pays, pays))
        {
            // It was booked on account, or before another invoice was known.
            foreach (ExternalRef invoice in invoices)
            {
                chain.AddDocument(EffectKinds.PaymentAllocation, payment.Ref, Chain.PartOf(payment, invoice), invoice.Id);
            }
        }

        return invoices.Count > 0 && chain.TryInvoice(invoices[^1], out Invoice? last) && !chain.TryStatus(last) ? chain.Stop(known) : chain.Decide();
    }
}
