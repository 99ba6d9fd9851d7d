using System.Text;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Stripe.Tests;

/// <summary>Every payload at hand is understood, with what is read of it; documents add up.</summary>
public sealed class FixtureTests
{
    /// <summary>One of them has a shipping cost that its generator filled in.</summary>
    public static TheoryData<string> Names => [.. Payloads.All.Except(["fx3_credit_note"])];

    [Theory]
    [MemberData(nameof(Names))]
    public void Payload_OfEachKind_IsUnderstoodAndListsItsFields(string name)
    {
        DecodedPayload decoded = new StripeTools().Decode(Encoding.UTF8.GetBytes(Payloads.Of(name).ToJsonString()), new DecodeOptions());
        Assert.Null(decoded.Error);
        Assert.NotEmpty(decoded.Items);
        Assert.All(decoded.Items, i =>
        {
            Assert.Null(i.Error);
            Assert.True(i.Record is not null || i.Change is not null || i.Note is not null);
            Assert.NotEmpty(i.Fields.Used);
            Assert.NotEmpty(i.Fields.Ignored);
            Assert.Empty(i.Fields.Used.Intersect(i.Fields.Ignored));
        });
    }

    [Fact]
    public void Payload_ThatCannotBeMapped_NamesItsField() => Assert.Equal(
        "shipping_cost", Assert.Single(new StripeTools().Decode(Encoding.UTF8.GetBytes(Payloads.Of("fx3_credit_note").ToJsonString()), new DecodeOptions()).Items).Error?.Field);

    /// <summary>net = lines - discounts, gross = net + taxes: to the cent, for every document among them.</summary>
    [Fact]
    public void Documents_OfAllPayloads_AddUp()
    {
        List<object> records = [.. Payloads.All.SelectMany(n => new StripeTools().Decode(Encoding.UTF8.GetBytes(Payloads.Of(n).ToJsonString()), new DecodeOptions()).Items).Select(i => i.Record).OfType<object>()];
        Assert.All(records.OfType<Invoice>(), i => AddUp(i.Lines, i.Taxes, i.Net, i.Gross));
        Assert.All(records.OfType<CreditNote>(), n => AddUp(n.Lines, n.Taxes, n.Net, n.Gross));
        Assert.Equal((5, 2), (records.OfType<Invoice>().Count(), records.OfType<CreditNote>().Count()));
    }

    [Theory]
    [InlineData("composed_invoice_paid_tax_discount", "amount_paid amount_paid_off_stripe amount_remaining currency customer due_date effective_at id number status total total_excluding_tax total_taxes")]
    [InlineData("composed_credit_note_post_payment", "amount_shipping currency effective_at id invoice lines number shipping_cost status total total_excluding_tax total_taxes")]
    public void Used_OfADocument_AreItsOwnTotals(string name, string fields)
    {
        DecodedItem item = Assert.Single(new StripeTools().Decode(Encoding.UTF8.GetBytes(Payloads.Of(name).ToJsonString()), new DecodeOptions()).Items);
        HashSet<string> used = [.. item.Fields.Used.Select(f => f.Split('.')[0])];
        Assert.Empty(fields.Split(' ').Where(f => Payloads.Of(name).ContainsKey(f)).Except(used));
    }

    private static void AddUp(IReadOnlyList<InvoiceLine> lines, IReadOnlyList<TaxLine> taxes, Money net, Money gross)
    {
        Assert.Equal(net.Amount, lines.Sum(l => l.Net.Amount));
        Assert.Equal(gross.Amount, net.Amount + taxes.Sum(t => t.Amount.Amount));
        Assert.Equal(taxes.Sum(t => t.Amount.Amount), lines.SelectMany(l => l.Taxes).Sum(t => t.Amount.Amount));
    }
}
