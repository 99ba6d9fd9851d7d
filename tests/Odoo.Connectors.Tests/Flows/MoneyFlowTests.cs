using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;
using static Odoo.Connectors.Tests.MoneyRecords;

namespace Odoo.Connectors.Tests;

/// <summary>Invoices that are taken back or given up, credit notes, payments: each brings what it stands on, and is decided from where it stands now.</summary>
public sealed class MoneyFlowTests
{
    private static readonly string[] s_standing = [EffectKinds.Customer, EffectKinds.Contract, EffectKinds.ContractActivation, EffectKinds.Invoice];

    [Theory]
    [InlineData(ChangeKinds.InvoiceVoided)]
    [InlineData(ChangeKinds.InvoiceIssued)]
    [InlineData(ChangeKinds.CollectionFailed)]
    public void Voided_WhateverIsToldOfIt_IsBookedAndTakenBack(string kind)
    {
        FlowBench bench = Bench(Invoice() with { VoidedAt = On(8), CollectionFailed = true }, o => o.DealStatuses = true);
        Decision.Do decision = Do(bench.Decide(kind, InvoiceRef));
        Assert.Equal([.. s_standing, EffectKinds.Void], ToErp(decision));
        Intent last = decision.Intents.Last(i => i.Target == "odoo");
        Assert.Equal((InvoiceRef, On(8)), (last.Source, Assert.IsType<VoidedInvoice>(last.Record).VoidedAt));
        Assert.Equal((ContractStatus.Active, DocumentState.Reversed), Told(decision));
        Assert.InRange(bench.Readings, 1, 4);
    }

    /// <summary>A feed of one's own may tell it with the event, and read nothing of it.</summary>
    [Fact]
    public void Voided_ToldWithItsRecord_IsTakenBack()
    {
        Decision.Do decision = Do(Bench().Decide(ChangeKinds.InvoiceVoided, InvoiceRef, new VoidedInvoice { Invoice = Invoice(), VoidedAt = On(8) }));
        Assert.Equal([.. s_standing, EffectKinds.Void], ToErp(decision));
    }

    [Theory]
    [InlineData(ChangeKinds.InvoiceVoided)]
    [InlineData(ChangeKinds.InvoiceUncollectible)]
    public void TakenBack_NotShownYetAtItsSource_Waits(string kind) =>
        Assert.Equal("not-shown-yet", Assert.IsType<Decision.Wait>(Bench().Decide(kind, InvoiceRef)).Reason.Cause);

    [Fact]
    public void Uncollectible_PaidInPart_WritesOffTheRestAfterThePayment()
    {
        Payment part = Payment() with { Amount = Eur(21m) };
        FlowBench bench = Bench(Invoice() with { UncollectibleAt = On(20), Open = Eur(100m), Paid = Eur(21m) }).Holds(
            (InvoiceRef with { Kind = RecordKinds.InvoicePayments }, new InvoicePayments([part])));
        Decision.Do decision = Do(bench.Decide(ChangeKinds.InvoiceUncollectible, InvoiceRef));
        Assert.Equal([.. s_standing, EffectKinds.Payment, EffectKinds.WriteOff], ToErp(decision));
        Intent last = decision.Intents.Last(i => i.Target == "odoo");
        Assert.Equal(new UncollectibleInvoice { Invoice = InvoiceRef, Number = "N-in_1", Open = Eur(100m), MarkedAt = On(20) }, last.Record);
    }

    /// <summary>The event is old: it was paid after all.</summary>
    [Fact]
    public void Uncollectible_PaidByNow_WritesNothingOff() =>
        Assert.Equal(s_standing, ToErp(Do(Paid().Decide(ChangeKinds.InvoiceUncollectible, InvoiceRef))));

