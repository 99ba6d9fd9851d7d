using System.Globalization;
using System.Text.Json.Nodes;

namespace Odoo.Connectors.Testing.Vendors.Tests;

public sealed class StoryArithmeticTests
{
    public static TheoryData<string> Stories => [.. Story.Names];

    [Theory]
    [MemberData(nameof(Stories))]
    public void Invoices_LinesDiscountsAndTaxes_AddUp(string name)
    {
        JsonObject[] invoices = [.. Story.Read(name).Objects("invoice")];

        Assert.NotEmpty(invoices);
        Assert.All(invoices, invoice =>
        {
            JsonArray lines = invoice["lines"]!["data"]!.AsArray();
            long discounts = lines.Sum(line => Sum(line!["discount_amounts"]));
            AddsUp(invoice, lines, discounts);
            Assert.Equal(Number(invoice, "total"), Number(invoice, "amount_due"));
            Assert.Equal(Number(invoice, "amount_due"), Number(invoice, "amount_paid") + Number(invoice, "amount_remaining"));
            Assert.Equal(discounts, Sum(invoice["total_discount_amounts"]));
            Assert.All(lines, line => Assert.Equal(
                Number(line!, "amount"),
                Number(line!, "quantity") * long.Parse(line!["pricing"]!["unit_amount_decimal"]!.GetValue<string>(), CultureInfo.InvariantCulture)));
        });
    }

    [Theory]
    [MemberData(nameof(Stories))]
    public void CreditNotes_LinesDiscountsAndTaxes_AddUp(string name)
    {
        Story story = Story.Read(name);
        Assert.All(story.Objects("credit_note"), note =>
        {
            JsonArray lines = note["lines"]!["data"]!.AsArray();
            long discounts = lines.Sum(line => Sum(line!["discount_amounts"]));
            AddsUp(note, lines, discounts);
            Assert.Equal(Number(note, "total"), Number(note, "pre_payment_amount") + Number(note, "post_payment_amount"));
            JsonNode refund = Assert.Single(note["refunds"]!.AsArray())!;
            JsonObject paidBack = Assert.Single(story.Objects("refund"), r => r["id"]!.GetValue<string>() == refund["refund"]!.GetValue<string>());
            Assert.Equal(Number(refund, "amount_refunded"), Number(paidBack, "amount"));
            Assert.Equal(Number(note, "post_payment_amount"), Number(paidBack, "amount"));
        });
    }

    [Theory]
    [MemberData(nameof(Stories))]
    public void Expect_Documents_SayWhatThePayloadsSay(string name)
    {
        Story story = Story.Read(name);
        JsonArray documents = story.Expect["documents"]!.AsArray();

        Assert.Equal(
            story.Objects("invoice").Concat(story.Objects("credit_note")).Select(o => o["id"]!.GetValue<string>()).Distinct().Order(),
            documents.Select(d => d!["stripe_id"]!.GetValue<string>()).Order());
        Assert.All(documents, document =>
        {
            JsonObject payload = story.Objects(document!["kind"]!.GetValue<string>()).Last();
            decimal unit = document["currency"]!.GetValue<string>() == "JPY" ? 1m : 0.01m;
            Assert.Equal(document["number"]!.GetValue<string>(), payload["number"]!.GetValue<string>());
            Assert.Equal(Text(document, "gross"), Number(payload, "total") * unit);
            Assert.Equal(Text(document, "net"), Number(payload, "total_excluding_tax") * unit);
            Assert.Equal(Text(document, "tax"), Sum(payload["total_taxes"]) * unit);
            Assert.Equal(Text(document, "gross"), Text(document, "net") + Text(document, "tax"));
            Assert.Equal(Text(document, "net"), document["lines"]!.AsArray().Sum(line => Text(line!, "net")));
            Assert.Equal(Text(document, "tax"), document["lines"]!.AsArray().Sum(line => Text(line!, "tax")));
            Assert.Equal(DateOnly.Parse(document["date"]!.GetValue<string>(), CultureInfo.InvariantCulture), DateOf(Number(payload, "effective_at")));
            Assert.All(payload["total_taxes"]!.AsArray(), tax => Assert.True(story.Description["taxes"]!.AsObject().ContainsKey(tax!["tax_rate_details"]!["tax_rate"]!.GetValue<string>())));
        });
    }

    [Theory]
    [MemberData(nameof(Stories))]
    public void Expect_PaymentsAndRefunds_SayWhatThePayloadsSay(string name)
    {
        Story story = Story.Read(name);
        decimal unit = story.Description["currency"]!.GetValue<string>() == "JPY" ? 1m : 0.01m;

        JsonNode payment = Assert.Single(story.Expect["payments"]!.AsArray())!;
        JsonObject link = Assert.Single(story.Objects("invoice_payment"));
        Assert.Equal(payment["stripe_id"]!.GetValue<string>(), link["payment"]!["payment_intent"]!.GetValue<string>());
        Assert.Equal(payment["invoice"]!.GetValue<string>(), link["invoice"]!.GetValue<string>());
        Assert.Equal(Text(payment, "amount"), Number(link, "amount_paid") * unit);
        Assert.Equal(payment["date"]!.GetValue<string>(), DateOf(Number(link["status_transitions"]!, "paid_at")).ToString("O", CultureInfo.InvariantCulture));
        Assert.Equal(
            story.Objects("refund").Select(refund => Number(refund, "amount") * unit),
            story.Expect["refunds"]!.AsArray().Select(refund => Text(refund!, "amount")));
    }

    // Of facts on the API: the sum of (amount - discounts) and of the exclusive taxes is the total.
    private static void AddsUp(JsonObject document, JsonArray lines, long discounts)
    {
        long amounts = lines.Sum(line => Number(line!, "amount"));
        long exclusive = lines.Sum(line => Sum(line!["taxes"], "exclusive"));
        long taxes = lines.Sum(line => Sum(line!["taxes"]));
        Assert.Equal(Number(document, "total"), amounts - discounts + exclusive);
        Assert.Equal(Number(document, "subtotal"), amounts);
        Assert.Equal(Sum(document["total_taxes"]), taxes);
        Assert.Equal(Number(document, "total"), Number(document, "total_excluding_tax") + taxes);
        Assert.Equal(Number(document, "total_excluding_tax"), document["total_taxes"]!.AsArray().Sum(tax => Number(tax!, "taxable_amount")));
        Assert.All(lines, line => Assert.Equal(
            Number(line!, "amount") - Sum(line!["discount_amounts"]) - Sum(line["taxes"], "inclusive"),
            Assert.Single(line["taxes"]!.AsArray())!["taxable_amount"]!.GetValue<long>()));
    }

    private static long Sum(JsonNode? amounts, string? behaviour = null) => amounts!.AsArray()
        .Where(amount => behaviour is null || amount!["tax_behavior"]!.GetValue<string>() == behaviour)
        .Sum(amount => Number(amount!, "amount"));

    private static long Number(JsonNode node, string field) => node[field]!.GetValue<long>();

    private static decimal Text(JsonNode node, string field) => decimal.Parse(node[field]!.GetValue<string>(), CultureInfo.InvariantCulture);

    private static DateOnly DateOf(long seconds) => DateOnly.FromDateTime(DateTimeOffset.FromUnixTimeSeconds(seconds).UtcDateTime);
}
