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
    [InlineData("linked_credit_notes", "[]", "linked_credit_notes")] // an excess payment
    [InlineData("linked_credit_notes", """[{"cn_id":"a","cn_reference_invoice_id":"1"},{"cn_id":"b","cn_reference_invoice_id":"2"}]""", "linked_credit_notes")]
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