    /// <summary>Some call an invoice paid once the rest of it was given up: what its feed tells is written off.</summary>
    [Fact]
    public void Uncollectible_ToldWithItsRecord_IsWrittenOffWhateverTheStatusSays()
    {
        UncollectibleInvoice lost = new() { Invoice = InvoiceRef, Number = "N-in_1", Open = Eur(20m), MarkedAt = On(20) };
        Decision.Do decision = Do(Paid().Decide(ChangeKinds.InvoiceUncollectible, InvoiceRef, lost));
        Assert.Equal([.. s_standing, EffectKinds.Payment, EffectKinds.WriteOff], ToErp(decision));
        Assert.Equal(lost, decision.Intents.Last(i => i.Target == "odoo").Record);
    }

    /// <summary>Its write-off stands in Odoo: a person reverses it there, once, and then it goes on.</summary>
    [Theory]
    [InlineData(ChangeKinds.InvoiceIssued, "owed again")]
    [InlineData(ChangeKinds.CollectionFailed, "owed again")]
    [InlineData(ChangeKinds.InvoicePaid, "paid")]
    public void WrittenOff_AndTakenBackAtItsSource_IsACaseOnce(string kind, string what)
    {
        FlowBench bench = (kind == ChangeKinds.InvoicePaid ? Paid() : Bench()).Booked(EffectKinds.WriteOff, InvoiceRef);
        Decision.Do first = Do(bench.Decide(kind, InvoiceRef));
        Assert.Empty(first.Intents);
        Assert.Equal("writeoff-taken-back", first.ForReview!.Cause);
        Assert.Contains(what, first.ForReview.Message, StringComparison.Ordinal);
        Decision.Do then = Do(bench.Decide(kind, InvoiceRef));
        Assert.Null(then.ForReview);
        Assert.Equal(kind == ChangeKinds.InvoicePaid ? [.. s_standing, EffectKinds.Payment] : s_standing, ToErp(then));
    }

    [Fact]
    public void WrittenOff_AndToldAgain_IsNoCase()
    {
        FlowBench bench = Bench(Invoice() with { UncollectibleAt = On(20), Open = Eur(121m) }).Booked(EffectKinds.WriteOff, InvoiceRef);
        Decision.Do decision = Do(bench.Decide(ChangeKinds.InvoiceUncollectible, InvoiceRef));
        Assert.Null(decision.ForReview);
        Assert.Equal([.. s_standing, EffectKinds.WriteOff], ToErp(decision));
    }

    /// <summary>The ledger's key is of the one that was reversed by hand.</summary>
    [Fact]
    public void WrittenOff_ASecondTime_IsACase()
    {
        FlowBench bench = Bench().Booked(EffectKinds.WriteOff, InvoiceRef);
        bench.Decide(ChangeKinds.InvoiceIssued, InvoiceRef);
        bench.Holds((InvoiceRef, Invoice() with { UncollectibleAt = On(20), Open = Eur(121m) }));
        Assert.Equal("writeoff-again", Assert.IsType<Decision.Review>(bench.Decide(ChangeKinds.InvoiceUncollectible, InvoiceRef)).Reason.Cause);
    }

    [Fact]
    public void CreditNote_OfAnOpenInvoice_ComesAfterIt()
    {
        FlowBench bench = Bench().Holds((NoteRef, Note()));
        Assert.Equal([.. s_standing, EffectKinds.CreditNote], ToErp(Do(bench.Decide(ChangeKinds.CreditNoteIssued, NoteRef))));
        Assert.InRange(bench.Readings, 1, 4);
    }

    /// <summary>Odoo would match the credit note with the open invoice, and the payment would find nothing left to pay.</summary>
    [Fact]
    public void CreditNote_OfAPaidInvoice_ComesAfterThePayment() => Assert.Equal(
        [.. s_standing, EffectKinds.Payment, EffectKinds.CreditNote], ToErp(Do(Paid().Holds((NoteRef, Note())).Decide(ChangeKinds.CreditNoteIssued, NoteRef))));

    /// <summary>Credited in full before it was paid: its source calls it paid, and nobody paid anything.</summary>
    [Fact]
    public void CreditNote_OfAllOfIt_NeedsNoPayment()
    {
        FlowBench bench = Bench(Invoice() with { IsPaid = true, Paid = Eur(0m) }).Holds((NoteRef, Note()));
        Assert.Equal([.. s_standing, EffectKinds.CreditNote], ToErp(Do(bench.Decide(ChangeKinds.CreditNoteIssued, NoteRef))));
        Assert.Equal(s_standing, ToErp(Do(bench.Decide(ChangeKinds.InvoicePaid, InvoiceRef))));
    }

