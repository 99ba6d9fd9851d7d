using System.Text.Json.Nodes;
using Odoo.Connectors.Model;

namespace Odoo.Connectors.Chargebee.Tests;

public sealed class ReadTests
{
    [Fact]
    public async Task Read_EveryKind_IsItsRecord()
    {
        await using Rig rig = Rig.Create(Answers.Of(
            ("customers/NP_CUST_1", Fixture.Text("composed_customer")), ("subscriptions/NP_SUB_1", Fixture.Text("composed_subscription_pc2_metered")),
            ("invoices/INV-1001", Fixture.Text("composed_invoice_paid_tax_discount")), ("credit_notes/CN-501", Fixture.Text("composed_credit_note_refunded")),
            ("items/silver", Fixture.Text("item_plan")), ("item_prices/silver-USD-monthly", Fixture.Text("item_price")),
            ("transactions/txn_NP_3", Fixture.Text("composed_transaction_refund"))));

        Assert.Equal("NorthPeak GmbH", (await rig.ReadAsync<Customer>(RecordKinds.Customer, "NP_CUST_1")).Name);
        Assert.Equal(2, (await rig.ReadAsync<Contract>(RecordKinds.Contract, "NP_SUB_1")).Terms.Count);
        Assert.Equal(267.75m, (await rig.ReadAsync<Invoice>(RecordKinds.Invoice, "INV-1001")).Gross.Amount);
        Assert.Equal(53.55m, (await rig.ReadAsync<CreditNote>(RecordKinds.CreditNote, "CN-501")).Gross.Amount);
        Assert.Equal("Silver", (await rig.ReadAsync<Product>(RecordKinds.Product, "item:silver")).Name);
        Assert.Equal("silver USD", (await rig.ReadAsync<Product>(RecordKinds.Product, "silver-USD-monthly")).Name);
        Assert.Equal("CN-501", (await rig.ReadAsync<Refund>(RecordKinds.Refund, "txn_NP_3")).CreditNote!.Number);
    }

    [Fact]
    public async Task Read_PaymentsOfAnInvoice_AreAllOfThemOverAllPages()
    {
        string payment = Fixture.Text("transaction_payment_success");
        Answers answers = new(asked => asked.Path != "/api/v2/invoices/1/payments" ? Answers.Json("{}", 404)
            : asked.Query.Contains("offset=two", StringComparison.Ordinal)
                ? Answers.Json($$"""{"list":[{{payment.Replace("txn_3Nl8LcOQWK2T26O", "txn_2", StringComparison.Ordinal)}}]}""")
                : Answers.Json($$"""{"list":[{{payment}}],"next_offset":"two"}"""));
        await using Rig rig = Rig.Create(answers);

        InvoicePayments payments = await rig.ReadAsync<InvoicePayments>(RecordKinds.InvoicePayments, "1");

        Assert.Equal([("txn_3Nl8LcOQWK2T26O", 9.00m), ("txn_2", 9.00m)], payments.Payments.Select(p => (p.Ref.Id, p.Amount.Amount)));
    }

    /// <summary>700 lines of 1.00 in three answers, each line with its tax of 0.19 beside it: 700.00 and 133.00.</summary>
    [Fact]
    public async Task Read_InvoiceWithMoreLinesThanOneAnswerHolds_IsAllOfThem()
    {
        Answers answers = new(asked => Answers.Json(Many(
            asked.Query.Contains("line_items_offset=[\"a\",\"1\"]", StringComparison.Ordinal) ? (300, 300, "b") : asked.Query.Contains("line_items_offset=b", StringComparison.Ordinal) ? (600, 100, null) : (0, 300, """["a","1"]"""))));
        await using Rig rig = Rig.Create(answers);

        Invoice invoice = await rig.ReadAsync<Invoice>(RecordKinds.Invoice, "INV-9");

        Assert.Equal((700, 700.00m, 133.00m, 833.00m), (invoice.Lines.Count, invoice.Net.Amount, invoice.Taxes[0].Amount.Amount, invoice.Gross.Amount));
        Assert.Equal(700, invoice.Lines.Select(l => l.Id).Distinct().Count());
        Assert.All(invoice.Lines, l => Assert.Equal(0.19m, l.Taxes[0].Amount.Amount));
        Sums.Agree(invoice);
        Assert.Equal(["", """?line_items_limit=300&line_items_offset=["a","1"]""", "?line_items_limit=300&line_items_offset=b"], answers.Asked.Select(a => a.Query));
    }

