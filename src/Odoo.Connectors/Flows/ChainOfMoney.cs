using System.Diagnostics.CodeAnalysis;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Flows;

/// <summary>Money and what it stands on: the invoices that a payment pays, the payment that a refund gives back.</summary>
internal sealed partial class Chain
{
    /// <summary>What the payments of the invoice that was asked about last paid of it.</summary>
    public Money Received { get; private set; }

    private string? _note;
    private string? _placed;

    /// <summary>A record as its source holds it; one that is not there yet is waited for.</summary>
    public bool TryRecord<T>(ExternalRef reference, string cause, [NotNullWhen(true)] out T? record)
        where T : class
    {
        if (known.TryRead(reference, out record) && record is null)
        {
            _stop = new Decision.Wait(new CaseReason(ErrorKind.NotFound, cause, $"{reference} is not to be found at its source."));
        }

        return record is not null;
    }

    /// <summary>What the audit trail should tell of it.</summary>
    public void Note(string words) => _note = words;

    /// <summary>What a person must look at while the rest is done.</summary>
    public void Review(CaseReason reason) => _review ??= reason;

    /// <summary>Why a step cannot be taken yet.</summary>
    public Decision Await(CaseReason reason) => known.HasNeeds ? Decision.Needs : new Decision.Wait(reason);

    /// <summary>Whether a document was planned in any of the ledgers, and in which.</summary>
    public bool TryBooked(string kind, ExternalRef source, out string? system)
    {
        bool answered = true;
        system = null;
        foreach (string erp in Ledgers)
        {
            answered &= known.TryEffect(known.DocumentKey(erp, kind, source), out EffectSummary? made);
            system ??= made is { State: not (EffectState.Refused or EffectState.Rejected) } ? made.Target : null;
        }

        return answered;
    }

    /// <summary>Whether a document is in any of the ledgers, and in which.</summary>
    public bool TryApplied(string kind, ExternalRef source, out string? system)
    {
        bool answered = true;
        system = null;
        foreach (string erp in Ledgers)
        {
            answered &= known.TryEffect(known.DocumentKey(erp, kind, source), out EffectSummary? made);
            system ??= made is { State: EffectState.Applied } ? made.Target : null;
        }

        return answered;
    }

    /// <summary>The payout of one company.</summary>
    /// <param name="payout">The payout.</param>
    /// <param name="system">Where its documents are; null where it has none but fees.</param>
    public Decision Settle(Payout payout, string? system) => system is null && Ledgers.Count > 1
        ? new Decision.Review(new CaseReason(
            ErrorKind.Configuration, "unrouted", $"{payout.Ref} settles nothing that tells which company it is of: {string.Join(", ", Ledgers)}. Book it by hand.", "lines"))
        : new Decision.Do([new Intent { Target = system ?? Ledgers[0], Kind = EffectKinds.Payout, Class = EffectClass.Document, Source = payout.Ref, Record = payout }]) { Links = _links };

    /// <summary>The money in a ledger that a payment was recorded for: it is booked there, and must not be booked again.</summary>
    /// <param name="payment">The payment, as the system tells it that the money was recorded in.</param>
    /// <param name="booked">The money; null where the payment is the source's own.</param>
    /// <returns>False when something must be read first.</returns>
    public bool TryRecorded(ExternalRef payment, out ExternalRef? booked)
    {
        bool answered = known.TryLink(payment, out RecordLink? link);
        booked = link?.Origin is { Kind: RecordKinds.Payment } origin && Ledgers.Contains(origin.System) ? origin : null;
        return answered;
    }

    private bool TryBook(Payment payment)
    {
        if (!TryRecorded(payment.Ref, out ExternalRef? booked))
        {
            return false;
        }

        if (booked is null)
        {
            AddDocument(EffectKinds.Payment, payment.Ref, payment);
        }

        Remember(payment);
        return true;
    }

    /// <summary>What takes back money that the ledger told of is not booked there by us: a person knows what came of it.</summary>
    /// <returns>False when something must be read first, or with a reason to stop.</returns>
    private bool TryOwn(ExternalRef payment)
    {
        if (!TryRecorded(payment, out ExternalRef? booked))
        {
            return false;
        }

        if (booked is not null)
        {
            _stop = new Decision.Review(new CaseReason(
                ErrorKind.Conflict, "recorded-payment-taken-back",
                $"{payment} was recorded for {booked}, which people booked in {booked.System}, and is taken back in {payment.System}. Nothing was written: undo it in {booked.System} too, or record it again in {payment.System}; then close this case.",
                "payment"));
        }

        return booked is null;
    }