    /// <summary>A source that does not tell by what it was paid may have had it paid by this very credit note.</summary>
    [Fact]
    public void CreditNote_OfAnInvoicePaidByWhatIsNotTold_WaitsForNoPayment() => Assert.Equal(
        [.. s_standing, EffectKinds.CreditNote], ToErp(Do(Bench(Invoice() with { IsPaid = true }).Holds((NoteRef, Note())).Decide(ChangeKinds.CreditNoteIssued, NoteRef))));

    [Fact]
    public void CreditNote_ThatDoesNotAddUp_IsACase() => Assert.Equal("totals-differ", Assert.IsType<Decision.Review>(
        Bench().Holds((NoteRef, Note() with { Gross = Eur(120m) })).Decide(ChangeKinds.CreditNoteIssued, NoteRef)).Reason.Cause);

    [Fact]
    public void CreditNote_DeclaredVoid_IsACaseOnceItIsBooked()
    {
        FlowBench bench = Bench().Holds((NoteRef, Note() with { VoidedAt = On(9) }));
        Assert.IsType<Decision.Absorb>(bench.Decide(ChangeKinds.CreditNoteIssued, NoteRef));
        Assert.Equal("creditnote-voided", Assert.IsType<Decision.Review>(bench.Booked(EffectKinds.CreditNote, NoteRef).Decide(ChangeKinds.CreditNoteIssued, NoteRef)).Reason.Cause);
    }

    [Fact]
    public void Paid_PartlyOtherwise_BooksThePaymentAndAsksAPerson()
    {
        FlowBench bench = Paid().Holds((InvoiceRef, Invoice() with { IsPaid = true, Paid = Eur(121m), PaidOtherwise = Eur(20m) }));
        Decision.Do decision = Do(bench.Decide(ChangeKinds.InvoicePaid, InvoiceRef));
        Assert.Equal([.. s_standing, EffectKinds.Payment], ToErp(decision));
        Assert.Equal("paid-otherwise", decision.ForReview!.Cause);
        Assert.Contains("20", decision.ForReview.Message, StringComparison.Ordinal);
    }

    /// <summary>What holds up the first of two invoices is told, though the second one stands.</summary>
    [Fact]
    public void Received_ForTwoInvoicesOneOfWhichDoesNotAddUp_SaysSo()
    {
        Payment both = Payment() with { Invoice = null, Amount = Eur(242m), Allocations = [new(InvoiceRef, Eur(121m)), new(OtherRef, Eur(121m))] };
        FlowBench bench = Bench(Invoice() with { Gross = Eur(120m) }).Holds((PaymentRef, both));
        Assert.Equal("totals-differ", Assert.IsType<Decision.Review>(bench.Decide(ChangeKinds.PaymentReceived, PaymentRef)).Reason.Cause);
    }

    /// <summary>121.00 of the invoice: 100.00 by a payment, 21.00 by a credit note of another one, which is matched with it once it is booked.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Paid_InPartByACreditNote_IsMatchedWithItOnceThatIsBooked(bool isBooked)
    {
        Payment part = Payment() with { Amount = Eur(100m) };
        FlowBench bench = Bench(Invoice() with { IsPaid = true, Paid = Eur(100m), PaidOtherwise = Eur(21m), AppliedCredits = [new PaymentAllocation(NoteRef, Eur(21m))] }).Holds(
            (InvoiceRef with { Kind = RecordKinds.InvoicePayments }, new InvoicePayments([part])), (NoteRef, Note() with { Invoice = OtherRef }));
        Decision decision = (isBooked ? bench.Booked(EffectKinds.CreditNote, NoteRef) : bench).Decide(ChangeKinds.InvoicePaid, InvoiceRef);
        if (!isBooked)
        {
            Assert.Equal("creditnote-not-booked", Assert.IsType<Decision.Wait>(decision).Reason.Cause);
            return;
        }

        Assert.Null(Do(decision).ForReview);
        Assert.Equal([.. s_standing, EffectKinds.Payment, EffectKinds.CreditNote, EffectKinds.PaymentAllocation], ToErp(Do(decision)));
        Intent match = Do(decision).Intents.Single(i => i.Kind == EffectKinds.PaymentAllocation);
        Assert.Equal((NoteRef, "in_1", new CreditAllocation(NoteRef, InvoiceRef, Eur(21m))), (match.Source, match.Discriminator, match.Record));
    }

