using System.Text;
using System.Text.Json.Nodes;
using Odoo.Connectors.Model;

namespace Odoo.Connectors.Chargebee.Tests;

public sealed class TransactionTests
{
    private static readonly DateTimeOffset September = new(2026, 9, 6, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task Decode_PaymentOfOneInvoice_PaysAllOfIt()
    {
        await using Rig rig = Rig.Create();

        Payment payment = rig.Map<Payment>(RecordKinds.Payment, Fixture.Bytes("transaction_payment_success"));

        Assert.Equal(
            (Rig.Ref(RecordKinds.Payment, "txn_3Nl8LcOQWK2T26O"), Rig.Ref(RecordKinds.Customer, "8avVGOkx8U1MX"), Rig.Ref(RecordKinds.Invoice, "1"), 9.00m, "card", DateTimeOffset.FromUnixTimeSeconds(1414780246)),
            (payment.Ref, payment.Customer, payment.Invoice, payment.Amount.Amount, payment.Method, payment.PaidAt));
        Assert.Empty(payment.Allocations);
    }

    [Fact]
    public async Task Decode_OfflinePaymentOnAccount_PaysNothingYet()
    {
        await using Rig rig = Rig.Create();

        JsonNode transaction = Fixture.Json("webhook_transaction_created")["content"]!["transaction"]!;
        Payment payment = rig.Map<Payment>(RecordKinds.Payment, $$"""{"transaction":{{transaction.ToJsonString()}}}""");

        Assert.Equal((1000.00m, "check", null), (payment.Amount.Amount, payment.Method, payment.Invoice));
        Assert.Empty(payment.Allocations);
    }

    [Fact]
    public async Task Decode_PaymentOfSeveralInvoicesWithAnExcess_SaysWhatItPaysOfEach()
    {
        await using Rig rig = Rig.Create();

        Payment payment = rig.Map<Payment>(RecordKinds.Payment, With(("amount", 1000), ("amount_unused", 100), ("linked_invoices", new JsonArray(
            JsonNode.Parse("""{"invoice_id":"1","applied_amount":700}"""), JsonNode.Parse("""{"invoice_id":"2","applied_amount":200}"""), JsonNode.Parse("""{"invoice_id":"3","applied_amount":0}""")))));

        Assert.Equal((10.00m, null), (payment.Amount.Amount, payment.Invoice));
        Assert.Equal([("1", 7.00m), ("2", 2.00m)], payment.Allocations.Select(a => (a.Document.Id, a.Amount.Amount)));
    }

    [Theory]
    [InlineData("in_progress", ErrorKind.Dependency)]
    [InlineData("needs_attention", ErrorKind.Dependency)]
    [InlineData("timeout", ErrorKind.Dependency)]
    [InlineData("failure", ErrorKind.Validation)]
    [InlineData("voided", ErrorKind.Validation)]
    public async Task Decode_PaymentThatMovedNoMoney_IsNone(string status, ErrorKind kind)
    {
        await using Rig rig = Rig.Create();

        var e = Assert.Throws<ConnectorException>(() => rig.Map<Payment>(RecordKinds.Payment, With(("status", status))));

        Assert.Equal((kind, "status"), (e.Kind, e.Field));
    }

    [Fact]
    public async Task Decode_FailedAttempt_HasItsCodeAndWhatComesNext()
    {
        await using Rig rig = Rig.Create();
        JsonNode content = Fixture.Json("webhook_composed_payment_failed")["content"]!;

        PaymentAttempt attempt = rig.Map<PaymentAttempt>(RecordKinds.PaymentAttempt, $$"""{"transaction":{{content["transaction"]!.ToJsonString()}},"invoice":{{content["invoice"]!.ToJsonString()}}}""");

        Assert.Equal(
            new PaymentAttempt
            {
                Ref = Rig.Ref(RecordKinds.PaymentAttempt, "txn_NP_1"), Customer = Rig.Ref(RecordKinds.Customer, "NP_CUST_1"), Invoice = Rig.Ref(RecordKinds.Invoice, "INV-1001"),
                Amount = new Money(267.75m, Currency.Parse("EUR")), FailedAt = DateTimeOffset.FromUnixTimeSeconds(1788220860), Code = "card_declined",
                NextAttemptAt = DateTimeOffset.FromUnixTimeSeconds(1788307260), AttemptNumber = 1,
            },
            attempt);
    }

    [Theory]
    [InlineData("""{"decline_code":"insufficient_funds","error_code":"card_declined"}""", "insufficient_funds", true)]
    [InlineData("""{"error_code":"connection_error"}""", "connection_error", null)]
    [InlineData("""{"error_code":"Your card was declined, Nora Peak"}""", "unknown", null)]
    public async Task Decode_FailedAttempt_TellsCodesAndNeverWords(string detail, string code, bool? declined)
    {
        await using Rig rig = Rig.Create();

        PaymentAttempt attempt = rig.Map<PaymentAttempt>(RecordKinds.PaymentAttempt, With(("status", "failure"), ("error_detail", JsonNode.Parse(detail))));

        Assert.Equal((code, declined), (attempt.Code, attempt.Declined));
    }

    [Fact]
    public async Task Decode_Refund_HasItsPaymentInvoiceAndCreditNote()
    {
        await using Rig rig = Rig.Create();

        Refund refund = rig.Map<Refund>(RecordKinds.Refund, Both("composed_transaction_refund", "composed_credit_note_refunded"));

        Assert.Equal(
            (Rig.Ref(RecordKinds.Refund, "txn_NP_3"), Rig.Ref(RecordKinds.Payment, "txn_NP_2"), Rig.Ref(RecordKinds.Invoice, "INV-1001"), 53.55m, September),
            (refund.Ref, refund.Payment, refund.Invoice, refund.Amount.Amount, refund.RefundedAt));
        Assert.Equal((53.55m, "card"), (refund.CreditNote!.Gross.Amount, refund.Method));
    }

    [Theory]
    [InlineData("linked_credit_notes", """[{"cn_id":"a"}]""", "linked_credit_notes.cn_reference_invoice_id")]
    [InlineData("linked_credit_notes", """[{"cn_id":"a","cn_reference_invoice_id":"1"},{"cn_id":"b","cn_reference_invoice_id":"2"}]""", "linked_credit_notes")] // none of them is there
    [InlineData("refunded_txn_id", "null", "refunded_txn_id")]
    [InlineData("customer_id", "null", "customer_id")]
    [InlineData("status", "\"lost\"", "status")]
    [InlineData("type", "\"payment\"", "type")]
    public async Task Decode_RefundThatCannotBeBooked_IsRefusedByItsField(string field, string json, string named)
    {
        await using Rig rig = Rig.Create();

        var e = Assert.Throws<ConnectorException>(() => rig.Map<Refund>(RecordKinds.Refund, Fixture.With("composed_transaction_refund", "transaction", (field, JsonNode.Parse(json)))));

        Assert.Equal(named, e.Field);
    }

    /// <summary>33.55 of one credit note and 20.00 of another are the 53.55 of the refund.</summary>
    [Fact]
    public async Task Read_RefundOfSeveralCreditNotes_SaysHowMuchOfEach()
    {
        await using Rig rig = Rig.Create(Answers.Of(
            ("transactions/txn_NP_3", Refunded(3355, 2000)), ("credit_notes/CN-501", Fixture.Text("composed_credit_note_refunded")),
            ("credit_notes/CN-502", Encoding.UTF8.GetString(Fixture.With("composed_credit_note_refunded", "credit_note", ("id", "CN-502"), ("reference_invoice_id", "INV-1002"))))));

        Refund refund = await rig.ReadAsync<Refund>(RecordKinds.Refund, "txn_NP_3");

        Assert.Equal([("CN-501", "INV-1001", 33.55m), ("CN-502", "INV-1002", 20.00m)], refund.Parts.Select(p => (p.CreditNote.Number, p.CreditNote.Invoice.Id, p.Amount.Amount)));
        Assert.Equal((null, "INV-1001", 53.55m), (refund.CreditNote, refund.Invoice!.Id, refund.Amount.Amount));
    }

    /// <summary>A rest that no credit note accounts for is nobody's to guess.</summary>
    [Fact]
    public async Task Read_RefundOfMoreThanItsCreditNotes_IsRefused()
    {
        await using Rig rig = Rig.Create(Answers.Of(
            ("transactions/txn_NP_3", Refunded(3355, 1999)), ("credit_notes/CN-501", Fixture.Text("composed_credit_note_refunded")),
            ("credit_notes/CN-502", Encoding.UTF8.GetString(Fixture.With("composed_credit_note_refunded", "credit_note", ("id", "CN-502"))))));

        Assert.Equal("linked_credit_notes", (await Assert.ThrowsAsync<ConnectorException>(() => rig.ReadAsync<Refund>(RecordKinds.Refund, "txn_NP_3"))).Field);
    }

    /// <summary>An excess payment paid no invoice, and no credit note accounts for what goes back of it.</summary>
    [Fact]
    public async Task Decode_RefundOfAnExcessPayment_IsOfNoInvoice()
    {
        await using Rig rig = Rig.Create();

        Refund refund = rig.Map<Refund>(RecordKinds.Refund, Fixture.With("composed_transaction_refund", "transaction", ("linked_credit_notes", JsonNode.Parse("[]"))));

        Assert.Equal((null, null, Rig.Ref(RecordKinds.Payment, "txn_NP_2"), 53.55m), (refund.Invoice, refund.CreditNote, refund.Payment, refund.Amount.Amount));
        Assert.Empty(refund.Parts);
    }

    [Theory]
    [InlineData("success", RefundStatus.Made)]
    [InlineData("in_progress", RefundStatus.Pending)]
    [InlineData("needs_attention", RefundStatus.Pending)]
    [InlineData("failure", RefundStatus.Failed)]
    [InlineData("late_failure", RefundStatus.Failed)]
    public async Task Decode_Refund_SaysWhereItStands(string status, RefundStatus expected)
    {
        await using Rig rig = Rig.Create();

        Assert.Equal(expected, rig.Map<Refund>(RecordKinds.Refund, Fixture.With("composed_transaction_refund", "transaction", ("status", status))).Status);
    }

    [Fact]
    public async Task Decode_PaymentThatFailedLate_WasReceivedAndIsTakenBack()
    {
        await using Rig rig = Rig.Create();
        byte[] late = With(("status", "late_failure"), ("updated_at", 1788652800));

        PaymentReversal reversal = rig.Map<PaymentReversal>(RecordKinds.PaymentReversal, late);

        Assert.Equal(9.00m, rig.Map<Payment>(RecordKinds.Payment, late).Amount.Amount);
        Assert.Equal(
            new PaymentReversal
            {
                Ref = Rig.Ref(RecordKinds.PaymentReversal, "txn_3Nl8LcOQWK2T26O"), Customer = Rig.Ref(RecordKinds.Customer, "8avVGOkx8U1MX"), Of = Rig.Ref(RecordKinds.Payment, "txn_3Nl8LcOQWK2T26O"),
                Amount = new Money(9.00m, Currency.Parse("USD")), ReversedAt = September, Invoice = Rig.Ref(RecordKinds.Invoice, "1"),
            },
            reversal);
    }

    [Fact]
    public async Task Decode_ReversalOfItsOwn_SaysWhenAndHowMuch()
    {
        await using Rig rig = Rig.Create();
        JsonObject json = Fixture.Json("transaction_payment_success");
        json["reversal"] = JsonNode.Parse("""{"id":"txn_R","customer_id":"8avVGOkx8U1MX","type":"payment_reversal","status":"success","amount":900,"currency_code":"USD","date":1788652800}""");

        PaymentReversal reversal = rig.Map<PaymentReversal>(RecordKinds.PaymentReversal, json.ToJsonString());

        Assert.Equal((September, 9.00m, RecordKinds.Payment), (reversal.ReversedAt, reversal.Amount.Amount, reversal.Of.Kind));
    }

    /// <summary>A bounced payment of two invoices: what Chargebee's own transaction names is open again.</summary>
    [Fact]
    public async Task Decode_ReversalThatNamesItsInvoice_SaysWhich()
    {
        await using Rig rig = Rig.Create();
        JsonObject json = Fixture.Json("transaction_payment_success");
        json["transaction"]!["linked_invoices"] = JsonNode.Parse("""[{"invoice_id":"1","applied_amount":500},{"invoice_id":"2","applied_amount":400}]""");
        json["reversal"] = JsonNode.Parse("""{"id":"txn_R","customer_id":"8avVGOkx8U1MX","type":"payment_reversal","status":"success","amount":400,"currency_code":"USD","date":1788652800,"linked_invoices":[{"invoice_id":"2","applied_amount":400}]}""");

        PaymentReversal reversal = rig.Map<PaymentReversal>(RecordKinds.PaymentReversal, json.ToJsonString());

        Assert.Equal((Rig.Ref(RecordKinds.Invoice, "2"), 4.00m), (reversal.Invoice, reversal.Amount.Amount));
    }

    [Fact]
    public async Task Decode_RefundThatFailedLate_IsTakenBackAsARefund()
    {
        await using Rig rig = Rig.Create();

        PaymentReversal reversal = rig.Map<PaymentReversal>(RecordKinds.PaymentReversal, Fixture.With("composed_transaction_refund", "transaction", ("status", "late_failure")));

        Assert.Equal(Rig.Ref(RecordKinds.Refund, "txn_NP_3"), reversal.Of);
    }

    [Fact]
    public async Task Decode_ReversalOfWhatHolds_IsRefused()
    {
        await using Rig rig = Rig.Create();

        Assert.Equal("status", Assert.Throws<ConnectorException>(() => rig.Map<PaymentReversal>(RecordKinds.PaymentReversal, Fixture.Bytes("transaction_payment_success"))).Field);
    }

    [Fact]
    public async Task Decode_PaymentsOfAnInvoice_AreThoseThatHold()
    {
        await using Rig rig = Rig.Create();
        JsonArray payments = [];
        foreach ((string id, string type, string status) in (ReadOnlySpan<(string, string, string)>)[("a", "payment", "failure"), ("b", "payment", "late_failure"), ("c", "payment", "success"), ("d", "refund", "success")])
        {
            JsonNode transaction = Fixture.Json("transaction_payment_success")["transaction"]!.DeepClone();
            (transaction["id"], transaction["type"], transaction["status"]) = (id, type, status);
            payments.Add(transaction);
        }

        InvoicePayments read = rig.Map<InvoicePayments>(RecordKinds.InvoicePayments, new JsonObject { ["payments"] = payments }.ToJsonString());

        Assert.Equal("c", Assert.Single(read.Payments).Ref.Id);
    }

    /// <summary>The refund, of two credit notes.</summary>
    private static string Refunded(int first, int second) => Encoding.UTF8.GetString(Fixture.With(
        "composed_transaction_refund", "transaction",
        ("linked_credit_notes", JsonNode.Parse($$"""[{"cn_id":"CN-501","applied_amount":{{first}},"cn_reference_invoice_id":"INV-1001"},{"cn_id":"CN-502","applied_amount":{{second}},"cn_reference_invoice_id":"INV-1002"}]"""))));

    private static byte[] With(params (string Field, JsonNode? Value)[] changes) => Fixture.With("transaction_payment_success", "transaction", changes);

    private static string Both(string first, string second)
    {
        JsonObject json = Fixture.Json(first);
        foreach ((string name, JsonNode? part) in Fixture.Json(second))
        {
            json[name] = part!.DeepClone();
        }

        return json.ToJsonString();
    }
}