    /// <summary>The payments of an invoice. One that is paid by nothing, or otherwise, has none.</summary>
    /// <param name="invoice">The invoice.</param>
    /// <param name="isPaid">Whether its source says that it is paid: then its payments must be there.</param>
    public bool TryPayments(Invoice invoice, bool isPaid = true)
    {
        if (!known.TryRead(invoice.Ref with { Kind = RecordKinds.InvoicePayments }, out InvoicePayments? read))
        {
            return false;
        }

        IReadOnlyList<Payment> payments = read?.Payments ?? [];
        Received = Money.Zero(invoice.Currency);
        bool answered = true;
        foreach (Payment payment in payments)
        {
            answered &= TryBook(payment) & TryLater(payment, invoice.Ref);
            PaymentAllocation? part = payment.Allocations.FirstOrDefault(a => a.Document == invoice.Ref);
            Received += part?.Amount ?? payment.Amount;
        }

        if (!answered)
        {
            return false;
        }

        bool owesNone = (invoice.Paid ?? invoice.Gross).Amount == 0m;
        if (isPaid && payments.Count == 0 && !owesNone)
        {
            _stop = new Decision.Wait(new CaseReason(ErrorKind.Dependency, "missing-payment", $"{invoice.Ref} is paid, but its source shows no payment of it.", "invoice_payments"));
            return false;
        }

        return answered;
    }

    /// <summary>By which invoices a payment that was told by itself is known to be for.</summary>
    public const string Pays = "pays";

    public static string WhatPays(Payment payment) => string.Join(' ', InvoicesOf(payment).Select(i => i.Id).Order(StringComparer.Ordinal));

    /// <summary>A payment as what it pays of one invoice.</summary>
    public static Payment PartOf(Payment payment, ExternalRef invoice) => payment with
    {
        Allocations = payment.Allocations.Count > 0 ? [.. payment.Allocations.Where(a => a.Document == invoice)] : [new PaymentAllocation(invoice, payment.Amount)],
    };

    /// <summary>A payment that was booked on account, or for other invoices, before this one was known to be paid by it.</summary>
    private bool TryLater(Payment payment, ExternalRef invoice)
    {
        if (!known.TryShadow(payment.Ref, out Shadow shadow))
        {
            return false;
        }

        if (!shadow.Knows(Pays) || shadow.Holds(Pays, WhatPays(payment)))
        {
            return true;
        }

        bool answered = TryBooked(EffectKinds.Payment, payment.Ref, out string? system);
        if (system is not null)
        {
            AddDocument(EffectKinds.PaymentAllocation, payment.Ref, PartOf(payment, invoice), invoice.Id);
        }

        return answered;
    }

    /// <summary>A payment with the invoices that it pays; without one it is received on account.</summary>
    public bool TryPayment(ref Payment payment)
    {
        payment = Unbound(payment);
        IReadOnlyList<ExternalRef> invoices = InvoicesOf(payment);
        bool stands = true;
        foreach (ExternalRef invoice in invoices)
        {
            stands &= TryInvoice(invoice, out _);
        }

        if (invoices.Count == 0)
        {
            stands = TryCustomer(payment.Customer);
            _roots.Add(payment);
        }

        return TryBook(payment) && stands;
    }

    /// <summary>
    /// A payment as the ground of what takes it back. Where it pays several invoices, their own facts bring it: to follow all of them from here
    /// would take too many readings.
    /// </summary>
    public bool TryPaid(ExternalRef reference, ExternalRef? invoice, [NotNullWhen(true)] out Payment? payment)
    {
        Ask(invoice);
        if (!TryRecord(reference, "missing-payment", out payment) || !TryOwn(reference))
        {
            return false;
        }

        payment = Unbound(payment);
        int invoices = InvoicesOf(payment).Count;
        if (invoices == 0 || (invoices == 1 && invoice is not null))
        {
            return TryPayment(ref payment);
        }

        if (!TryBooked(EffectKinds.Payment, reference, out string? system))
        {
            return false;
        }

        if (system is null)
        {
            _stop = new Decision.Wait(new CaseReason(
                ErrorKind.Dependency, "payment-not-booked", $"{reference} is not booked yet: the invoices that it pays must be told first. Retry once it is."));
            return false;
        }

        StandOn(EffectKinds.Payment, reference, payment, system);
        return true;
    }