    /// <summary>It was told by itself before its invoice was known: booked on account, it pays the invoice now, whoever tells of that.</summary>
    [Fact]
    public void Paid_ByAPaymentThatIsOnAccount_MatchesIt()
    {
        FlowBench bench = Bench().Holds((PaymentRef, Payment() with { Invoice = null }));
        Assert.Equal([EffectKinds.Customer, EffectKinds.Payment], ToErp(Do(bench.Decide(ChangeKinds.PaymentReceived, PaymentRef))));
        bench.Booked(EffectKinds.Payment, PaymentRef).Holds(
            (InvoiceRef, Invoice() with { IsPaid = true }), (InvoiceRef with { Kind = RecordKinds.InvoicePayments }, new InvoicePayments([Payment()])), (PaymentRef, Payment()));
        Decision.Do decision = Do(bench.Decide(ChangeKinds.InvoicePaid, InvoiceRef));
        Assert.Equal([.. s_standing, EffectKinds.Payment, EffectKinds.PaymentAllocation], ToErp(decision));
        Intent match = decision.Intents.Single(i => i.Kind == EffectKinds.PaymentAllocation);
        Assert.Equal((PaymentRef, InvoiceRef.Id, new PaymentAllocation(InvoiceRef, Eur(121m))), (match.Source, match.Discriminator, Assert.Single(((Payment)match.Record).Allocations)));

        // By the payment itself it is the same match.
        Intent again = Do(bench.Decide(ChangeKinds.PaymentReceived, PaymentRef)).Intents.Single(i => i.Kind == EffectKinds.PaymentAllocation);
        Assert.Equal((match.Source, match.Discriminator), (again.Source, again.Discriminator));
        Assert.Equal([.. s_standing, EffectKinds.Payment], ToErp(Do(bench.Decide(ChangeKinds.InvoicePaid, InvoiceRef))));
    }

    [Fact]
    public void Received_ForTwoInvoices_BringsBothOnce()
    {
        Payment both = Payment() with { Invoice = null, Amount = Eur(242m), Allocations = [new(InvoiceRef, Eur(121m)), new(OtherRef, Eur(121m))] };
        FlowBench bench = Bench().Holds((PaymentRef, both));
        Assert.Equal([.. s_standing, EffectKinds.Invoice, EffectKinds.Payment], ToErp(Do(bench.Decide(ChangeKinds.PaymentReceived, PaymentRef))));
        Assert.InRange(bench.Readings, 1, 4);
    }

    [Fact]
    public void Received_OnAccount_PaysTheInvoiceThatComesLater()
    {
        FlowBench bench = Bench().Holds((PaymentRef, Payment() with { Invoice = null }));
        Assert.Equal([EffectKinds.Customer, EffectKinds.Payment], ToErp(Do(bench.Decide(ChangeKinds.PaymentReceived, PaymentRef))));

        bench.Booked(EffectKinds.Payment, PaymentRef).Holds((PaymentRef, Payment()));
        Decision.Do decision = Do(bench.Decide(ChangeKinds.PaymentReceived, PaymentRef));
        Assert.Equal([.. s_standing, EffectKinds.Payment, EffectKinds.PaymentAllocation], ToErp(decision));
        Intent allocation = decision.Intents.Last(i => i.Target == "odoo");
        Assert.Equal((InvoiceRef.Id, new PaymentAllocation(InvoiceRef, Eur(121m))), (allocation.Discriminator, Assert.Single(((Payment)allocation.Record).Allocations)));
        // Told once more, it is as it was.
        Assert.DoesNotContain(EffectKinds.PaymentAllocation, ToErp(Do(bench.Decide(ChangeKinds.PaymentReceived, PaymentRef))));
    }

