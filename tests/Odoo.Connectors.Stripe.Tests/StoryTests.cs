using System.Globalization;
using System.Text.Json.Nodes;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Stripe.Tests;

/// <summary>The amounts come from story.json, where they were worked out by hand.</summary>
public sealed class StoryTests
{
    public static TheoryData<string> Names => ["plain", "inclusive-drift", "yen-early-payment"];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Invoice_OfStory_HasTheAmountsWorkedOutByHand(string name)
    {
        var story = new Story(name);
        await using var rig = new Rig();
        story.Play(rig.Emulator);
        JsonNode told = Document(story, "invoice");

        Invoice invoice = await rig.ReadAsync<Invoice>(RecordKinds.Invoice, told["stripe_id"]!.GetValue<string>());

        Assert.Equal(told["number"]!.GetValue<string>(), invoice.Number);
        Assert.Equal(told["date"]!.GetValue<string>(), Day(invoice.IssuedAt));
        Compare(story, told, invoice.Currency, invoice.Lines, invoice.Net, invoice.Taxes, invoice.Gross);
        Assert.Equal(new ExternalRef("stripe", "customer", story.Expect["account"]!["stripe_id"]!.GetValue<string>()), invoice.Customer);
        Assert.Equal(new ExternalRef("stripe", "contract", story.Expect["contract"]!["stripe_id"]!.GetValue<string>()), invoice.Contract);
        Assert.Equal(new ExternalRef("salesforce", "deal", story.Expect["order"]!["crm_id"]!.GetValue<string>()), invoice.Deal);
        Assert.Null(invoice.DueAt);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task InvoiceEvents_OfStory_ShowTheSameAmountsAtEveryPoint(string name)
    {
        var story = new Story(name);
        await using var rig = new Rig();
        JsonNode told = Document(story, "invoice");
        JsonObject[] events = [.. story.Events().Where(e => e["type"]!.GetValue<string>().StartsWith("invoice.", StringComparison.Ordinal))];

        Assert.NotEmpty(events);
        foreach (JsonObject evt in events)
        {
            Invoice invoice = rig.Decode<Invoice>(RecordKinds.Invoice, evt["data"]!["object"]!.AsObject());
            Compare(story, told, invoice.Currency, invoice.Lines, invoice.Net, invoice.Taxes, invoice.Gross);
            string type = evt["type"]!.GetValue<string>();
            Assert.Equal(type == "invoice.paid", invoice.IsPaid);
            Assert.Equal(type == "invoice.payment_failed", invoice.CollectionFailed);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Payments_OfStory_AreThoseTold(string name)
    {
        var story = new Story(name);
        await using var rig = new Rig();
        story.Play(rig.Emulator);
        JsonNode told = Assert.Single(story.Expect["payments"]!.AsArray())!;

        var payments = await rig.ReadAsync<InvoicePayments>(RecordKinds.InvoicePayments, told["invoice"]!.GetValue<string>());

        Payment payment = Assert.Single(payments.Payments);
        Assert.Equal(new ExternalRef("stripe", "payment", told["stripe_id"]!.GetValue<string>()), payment.Ref);
        Assert.Equal(new ExternalRef("stripe", "invoice", told["invoice"]!.GetValue<string>()), payment.Invoice);
        Assert.Equal(new ExternalRef("stripe", "customer", story.Expect["account"]!["stripe_id"]!.GetValue<string>()), payment.Customer);
        Assert.Equal(new Money(Story.Decimal(told["amount"]), Currency.Parse(told["currency"]!.GetValue<string>())), payment.Amount);
        Assert.Equal(told["date"]!.GetValue<string>(), Day(payment.PaidAt));
    }

    [Theory]
    [InlineData("plain")]
    [InlineData("inclusive-drift")]
    public async Task Refund_OfStory_BringsTheCreditNoteThatNamesIt(string name)
    {
        var story = new Story(name);
        await using var rig = new Rig();
        story.Play(rig.Emulator);
        JsonNode told = Assert.Single(story.Expect["refunds"]!.AsArray())!;
        JsonNode note = Document(story, "credit_note");

        Refund refund = await rig.ReadAsync<Refund>(RecordKinds.Refund, told["stripe_id"]!.GetValue<string>());

        Assert.Equal(new Money(Story.Decimal(told["amount"]), Currency.Parse(told["currency"]!.GetValue<string>())), refund.Amount);
        Assert.Equal(told["date"]!.GetValue<string>(), Day(refund.RefundedAt));
        Assert.Equal(new ExternalRef("stripe", "invoice", note["invoice"]!.GetValue<string>()), refund.Invoice);
        Assert.Equal(new ExternalRef("stripe", "payment", story.Expect["payments"]![0]!["stripe_id"]!.GetValue<string>()), refund.Payment);
        CreditNote credit = Assert.IsType<CreditNote>(refund.CreditNote);
        Assert.Equal(new ExternalRef("stripe", "creditnote", told["credit_note"]!.GetValue<string>()), credit.Ref);
        Assert.Equal(note["number"]!.GetValue<string>(), credit.Number);
        Assert.Equal(note["date"]!.GetValue<string>(), Day(credit.IssuedAt));
        Compare(story, note, credit.Currency, credit.Lines, credit.Net, credit.Taxes, credit.Gross);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Contract_AtTheEndOfStory_HasTheQuantitiesTold(string name)
    {
        var story = new Story(name);
        await using var rig = new Rig();
        story.Play(rig.Emulator);
        JsonNode told = story.Expect["contract"]!;

        Contract contract = await rig.ReadAsync<Contract>(RecordKinds.Contract, told["stripe_id"]!.GetValue<string>());

        Assert.Equal(Enum.Parse<ContractStatus>(told["status"]!.GetValue<string>()), contract.Status);
        Assert.Equal(
            told["quantities"]!.AsObject().ToDictionary(q => q.Key, q => Story.Decimal(q.Value)),
            contract.Terms.ToDictionary(t => story.Products[t.ProductCode], t => t.Quantity));
        Assert.Equal(new ExternalRef("salesforce", "deal", story.Expect["order"]!["crm_id"]!.GetValue<string>()), contract.Deal);
        Assert.Empty(contract.Amendments);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Customer_OfStory_PointsToTheCrm(string name)
    {
        var story = new Story(name);
        await using var rig = new Rig();
        story.Play(rig.Emulator);
        JsonNode told = story.Expect["account"]!;

        Customer customer = await rig.ReadAsync<Customer>(RecordKinds.Customer, told["stripe_id"]!.GetValue<string>());

        Assert.Equal(told["name"]!.GetValue<string>(), customer.Name);
        Assert.Equal(new ExternalRef("salesforce", "customer", told["crm_id"]!.GetValue<string>()), customer.SameAs);
        Assert.Equal("BE", customer.BillingAddress?.Country);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Events_OfStory_BecomeChangesOfTheRightKind(string name)
    {
        await using var rig = new Rig();
        var kinds = new Dictionary<string, string>
        {
            ["customer.subscription.created"] = ChangeKinds.ContractChanged,
            ["customer.subscription.updated"] = ChangeKinds.ContractChanged,
            ["invoice.finalized"] = ChangeKinds.InvoiceIssued,
            ["invoice.paid"] = ChangeKinds.InvoicePaid,
            ["invoice.payment_failed"] = ChangeKinds.CollectionFailed,
            ["refund.created"] = ChangeKinds.RefundMade,
        };
        foreach (JsonObject evt in new Story(name).Events())
        {
            Delivery delivery = Assert.Single(rig.Post(evt).Deliveries);
            Change change = rig.Source.DecodeChange(delivery);

            string type = evt["type"]!.GetValue<string>();
            JsonNode about = evt["data"]!["object"]!;
            Assert.Equal(type, delivery.Kind);
            Assert.Equal(evt["id"]!.GetValue<string>(), delivery.DedupeKey);
            Assert.Equal($"stripe:{about["customer"]!.GetValue<string>()}", delivery.Lane);
            Assert.Equal(about["id"]!.GetValue<string>(), delivery.Subject.Id);
            Assert.Equal(evt["created"]!.GetValue<long>(), delivery.OccurredAt.ToUnixTimeSeconds());
            Assert.Equal(kinds[type], change.Kind);
            Assert.Equal(delivery.Subject, change.Subject);
            Assert.Equal(delivery.OccurredAt, change.OccurredAt);
            Assert.Equal(change.Kind == ChangeKinds.ContractChanged, change.Record is Contract);
        }
    }

    private static JsonNode Document(Story story, string kind) => story.Expect["documents"]!.AsArray().Single(d => d!["kind"]!.GetValue<string>() == kind)!;

    private static string Day(DateTimeOffset instant) => instant.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static void Compare(Story story, JsonNode told, Currency currency, IReadOnlyList<InvoiceLine> lines, Money net, IReadOnlyList<TaxLine> taxes, Money gross)
    {
        Assert.Equal(told["currency"]!.GetValue<string>(), currency.Code);
        Assert.Equal(Story.Decimal(told["net"]), net.Amount);
        Assert.Equal(Story.Decimal(told["gross"]), gross.Amount);
        Assert.Equal(Story.Decimal(told["tax"]), taxes.Sum(t => t.Amount.Amount));
        Assert.Equal(Story.Decimal(told["discount"]), lines.Sum(l => l.Discounts.Sum(d => d.Amount.Amount)));
        Assert.Equal(
            told["taxes"]!.AsArray().Select(t => (t!["rate"]!.GetValue<string>(), Story.Decimal(t["base"]), Story.Decimal(t["tax"]))),
            taxes.Select(t => (t.RateId, t.Base.Amount, t.Amount.Amount)));
        Assert.Equal(
            told["lines"]!.AsArray().Select(l => (l!["code"]!.GetValue<string>(), Story.Decimal(l["quantity"]), Story.Decimal(l["net"]), Story.Decimal(l["tax"]))),
            lines.Select(l => (story.Products[l.ProductCode!], l.Quantity, l.Net.Amount, l.Taxes.Sum(t => t.Amount.Amount))));
    }
}