    /// <summary>A document that is booked, as the ground of what takes it back: what it stands on is there too.</summary>
    public void StandOn(string kind, ExternalRef source, object record, string system)
    {
        _placed = system;
        AddDocument(kind, source, record);
    }

    /// <summary>The refund with its credit note, after the payment that it gives back.</summary>
    public bool TryRefund(Refund refund, bool open, out Invoice? invoice)
    {
        invoice = null;
        if (IssuesInOdoo)
        {
            refund = refund with { Invoice = null, CreditNote = null, Parts = [] };
        }

        if (refund is { CreditNote: null, Parts.Count: 0, Invoice: not null } && !open)
        {
            _stop = new Decision.Wait(new CaseReason(
                ErrorKind.Dependency, "refund-without-credit-note",
                $"{refund.Ref} gives back {refund.Amount} without a credit note: Odoo cannot tell which revenue and tax it takes back. Issue a credit note for it at its source, then retry.",
                "credit_note"));
            return false;
        }

        if (refund.CreditNote is not null && DocumentChecks.Check(refund.CreditNote) is CaseReason problem)
        {
            _stop = new Decision.Review(problem);
            return false;
        }

        if (!TryOwn(refund.Payment))
        {
            return false;
        }

        if (refund.Invoice is null)
        {
            return TryGivenBack(refund);
        }

        if (refund.Parts.Count > 0)
        {
            return TryParts(refund, out invoice);
        }

        Ask(refund.Invoice, refund.Invoice with { Kind = RecordKinds.InvoicePayments }, refund.Customer);
        if (!TryInvoice(refund.Invoice, out invoice) || !TryPayments(invoice))
        {
            return false;
        }

        if (refund.CreditNote is not null)
        {
            AddDocument(EffectKinds.CreditNote, refund.CreditNote.Ref, refund.CreditNote);
        }

        AddDocument(EffectKinds.Refund, refund.Ref, refund);
        if (refund.CreditNote is not null && open)
        {
            // The refund may have been booked before its credit note.
            AddDocument(EffectKinds.PaymentAllocation, refund.Ref, refund, refund.CreditNote.Ref.Id);
        }

        return true;
    }

    /// <summary>The status as of now: an invoice that could not be collected makes the account past due.</summary>
    public bool TryStatus(Invoice invoice, PaymentAttempt? failed = null)
    {
        if (!TryCollected(invoice, failed))
        {
            return false;
        }

        _progress ??= invoice.Deal is null ? null : new DealProgress { Deal = invoice.Deal };
        _progress = _progress is null ? null : _progress with
        {
            InvoiceNumber = invoice.Number,
            InvoiceState = invoice.VoidedAt is not null ? DocumentState.Reversed : invoice.IsPaid ? DocumentState.Paid : DocumentState.Open,
            PaidOn = _lastPayment is null ? null : CrmTelling.DayOf(_lastPayment),
            CollectionFailure = _troubles?.FailureOf(invoice.Ref),
        };
        AddStatus(invoice.CollectionFailed ? ContractStatus.PastDue : _contractStatus ?? _troubles?.Standing ?? ContractStatus.Active);
        return true;
    }

    public static IReadOnlyList<ExternalRef> InvoicesOf(Payment payment) => payment.Allocations.Count > 0
        ? [.. payment.Allocations.Select(a => a.Document).Where(d => d.Kind == RecordKinds.Invoice)]
        : payment.Invoice is ExternalRef one ? [one] : [];

    private void Remember(Payment payment) => _lastPayment = _lastPayment is null || payment.PaidAt > _lastPayment.PaidAt ? payment : _lastPayment;

    /// <summary>The one company of everything: of several roots, each must belong to it.</summary>
    private bool TryPlace(out string? system, out CaseReason? stop)
    {
        system = _placed;
        stop = null;
        bool found = true;
        foreach (object root in _roots)
        {
            found &= _placement.TryFind(root, Account!, out string place, out CaseReason? reason);
            stop ??= reason;
            if (found && system is not null && system != place)
            {
                stop ??= new CaseReason(
                    ErrorKind.Conflict, "several-companies",
                    $"One payment pays documents of {system} and of {place}, and money is booked in one company. Nothing was written: book it by hand, or route the documents to one company and retry.");
            }

            system ??= place;
        }

        return found && stop is null;
    }
}