    [Fact]
    public void Received_BookedWithItsInvoiceBefore_IsNotAllocatedAgain() => Assert.DoesNotContain(
        EffectKinds.PaymentAllocation, ToErp(Do(Paid().Booked(EffectKinds.Payment, PaymentRef).Decide(ChangeKinds.PaymentReceived, PaymentRef))));

    [Fact]
    public void Failed_OfAnOpenInvoice_TellsTheCrmAndTheTrailWhy()
    {
        PaymentAttempt attempt = Attempt() with { AttemptNumber = 2, NextAttemptAt = On(18), Declined = true };
        FlowBench bench = Bench(configure: o => o.DealStatuses = true);
        Decision.Do decision = Do(bench.Decide(ChangeKinds.PaymentFailed, attempt.Ref, attempt));
        Assert.Equal(s_standing, ToErp(decision));
        Assert.Equal((ContractStatus.PastDue, DocumentState.Open), Told(decision));
        Assert.Equal("billing/attempt/py_1 of 121.00 EUR declined: insufficient_funds, attempt 2, tried again 2026-09-18 12:00Z", decision.Note);
    }

    [Fact]
    public void Failed_PaidByNow_LeavesTheAccountActive()
    {
        FlowBench bench = Paid().Holds((Attempt().Ref, Attempt()));
        Decision.Do decision = Do(bench.Decide(ChangeKinds.PaymentFailed, Attempt().Ref));
        Assert.Equal(ContractStatus.Active, Assert.Single(decision.Intents, i => i.Target == "crm").Record);
    }

    [Fact]
    public void Failed_WithWordsForACode_TellsNoneOfThem() => Assert.DoesNotContain(
        "Ann", Do(Bench().Decide(ChangeKinds.PaymentFailed, Attempt().Ref, Attempt() with { Code = "Ann's card" })).Note, StringComparison.Ordinal);

    [Fact]
    public void Failed_OfNoInvoice_IsAbsorbed() =>
        Assert.IsType<Decision.Absorb>(Bench().Decide(ChangeKinds.PaymentFailed, Attempt().Ref, Attempt() with { Invoice = null }));

    [Theory]
    [InlineData(ChangeKinds.InvoiceVoided)]
    [InlineData(ChangeKinds.InvoiceUncollectible)]
    [InlineData(ChangeKinds.CreditNoteIssued)]
    [InlineData(ChangeKinds.PaymentReceived)]
    [InlineData(ChangeKinds.PaymentFailed)]
    [InlineData(ChangeKinds.PaymentReversed)]
    [InlineData(ChangeKinds.DisputeChanged)]
    [InlineData(ChangeKinds.PayoutPaid)]
    public void Money_ToldByASystemThatDoesNotOwnIt_IsAbsorbed(string kind) =>
        Assert.StartsWith($"{kind} counts from billing", Assert.IsType<Decision.Absorb>(Bench().Decide(kind, new ExternalRef("crm", "any", "1"))).Reason, StringComparison.Ordinal);

    private static PaymentAttempt Attempt() => new()
    {
        Ref = Ref(RecordKinds.PaymentAttempt, "py_1"), Customer = Billed, Invoice = InvoiceRef, Amount = Eur(121m), FailedAt = On(15), Code = "insufficient_funds",
    };

    private static Decision.Do Do(Decision decision) => Assert.IsType<Decision.Do>(decision);

    private static string[] ToErp(Decision.Do decision) => [.. decision.Intents.Where(i => i.Target == "odoo").Select(i => i.Kind)];

    private static (ContractStatus?, DocumentState?) Told(Decision.Do decision)
    {
        DealProgress told = Assert.IsType<DealProgress>(Assert.Single(decision.Intents, i => i.Kind == EffectKinds.DealStatus).Record);
        return (told.Status, told.InvoiceState);
    }
}
