using System.Text.Json.Nodes;
using Odoo.Connectors.Model;

namespace Odoo.Connectors.Chargebee.Tests;

public sealed class CreditNoteTests
{
    [Fact]
    public async Task Decode_RefundedWithTaxAndDiscount_ComesToTheCent()
    {
        await using Rig rig = Rig.Create();

        CreditNote note = rig.Map<CreditNote>(RecordKinds.CreditNote, Fixture.Bytes("composed_credit_note_refunded"));

        // 50.00 less 5.00, and 19 % of 45.00.
        Assert.Equal((45.00m, 8.55m, 53.55m), (note.Net.Amount, note.Taxes.Single().Amount.Amount, note.Gross.Amount));
        Assert.Equal(("CN-501", Rig.Ref(RecordKinds.Invoice, "INV-1001"), "INV-1001", "onboarding-EUR"), (note.Number, note.Invoice, note.InvoiceNumber, note.Lines[0].ProductCode));
        Sums.Agree(note);
    }

    [Theory]
    [InlineData("adjustment", "adjusted")]
    [InlineData("refundable", "refund_due")]
    [InlineData("refundable", "refunded")]
    public async Task Decode_EveryTypeThatTakesBackAnInvoice_IsACreditNote(string type, string status)
    {
        await using Rig rig = Rig.Create();

        CreditNote note = rig.Map<CreditNote>(RecordKinds.CreditNote, With(("type", type), ("status", status)));

        Assert.Equal(53.55m, note.Gross.Amount);
    }

    [Theory]
    [InlineData("status", "lost", ErrorKind.Protocol, "status")]
    [InlineData("reason_code", "write_off", ErrorKind.Validation, "reason_code")]
    [InlineData("create_reason_code", "Write Off", ErrorKind.Validation, "reason_code")]
    [InlineData("reference_invoice_id", null, ErrorKind.Dependency, "reference_invoice_id")]
    [InlineData("total", 5354, ErrorKind.Validation, "total")]
    public async Task Decode_WhatCannotBeBooked_IsRefusedByItsField(string field, object? value, ErrorKind kind, string named)
    {
        await using Rig rig = Rig.Create();

        var e = Assert.Throws<ConnectorException>(() => rig.Map<CreditNote>(RecordKinds.CreditNote, With((field, value is null ? null : JsonValue.Create(value)))));

        Assert.Equal((kind, named), (e.Kind, e.Field));
    }

    [Fact]
    public async Task Decode_Voided_SaysWhen()
    {
        await using Rig rig = Rig.Create();

        CreditNote note = rig.Map<CreditNote>(RecordKinds.CreditNote, With(("status", "voided"), ("voided_at", 1788652860)));

        Assert.Equal(DateTimeOffset.FromUnixTimeSeconds(1788652860), note.VoidedAt);
        Assert.Null(rig.Map<CreditNote>(RecordKinds.CreditNote, Fixture.Bytes("composed_credit_note_refunded")).VoidedAt);
    }

    [Fact]
    public async Task Decode_StoreCredit_IsOfTheOnlyInvoiceThatItPays()
    {
        await using Rig rig = Rig.Create();
        JsonObject one = new() { ["invoice_id"] = "77", ["allocated_amount"] = 100 }, two = new() { ["invoice_id"] = "78", ["allocated_amount"] = 100 };

        CreditNote note = rig.Map<CreditNote>(RecordKinds.CreditNote, With(("type", "store"), ("reference_invoice_id", null), ("allocations", new JsonArray(one, one.DeepClone()))));
        var e = Assert.Throws<ConnectorException>(() => rig.Map<CreditNote>(
            RecordKinds.CreditNote, With(("type", "store"), ("reference_invoice_id", null), ("allocations", new JsonArray(one.DeepClone(), two)))));

        Assert.Equal(Rig.Ref(RecordKinds.Invoice, "77"), note.Invoice);
        Assert.Equal("allocations", e.Field);
    }

    [Fact]
    public async Task Decode_FractionalCorrection_CountsWhereTheTotalHoldsIt()
    {
        await using Rig rig = Rig.Create();

        CreditNote note = rig.Map<CreditNote>(RecordKinds.CreditNote, With(("fractional_correction", 1), ("total", 5356)));

        Assert.Equal((53.56m, 0.01m), (note.Gross.Amount, note.Lines[^1].Net.Amount));
        Sums.Agree(note);
    }

    [Theory]
    [InlineData("credit_note")]
    [InlineData("invoice_refunded")]
    [InlineData("webhook_credit_note_created")]
    [InlineData("webhook_payment_refunded")]
    [InlineData("webhook_composed_payment_refunded")]
    public async Task Decode_EveryCreditNoteOfTheFixtures_Sums(string name)
    {
        await using Rig rig = Rig.Create();
        JsonObject json = Fixture.Json(name);
        JsonNode given = (json["content"] ?? json)["credit_note"]!;

        CreditNote note = rig.Map<CreditNote>(RecordKinds.CreditNote, $$"""{"credit_note":{{given.ToJsonString()}}}""");

        Sums.Agree(note);
        Assert.Equal((decimal)given["total"]! / 100m, note.Gross.Amount);
    }

    private static byte[] With(params (string Field, JsonNode? Value)[] changes) => Fixture.With("composed_credit_note_refunded", "credit_note", changes);
}