    /// <summary>Lines of two versions, or the same lines again and again, would be a document that never was.</summary>
    [Theory]
    [InlineData(2, "b", ErrorKind.Transient, "resource_version")]
    [InlineData(1, "a", ErrorKind.Protocol, "line_items_next_offset")]
    public async Task Read_InvoiceThatChangesBetweenAnswers_IsNotPutTogether(int version, string next, ErrorKind kind, string field)
    {
        int call = 0;
        await using Rig rig = Rig.Create(new Answers(_ => Answers.Json(call++ == 0 ? Many((0, 300, "a")) : Many((300, 300, next), version))));

        ConnectorException e = await Assert.ThrowsAsync<ConnectorException>(() => rig.ReadAsync<Invoice>(RecordKinds.Invoice, "INV-9"));

        Assert.Equal((kind, field), (e.Kind, e.Field));
    }

    private static string Many((int From, int Count, string? Next) page, int version = 1)
    {
        JsonArray lines = [], taxes = [];
        for (int i = page.From; i < page.From + page.Count; i++)
        {
            lines.Add(JsonNode.Parse($$"""{"id":"li_{{i}}","amount":100,"unit_amount":100,"quantity":1,"tax_amount":19,"entity_id":"seat"}"""));
            taxes.Add(JsonNode.Parse($$"""{"line_item_id":"li_{{i}}","tax_name":"VAT","tax_rate":19.0,"tax_amount":19,"taxable_amount":100}"""));
        }

        JsonObject invoice = (JsonObject)JsonNode.Parse($$"""
            {"id":"INV-9","customer_id":"c","status":"posted","price_type":"tax_exclusive","date":1788652800,"currency_code":"EUR","sub_total":70000,"tax":13300,"total":83300,
             "resource_version":{{version}},"taxes":[{"name":"VAT","amount":13300}]}
            """)!;
        (invoice["line_items"], invoice["line_item_taxes"]) = (lines, taxes);
        if (page.Next is not null)
        {
            invoice["line_items_next_offset"] = page.Next;
        }

        return new JsonObject { ["invoice"] = invoice }.ToJsonString();
    }

    [Fact]
    public async Task Read_Payment_IsTheTransaction()
    {
        await using Rig rig = Rig.Create(Answers.Of(("transactions/txn_3Nl8LcOQWK2T26O", Fixture.Text("transaction_payment_success"))));

        Assert.Equal(9.00m, (await rig.ReadAsync<Payment>(RecordKinds.Payment, "txn_3Nl8LcOQWK2T26O")).Amount.Amount);
    }

    [Fact]
    public async Task Read_ContractsOfACustomer_AreAllThatCanBeStated()
    {
        JsonNode good = Fixture.Json("composed_subscription_pc2_metered"), tiered = JsonNode.Parse(Fixture.With(
            "composed_subscription_pc2_metered", "subscription", ("subscription_items", JsonNode.Parse("""[{"item_price_id":"t","item_type":"plan","quantity":3}]"""))))!;
        Answers answers = new(asked => Answers.Json(asked.Query.Contains("offset=two", StringComparison.Ordinal)
            ? $$"""{"list":[{{tiered.ToJsonString()}}]}""" : $$"""{"list":[{{good.ToJsonString()}}],"next_offset":"two"}"""));
        await using Rig rig = Rig.Create(answers);

        CustomerContracts contracts = await rig.ReadAsync<CustomerContracts>(RecordKinds.CustomerContracts, "NP_CUST_1");

        Assert.Equal(("NP_SUB_1", false), (Assert.Single(contracts.Contracts).Ref.Id, contracts.IsComplete));
        Assert.Equal(("/api/v2/subscriptions", "?limit=100&customer_id[is]=NP_CUST_1"), (answers.Asked[0].Path, answers.Asked[0].Query));
    }

