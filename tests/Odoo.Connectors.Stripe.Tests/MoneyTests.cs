using System.Text;
using System.Text.Json.Nodes;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Stripe.Tests;

/// <summary>What is paid, credited, disputed and settled, read from an account.</summary>
public sealed class MoneyTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Invoice_DeclaredVoid_TellsWhen()
    {
        await using Rig rig = Till.Open().With(Till.Invoice, i => (i["status"], i["status_transitions"]!["voided_at"]) = ("void", 1788825600));
        Invoice invoice = await rig.ReadAsync<Invoice>(RecordKinds.Invoice, Till.Invoice);
        Assert.Equal((1788825600, 267.75m), (invoice.VoidedAt?.ToUnixTimeSeconds(), invoice.Gross.Amount));
    }

    /// <summary>What would be taken back is not the invoice's total.</summary>
    [Fact]
    public async Task Invoice_CreditedAndThenVoid_IsRefused()
    {
        await using Rig rig = Till.Open().With(Till.Invoice, i => (i["status"], i["pre_payment_credit_notes_amount"]) = ("void", 5355));
        Assert.Equal((ErrorKind.Validation, "status"), Of(await Assert.ThrowsAsync<ConnectorException>(() => rig.ReadAsync<Invoice>(RecordKinds.Invoice, Till.Invoice))));
    }

    [Theory]
    [InlineData(26775, 0, 0, 267.75, 0)]
    [InlineData(0, 26775, 0, 0, 0)] // credited in full before it was paid
    [InlineData(20000, 0, 0, 200.00, 67.75)] // the rest by the customer's balance
    [InlineData(0, 0, 26775, 0, 267.75)] // past Stripe, and not counted as paid
    [InlineData(26775, 0, 26775, 0, 267.75)] // past Stripe, and counted as paid
    public async Task Invoice_Paid_TellsByWhat(long paid, long credited, long outside, double byPayments, double otherwise)
    {
        await using Rig rig = Till.Open().With(Till.Invoice, i => (i["amount_paid"], i["pre_payment_credit_notes_amount"], i["amount_paid_off_stripe"]) = (paid, credited, outside));
        Invoice invoice = await rig.ReadAsync<Invoice>(RecordKinds.Invoice, Till.Invoice);
        Assert.Equal(((decimal)byPayments, (decimal)otherwise), (invoice.Paid?.Amount, invoice.PaidOtherwise?.Amount));
    }

    [Fact]
    public async Task CreditNote_ByItself_NamesItsInvoiceAndProducts()
    {
        await using Rig rig = Till.Open();
        CreditNote note = await rig.ReadAsync<CreditNote>(RecordKinds.CreditNote, Till.Note);
        string number = (string)Payloads.Of("composed_invoice_paid_tax_discount")["number"]!;
        // 50.00 less 5.00 of discount, and 19 % of 45.00: 8.55.
        Assert.Equal((Till.Invoice, number, 45.00m, 53.55m, null), (note.Invoice.Id, note.InvoiceNumber, note.Net.Amount, note.Gross.Amount, note.VoidedAt));
        Assert.Equal((45.00m, 8.55m), (Assert.Single(note.Lines).Net.Amount, Assert.Single(note.Taxes).Amount.Amount));
        Assert.NotNull(note.Lines[0].ProductCode);

        rig.With(Till.Note, n => (n["status"], n["voided_at"]) = ("void", 1788825600));
        Assert.Equal(1788825600, (await rig.ReadAsync<CreditNote>(RecordKinds.CreditNote, Till.Note)).VoidedAt?.ToUnixTimeSeconds());
    }

    [Fact]
    public async Task Payment_ByItsOwnId_IsTheOneOfItsInvoice()
    {
        await using Rig rig = Till.Open();
        Payment payment = await rig.ReadAsync<Payment>(RecordKinds.Payment, Till.Intent);
        Assert.Equal(payment, Assert.Single((await rig.ReadAsync<InvoicePayments>(RecordKinds.InvoicePayments, Till.Invoice)).Payments));
        Assert.Equal((267.75m, Till.Invoice, 1788224405), (payment.Amount.Amount, payment.Invoice?.Id, payment.PaidAt.ToUnixTimeSeconds()));
    }

    /// <summary>One intent of 300.00 pays 267.75 and 32.25 of two invoices: one payment, whichever invoice is asked about.</summary>
    [Fact]
    public async Task Payment_OfTwoInvoices_IsOneWithItsParts()
    {
        await using Rig rig = Till.Open().With(Till.Intent, i => i["amount_received"] = 30000);
        JsonObject second = Payloads.Of("composed_invoice_payment");
        (second["id"], second["invoice"], second["amount_paid"]) = ("inpay_2", "in_2", 3225);
        rig.Emulator.Put(second);

        Payment payment = await rig.ReadAsync<Payment>(RecordKinds.Payment, Till.Intent);
        Payment ofOne = Assert.Single((await rig.ReadAsync<InvoicePayments>(RecordKinds.InvoicePayments, Till.Invoice)).Payments);
        Assert.Equal((300.00m, null), (payment.Amount.Amount, payment.Invoice));
        Assert.Equal([(Till.Invoice, 267.75m), ("in_2", 32.25m)], payment.Allocations.Select(a => (a.Document.Id, a.Amount.Amount)).OrderByDescending(a => a.Item2));
        Assert.Equal((payment.Ref, payment.Amount, payment.PaidAt), (ofOne.Ref, ofOne.Amount, ofOne.PaidAt));
        Assert.Equal(payment.Allocations, ofOne.Allocations);
    }

    [Fact]
    public async Task Payment_OfNoInvoice_IsOnAccount()
    {
        await using Rig rig = new();
        rig.Emulator.Put(Payloads.Of("composed_payment_intent_succeeded"));
        Payment payment = await rig.ReadAsync<Payment>(RecordKinds.Payment, Till.Intent);
        Assert.Equal((267.75m, null, 0), (payment.Amount.Amount, payment.Invoice, payment.Allocations.Count));
        rig.With(Till.Intent, i => i["customer"] = null);
        Assert.Equal("payment_intent.customer", (await Assert.ThrowsAsync<ConnectorException>(() => rig.ReadAsync<Payment>(RecordKinds.Payment, Till.Intent))).Field);
        rig.With(Till.Intent, i => i["amount_received"] = 0);
        Assert.Null(await rig.Source.ReadAsync(Rig.Ref(RecordKinds.Payment, Till.Intent), Cancel));
    }

    /// <summary>A payment of an invoice is told by the invoice; one of none only where the host books on account.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Event_OfAPaymentThatSucceeded_IsToldWherePaymentsOnAccountAre(bool onAccount)
    {
        await using Rig rig = new(o => o.PaymentsOnAccount = onAccount);
        IReadOnlyList<Delivery> deliveries = rig.Post(Payloads.Of("event_payment_intent_succeeded")).Deliveries;
        Assert.Equal(
            onAccount ? [(ChangeKinds.PaymentReceived, Rig.Ref(RecordKinds.Payment, Till.Intent))] : [], deliveries.Select(rig.Source.DecodeChange).Select(c => (c.Kind, c.Subject)));
        DecodedItem item = Assert.Single(new StripeTools().Decode(Encoding.UTF8.GetBytes(Payloads.Of("event_payment_intent_succeeded").ToJsonString()), new DecodeOptions()).Items);
        Assert.Contains("PaymentsOnAccount", item.Note, StringComparison.Ordinal);
    }

    /// <summary>The payment was on account: no invoice, no credit note, and who it is of the refund says itself.</summary>
    [Fact]
    public async Task Refund_OfAPaymentOnAccount_IsOfNoInvoice()
    {
        await using Rig rig = new(o => o.PaymentsOnAccount = true);
        rig.Emulator.Put(Payloads.Of("composed_refund_partial"));
        rig.With(Till.Refund, r => r["customer"] = "cus_NP00000000000001");
        Refund refund = await rig.ReadAsync<Refund>(RecordKinds.Refund, Till.Refund);
        Assert.Equal((null, null, Till.Intent, 53.55m), (refund.Invoice, refund.CreditNote, refund.Payment.Id, refund.Amount.Amount));
        rig.With(Till.Refund, r => r["customer"] = null);
        Assert.Equal(ErrorKind.Validation, (await Assert.ThrowsAsync<ConnectorException>(() => rig.ReadAsync<Refund>(RecordKinds.Refund, Till.Refund))).Kind);
    }

    /// <summary>53.55 as 33.55 of one credit note and 20.00 of another.</summary>
    [Theory]
    [InlineData(3355, 2000, true)]
    [InlineData(3355, 1999, false)]
    public async Task Refund_OfSeveralCreditNotes_SaysHowMuchOfEach(long first, long second, bool isSum)
    {
        await using Rig rig = Till.Open();
        foreach ((string id, long amount) in new[] { ("cn_1", first), ("cn_2", second) })
        {
            JsonObject note = Payloads.Of("composed_credit_note_post_payment");
            (note["id"], note["number"], note["refunds"]![0]!["amount_refunded"]) = (id, id, amount);
            rig.Emulator.Put(note);
        }

        rig.With(Till.Note, n => n["status"] = "void");
        if (isSum)
        {
            Refund refund = await rig.ReadAsync<Refund>(RecordKinds.Refund, Till.Refund);
            Assert.Equal([("cn_1", 33.55m), ("cn_2", 20.00m)], refund.Parts.Select(p => (p.CreditNote.Ref.Id, p.Amount.Amount)).Order());
            Assert.Equal((null, refund.Parts[0].CreditNote.Invoice), (refund.CreditNote, refund.Invoice));
        }
        else
        {
            Assert.Equal("credit_notes", (await Assert.ThrowsAsync<ConnectorException>(() => rig.ReadAsync<Refund>(RecordKinds.Refund, Till.Refund))).Field);
        }
    }

    [Fact]
    public async Task Payment_OfAChargeWithoutIntent_IsRead()
    {
        await using Rig rig = Till.Open();
        rig.With(Till.Charge, c => c["payment_intent"] = null);
        Payment payment = await rig.ReadAsync<Payment>(RecordKinds.Payment, Till.Charge);
        Assert.Equal((Till.Charge, 267.75m), (payment.Ref.Id, payment.Amount.Amount));
        Assert.Empty(payment.Aliases);
    }

    /// <summary>The charge is another name of its payment intent's payment.</summary>
    [Fact]
    public async Task Payment_OfAChargeWithItsIntent_IsTheIntentsAndNamesBoth()
    {
        await using Rig rig = Till.Open();
        Payment payment = await rig.ReadAsync<Payment>(RecordKinds.Payment, Till.Charge);
        Assert.Equal((Till.Intent, 267.75m), (payment.Ref.Id, payment.Amount.Amount));
        Assert.Equal([Till.Charge], payment.Aliases);
    }

    [Fact]
    public async Task Attempt_Declined_TellsTheBanksReason()
    {
        await using Rig rig = new();
        rig.Emulator.Put(Payloads.Of("composed_invoice_open_payment_failed"));
        rig.Emulator.Put(Payloads.Of("composed_payment_intent_succeeded"));
        rig.Emulator.Put(Payloads.Of("composed_charge_failed"));
        JsonObject open = Payloads.Of("composed_invoice_payment");
        (open["status"], open["amount_paid"]) = ("open", null);
        rig.Emulator.Put(open);
        Assert.Null(await rig.Source.ReadAsync(Rig.Ref(RecordKinds.PaymentAttempt, Till.Intent), Cancel));
        rig.With(Till.Intent, i => i["amount_received"] = 0); // not tried yet
        Assert.Null(await rig.Source.ReadAsync(Rig.Ref(RecordKinds.PaymentAttempt, Till.Intent), Cancel));

        rig.With(Till.Intent, i =>
        {
            (i["amount_received"], i["status"], i["latest_charge"]) = (0, "requires_payment_method", "ch_NP00000000000002");
            i["last_payment_error"] = new JsonObject { ["type"] = "card_error", ["code"] = "card_declined", ["decline_code"] = "insufficient_funds", ["message"] = "Your card has insufficient funds." };
        });
        JsonObject invoice = Payloads.Of("composed_invoice_open_payment_failed");
        Assert.Equal(
            new PaymentAttempt
            {
                Ref = Rig.Ref(RecordKinds.PaymentAttempt, Till.Intent), Customer = Rig.Ref(RecordKinds.Customer, "cus_NP00000000000001"),
                Invoice = Rig.Ref(RecordKinds.Invoice, (string)invoice["id"]!), Amount = new Money(267.75m, Currency.Parse("EUR")), Code = "insufficient_funds", Declined = true,
                FailedAt = DateTimeOffset.FromUnixTimeSeconds(1788224403), AttemptNumber = (int)invoice["attempt_count"]!,
                NextAttemptAt = DateTimeOffset.FromUnixTimeSeconds((long)invoice["next_payment_attempt"]!),
            },
            await rig.ReadAsync<PaymentAttempt>(RecordKinds.PaymentAttempt, Till.Intent));
        Assert.DoesNotContain("card has", (await rig.ReadAsync<PaymentAttempt>(RecordKinds.PaymentAttempt, Till.Intent)).ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("succeeded", false, RefundStatus.Made)]
    [InlineData("pending", true, RefundStatus.Pending)]
    [InlineData("requires_action", true, RefundStatus.Pending)]
    [InlineData("pending", false, RefundStatus.Made)] // the money has left the balance
    [InlineData("failed", false, RefundStatus.Failed)]
    [InlineData("canceled", true, RefundStatus.Failed)]
    public async Task Refund_OfStatus_TellsWhetherMoneyMoved(string status, bool unmoved, RefundStatus expected)
    {
        await using Rig rig = Till.Open().With(Till.Refund, r =>
        {
            r["status"] = status;
            r["balance_transaction"] = unmoved ? null : "txn_NP00000000000002";
        });
        Assert.Equal(expected, (await rig.ReadAsync<Refund>(RecordKinds.Refund, Till.Refund)).Status);
    }

    [Fact]
    public async Task Reversal_OfARefundThatFailed_TellsWhenItsMoneyCameBack()
    {
        await using Rig rig = Till.Open();
        Assert.Null(await rig.Source.ReadAsync(Rig.Ref(RecordKinds.PaymentReversal, Till.Refund), Cancel));
        rig.Emulator.Put(Till.Moved("txn_back", 5355, 0, 1788739200));
        rig.With(Till.Refund, r => (r["status"], r["failure_balance_transaction"]) = ("failed", "txn_back"));
        Assert.Equal(
            new PaymentReversal
            {
                Ref = Rig.Ref(RecordKinds.PaymentReversal, Till.Refund), Customer = Rig.Ref(RecordKinds.Customer, "cus_NP00000000000001"), Of = Rig.Ref(RecordKinds.Refund, Till.Refund),
                Amount = new Money(53.55m, Currency.Parse("EUR")), Invoice = Rig.Ref(RecordKinds.Invoice, Till.Invoice), ReversedAt = DateTimeOffset.FromUnixTimeSeconds(1788739200),
            },
            await rig.ReadAsync<PaymentReversal>(RecordKinds.PaymentReversal, Till.Refund));
    }

    [Fact]
    public async Task Dispute_ThatTookMoney_IsOpenWithItsFee()
    {
        await using Rig rig = Till.Open();
        rig.Emulator.Put(Till.Dispute("needs_response", Till.Moved("txn_1", -26775, 1500, 1788652860)));
        Dispute dispute = await rig.ReadAsync<Dispute>(RecordKinds.Dispute, "du_1");
        Assert.Equal([Till.Charge], dispute.PaymentAliases);
        Assert.Equal(
            new Dispute
            {
                Ref = Rig.Ref(RecordKinds.Dispute, "du_1"), Customer = Rig.Ref(RecordKinds.Customer, "cus_NP00000000000001"), Payment = Rig.Ref(RecordKinds.Payment, Till.Intent),
                Invoice = Rig.Ref(RecordKinds.Invoice, Till.Invoice), Amount = new Money(267.75m, Currency.Parse("EUR")), Fee = new Money(15m, Currency.Parse("EUR")),
                OpenedAt = DateTimeOffset.FromUnixTimeSeconds(1788652860), Status = DisputeStatus.Open,
            },
            dispute with { PaymentAliases = [] });
    }

    [Theory]
    [InlineData("warning_needs_response", false, false, DisputeStatus.Inquiry)]
    [InlineData("warning_closed", false, false, DisputeStatus.Inquiry)]
    [InlineData("prevented", false, false, DisputeStatus.Inquiry)]
    [InlineData("needs_response", false, false, DisputeStatus.Inquiry)] // nothing was taken yet
    [InlineData("under_review", true, false, DisputeStatus.Open)]
    [InlineData("appeal_under_review", true, false, DisputeStatus.Open)]
    [InlineData("won", true, false, DisputeStatus.Open)] // the money is not back yet
    [InlineData("won", true, true, DisputeStatus.Won)]
    [InlineData("lost", true, false, DisputeStatus.Lost)]
    public async Task Dispute_OfStatus_IsWhereItsMoneyIs(string status, bool taken, bool back, DisputeStatus expected)
    {
        await using Rig rig = Till.Open();
        List<JsonNode> moved = [];
        if (taken)
        {
            moved.Add(Till.Moved("txn_1", -26775, 1500, 1788652860));
        }

        if (back)
        {
            moved.Add(Till.Moved("txn_2", 26775, 0, 1788739200));
        }

        rig.Emulator.Put(Till.Dispute(status, [.. moved]));
        Dispute dispute = await rig.ReadAsync<Dispute>(RecordKinds.Dispute, "du_1");
        Assert.Equal((expected, back ? 1788739200L : null), (dispute.Status, dispute.ClosedAt?.ToUnixTimeSeconds()));
    }

    [Fact]
    public async Task Dispute_ThatGaveBackAPart_IsForAPerson()
    {
        await using Rig rig = Till.Open();
        rig.Emulator.Put(Till.Dispute("won", Till.Moved("txn_1", -26775, 1500, 1788652860), Till.Moved("txn_2", 10000, 0, 1788739200)));
        ConnectorException e = await Assert.ThrowsAsync<ConnectorException>(() => rig.ReadAsync<Dispute>(RecordKinds.Dispute, "du_1"));
        Assert.Equal((ErrorKind.Validation, "dispute.balance_transactions"), Of(e));
        Assert.Contains("took 267.75 EUR and gave back 100.00 EUR", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Payout_Reconciled_SettlesPaymentAndRefundToTheCent()
    {
        await using Rig rig = Till.Open();
        Payout payout = await rig.ReadAsync<Payout>(RecordKinds.Payout, Till.Payout);
        Assert.Equal(
            [(PayoutLineKind.Refund, Rig.Ref(RecordKinds.Refund, Till.Refund), -53.55m, 0m), (PayoutLineKind.Payment, Rig.Ref(RecordKinds.Payment, Till.Intent), 267.75m, 4.27m)],
            payout.Lines.Select(l => (l.Kind, l.Source!, l.Amount.Amount, l.Fee.Amount)));
        Assert.Equal((209.93m, 1788825600, false), (payout.Amount.Amount, payout.ArrivesAt.ToUnixTimeSeconds(), payout.HasFailed));
        Assert.Equal(payout.Amount.Amount, payout.Lines.Sum(l => l.Amount.Amount - l.Fee.Amount));
    }

    [Theory]
    [InlineData("dispute", "du_1", PayoutLineKind.Dispute)]
    [InlineData("dispute_reversal", "du_1", PayoutLineKind.DisputeWon)]
    [InlineData("refund_failure", Till.Refund, PayoutLineKind.Reversal)]
    [InlineData("fee", null, PayoutLineKind.Fee)]
    [InlineData("network_cost", null, PayoutLineKind.Fee)]
    [InlineData("topup", null, PayoutLineKind.Other)]
    [InlineData("charge", Till.Refund, PayoutLineKind.Other)] // not the object that its category names
    public async Task Payout_LineOfEachCategory_IsItsDocument(string category, string? source, PayoutLineKind expected)
    {
        await using Rig rig = Till.Open();
        rig.Emulator.Put(Till.Dispute("lost"));
        JsonObject moved = Till.Moved("txn_x", -100, 0, 1788739300);
        (moved["reporting_category"], moved["source"], moved["payout"]) = (category, source, Till.Payout);
        rig.Emulator.Put(moved);
        Assert.Equal(expected, (await rig.ReadAsync<Payout>(RecordKinds.Payout, Till.Payout)).Lines[0].Kind);
    }

    [Theory]
    [InlineData("in_transit", "completed")]
    [InlineData("paid", "in_progress")]
    public async Task Payout_NotReconciledYet_IsNotTold(string status, string reconciled)
    {
        await using Rig rig = Till.Open().With(Till.Payout, p => (p["status"], p["reconciliation_status"]) = (status, reconciled));
        Assert.Null(await rig.Source.ReadAsync(Rig.Ref(RecordKinds.Payout, Till.Payout), Cancel));
    }

    [Fact]
    public async Task Payout_MadeByHand_IsRefused()
    {
        await using Rig rig = Till.Open().With(Till.Payout, p => (p["automatic"], p["reconciliation_status"]) = (false, "not_applicable"));
        Assert.Equal((ErrorKind.Validation, "payout.automatic"), Of(await Assert.ThrowsAsync<ConnectorException>(() => rig.ReadAsync<Payout>(RecordKinds.Payout, Till.Payout))));
        rig.With(Till.Payout, p => p["status"] = "failed");
        Assert.True((await rig.ReadAsync<Payout>(RecordKinds.Payout, Till.Payout)).HasFailed);
    }

    [Theory]
    [InlineData("event_customer_created", ChangeKinds.CustomerSeen, "customer/cus_NP00000000000001", "stripe:cus_NP00000000000001")]
    [InlineData("event_credit_note_created", ChangeKinds.CreditNoteIssued, "creditnote/cn_NP00000000000001", "stripe:cus_NP00000000000001")]
    [InlineData("event_invoice_payment_paid", ChangeKinds.InvoicePaid, "invoice/in_NP00000000000001", "stripe:inpay_NP00000000000001")]
    [InlineData("event_refund_created", ChangeKinds.RefundMade, "refund/re_NP00000000000001", "stripe:cus_NP00000000000001")]
    [InlineData("event_payout_paid", ChangeKinds.PayoutPaid, "payout/po_NP00000000000001", "stripe:po_NP00000000000001")]
    public async Task Event_OfMoney_TellsWhatToReadAfresh(string payload, string kind, string subject, string lane)
    {
        await using Rig rig = new();
        Delivery delivery = Assert.Single(rig.Post(Payloads.Of(payload)).Deliveries);
        Change change = rig.Source.DecodeChange(delivery);
        Assert.Equal((kind, $"stripe/{subject}", lane, null), (change.Kind, change.Subject.ToString(), delivery.Lane, change.Record));
    }

    private static (ErrorKind, string?) Of(ConnectorException failure) => (failure.Kind, failure.Field);
}