    [Fact]
    public async Task Read_Attempt_BringsItsInvoiceForWhatComesNext()
    {
        JsonNode content = Fixture.Json("webhook_composed_payment_failed")["content"]!;
        await using Rig rig = Rig.Create(Answers.Of(
            ("transactions/txn_NP_1", $$"""{"transaction":{{content["transaction"]!.ToJsonString()}}}"""), ("invoices/INV-1001", $$"""{"invoice":{{content["invoice"]!.ToJsonString()}}}""")));

        PaymentAttempt attempt = await rig.ReadAsync<PaymentAttempt>(RecordKinds.PaymentAttempt, "txn_NP_1");

        Assert.Equal((1, DateTimeOffset.FromUnixTimeSeconds(1788307260)), (attempt.AttemptNumber, attempt.NextAttemptAt));
    }

    [Fact]
    public async Task Read_Reversal_BringsItsOwnTransaction()
    {
        byte[] payment = Fixture.With("transaction_payment_success", "transaction", ("status", "late_failure"), ("reversal_transaction_id", "txn_R"));
        await using Rig rig = Rig.Create(Answers.Of(
            ("transactions/txn_3Nl8LcOQWK2T26O", System.Text.Encoding.UTF8.GetString(payment)),
            ("transactions/txn_R", """{"transaction":{"id":"txn_R","customer_id":"8avVGOkx8U1MX","type":"payment_reversal","status":"success","amount":900,"currency_code":"USD","date":1788652800}}""")));

        PaymentReversal reversal = await rig.ReadAsync<PaymentReversal>(RecordKinds.PaymentReversal, "txn_3Nl8LcOQWK2T26O");

        Assert.Equal(DateTimeOffset.FromUnixTimeSeconds(1788652800), reversal.ReversedAt);
    }

    [Theory]
    [InlineData(RecordKinds.Customer)]
    [InlineData(RecordKinds.Contract)]
    [InlineData(RecordKinds.Invoice)]
    [InlineData(RecordKinds.CreditNote)]
    [InlineData(RecordKinds.Payment)]
    [InlineData(RecordKinds.InvoicePayments)]
    [InlineData(RecordKinds.CustomerContracts)]
    [InlineData(RecordKinds.PaymentAttempt)]
    [InlineData(RecordKinds.Refund)]
    [InlineData(RecordKinds.PaymentReversal)]
    [InlineData(RecordKinds.Product)]
    public async Task Read_WhatIsNotThere_IsNull(string kind)
    {
        await using Rig rig = Rig.Create(Answers.Of());

        Assert.Null(await rig.Adapter.ReadAsync(Rig.Ref(kind, "txn_gone"), Rig.Token));
    }

    [Theory]
    [InlineData(RecordKinds.Customer, "customers/x", """{"customer":{"id":"x","deleted":true}}""")]
    [InlineData(RecordKinds.Product, "item_prices/x", """{"item_price":{"id":"x","status":"deleted"}}""")]
    public async Task Read_WhatWasDeleted_IsNull(string kind, string path, string body)
    {
        await using Rig rig = Rig.Create(Answers.Of((path, body)));

        Assert.Null(await rig.Adapter.ReadAsync(Rig.Ref(kind, "x"), Rig.Token));
    }

    [Fact]
    public async Task Read_IdWithAnythingInIt_StaysOneSegmentOfTheAddress()
    {
        Answers answers = Answers.Of();
        await using Rig rig = Rig.Create(answers);

        await rig.Adapter.ReadAsync(Rig.Ref(RecordKinds.Contract, "tax customer/../test?"), Rig.Token);

        Assert.Equal("/api/v2/subscriptions/tax%20customer%2F..%2Ftest%3F", answers.Asked[0].Path);
    }

    [Fact]
    public async Task Read_KindOfNobody_IsAMatterOfConfiguration()
    {
        await using Rig rig = Rig.Create();

        Assert.Equal(ErrorKind.Configuration, (await Assert.ThrowsAsync<ConnectorException>(() => rig.Adapter.ReadAsync(Rig.Ref(RecordKinds.Deal, "x"), Rig.Token))).Kind);
    }
}
