using System.Net;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;
using Odoo.Connectors.Testing;

namespace Odoo.Connectors.Chargebee.Tests;

/// <summary>The adapter over an emulated site that lives: five seats are 200.00 a month, and 238.00 with 19 %.</summary>
public sealed class StoryTests
{
    [Fact]
    public async Task Identify_EmulatedSite_IsATestSite()
    {
        await using EmulatedSite site = new();

        Assert.Equal(new SystemIdentity("emulator-test", false), await site.Rig.Adapter.IdentifyAsync(Rig.Token));
    }

    [Fact]
    public async Task Subscription_RenewedDeclinedTwiceThenPaid_IsToldByItsEventsAndRead()
    {
        await using EmulatedSite site = new();
        site.Subscribe();
        int attempts = 0;
        site.Emulator.OnPayment = _ => ++attempts < 3 ? ChargebeeGatewayAnswer.Declined() : ChargebeeGatewayAnswer.Success;
        site.GoOn(40);

        Change[] changes = [.. (await site.PollAllAsync("events")).Select(site.Rig.Change)];
        Invoice[] invoices = [await site.InvoiceAsync("INV-1"), await site.InvoiceAsync("INV-2")];
        Contract contract = await site.Rig.ReadAsync<Contract>(RecordKinds.Contract, "sub");
        string[] failed = [.. changes.Where(c => c.Kind == ChangeKinds.PaymentFailed).Select(c => c.Subject.Id).Distinct()];
        PaymentAttempt second = await site.Rig.ReadAsync<PaymentAttempt>(RecordKinds.PaymentAttempt, failed[1]);
        InvoicePayments payments = await site.Rig.ReadAsync<InvoicePayments>(RecordKinds.InvoicePayments, "INV-2");

        Assert.All(invoices, i => Assert.Equal((200.00m, 238.00m, true), (i.Net.Amount, i.Gross.Amount, i.IsPaid)));
        Assert.All(invoices, Sums.Agree);
        Assert.Equal(2, failed.Length);
        Assert.Equal((238.00m, 2, "INV-2"), (second.Amount.Amount, second.AttemptNumber, second.Invoice!.Id));
        Payment payment = Assert.Single(payments.Payments);
        Assert.Equal((238.00m, Rig.Ref(RecordKinds.Invoice, "INV-2")), (payment.Amount.Amount, payment.Invoice));
        Assert.Contains(changes, c => c.Kind == ChangeKinds.PaymentReceived && c.Subject == payment.Ref);
        Assert.Contains(changes, c => c.Kind == ChangeKinds.CollectionFailed && c.Subject.Id == "INV-2");
        Assert.Equal(ChangeKinds.InvoicePaid, changes.Last(c => c.Subject == Rig.Ref(RecordKinds.Invoice, "INV-2")).Kind);
        Amendment renewal = Assert.Single(changes.Select(c => c.Record).OfType<Contract>().SelectMany(c => c.Amendments));
        Assert.Equal((AmendmentKind.Renewal, new DateOnly(2026, 10, 1)), (renewal.Kind, renewal.EffectiveOn));
        Assert.Equal((ContractStatus.Active, 5m, 40m), (contract.Status, contract.Terms[0].Quantity, contract.Terms[0].UnitPrice));
        Assert.All(changes, c => Assert.Equal("billing", c.Subject.System));
    }

    [Fact]
    public async Task Payment_BouncedAfterItsSuccess_IsTakenBackOnce()
    {
        await using EmulatedSite site = new();
        site.Emulator.OnPayment = _ => ChargebeeGatewayAnswer.BouncesAfter(TimeSpan.FromDays(3));
        site.Subscribe();
        site.Emulator.OnPayment = _ => ChargebeeGatewayAnswer.Declined();
        site.GoOn(4);

        Change[] reversed = [.. (await site.PollAllAsync("events")).Select(site.Rig.Change).Where(c => c.Kind == ChangeKinds.PaymentReversed)];
        PaymentReversal reversal = await site.Rig.ReadAsync<PaymentReversal>(RecordKinds.PaymentReversal, reversed[0].Subject.Id);
        Payment payment = await site.Rig.ReadAsync<Payment>(RecordKinds.Payment, reversed[0].Subject.Id);

        Assert.Single(reversed.Select(c => c.Subject).Distinct());
        Assert.Equal((payment.Ref, 238.00m, new DateOnly(2026, 9, 4)), (reversal.Of, reversal.Amount.Amount, DateOnly.FromDateTime(reversal.ReversedAt.UtcDateTime)));
        Assert.False((await site.InvoiceAsync("INV-1")).IsPaid);
    }

    [Fact]
    public async Task Invoice_RefundedInPart_HasItsCreditNote()
    {
        await using EmulatedSite site = new();
        site.Subscribe();
        site.GoOn(1);
        site.Emulator.Post("invoices/INV-1/refund", ("refund_amount", "5950"));

        Change made = (await site.PollAllAsync("events")).Select(site.Rig.Change).Last(c => c.Kind == ChangeKinds.RefundMade);
        Refund refund = await site.Rig.ReadAsync<Refund>(RecordKinds.Refund, made.Subject.Id);

        // A quarter: 50.00 and 9.50.
        Assert.Equal((59.50m, 50.00m, 59.50m, "INV-1", RefundStatus.Made), (refund.Amount.Amount, refund.CreditNote!.Net.Amount, refund.CreditNote.Gross.Amount, refund.Invoice.Id, refund.Status));
        Sums.Agree(refund.CreditNote);
    }

    [Fact]
    public async Task Invoice_WrittenOffOrVoided_SaysSoAndTheWriteOffsCreditNoteIsNoDocument()
    {
        await using EmulatedSite site = new();
        site.Subscribe();
        site.Emulator.OnPayment = _ => ChargebeeGatewayAnswer.Declined();
        site.GoOn(70);
        site.Emulator.Post("invoices/INV-2/write_off");
        site.Emulator.Post("invoices/INV-3/void");

        string[] told = await site.ToldAsync(ChangeKinds.InvoiceUncollectible, ChangeKinds.InvoiceVoided, ChangeKinds.CreditNoteIssued);
        (Invoice lost, Invoice voided) = (await site.InvoiceAsync("INV-2"), await site.InvoiceAsync("INV-3"));

        Assert.Equal([ChangeKinds.InvoiceUncollectible, ChangeKinds.InvoiceVoided], told.Distinct());
        Assert.Equal((238.00m, false, false), (lost.Open!.Value.Amount, lost.IsPaid, lost.UncollectibleAt is null));
        Assert.Equal((238.00m, false), (voided.Gross.Amount, voided.VoidedAt is null));
    }

    [Fact]
    public async Task Subscription_ChangedWithProrationAndCredits_EveryDocumentSums()
    {
        await using EmulatedSite site = new();
        site.Emulator.AddCoupon(new ChargebeeCoupon { Id = "TEN", InvoiceName = "10 % off", Percentage = 10 });
        site.Emulator.Post(
            "customers/np/subscription_for_items", ("id", "sub"), ("subscription_items[item_price_id][0]", "seat-EUR"), ("subscription_items[quantity][0]", "7"), ("coupon_ids[0]", "TEN"));
        site.GoOn(11);
        site.Emulator.Post("subscriptions/sub/update_for_items", ("subscription_items[item_price_id][0]", "seat-EUR"), ("subscription_items[quantity][0]", "9"));
        site.GoOn(6);
        site.Emulator.Post("subscriptions/sub/update_for_items", ("subscription_items[item_price_id][0]", "seat-EUR"), ("subscription_items[quantity][0]", "3"));
        site.GoOn(45);

        string[] invoices = [.. site.Emulator.All("invoice").Select(i => (string)i["id"]!)], notes = [.. site.Emulator.All("credit_note").Select(n => (string)n["id"]!)];

        Assert.True(invoices.Length >= 4 && notes.Length >= 1);
        foreach (string id in invoices)
        {
            Invoice invoice = await site.InvoiceAsync(id);
            Sums.Agree(invoice);
            Assert.Equal((long)site.Emulator.Find("invoice", id)!["total"]! / 100m, invoice.Gross.Amount);
        }

        foreach (string id in notes)
        {
            CreditNote note = await site.Rig.ReadAsync<CreditNote>(RecordKinds.CreditNote, id);
            Sums.Agree(note);
            Assert.Equal((long)site.Emulator.Find("credit_note", id)!["total"]! / 100m, note.Gross.Amount);
        }
    }

    /// <summary>Each event has the terms of its own version, and the date and id from which an amendment is made of the difference.</summary>
    [Fact]
    public async Task Subscription_Changed_IsToldByVersionWithWhatItIsFromWhenOn()
    {
        await using EmulatedSite site = new();
        site.Subscribe();
        site.GoOn(2);
        site.Emulator.Post("subscriptions/sub/update_for_items", ("subscription_items[item_price_id][0]", "seat-EUR"), ("subscription_items[quantity][0]", "7"));
        site.GoOn(2);
        site.Emulator.Post("subscriptions/sub/update_for_items", ("subscription_items[item_price_id][0]", "seat-EUR"), ("subscription_items[quantity][0]", "9"));

        Contract[] told = [.. (await site.PollAllAsync("events")).Select(site.Rig.Change).Select(c => c.Record).OfType<Contract>().DistinctBy(c => c.Version)];

        Assert.Equal([5m, 7m, 9m], told.Select(c => c.Terms[0].Quantity).Distinct());
        Assert.Equal(told.Select(c => c.Version).Order(), told.Select(c => c.Version));
        Amendment last = Assert.Single(told[^1].Amendments);
        Assert.Equal((new DateOnly(2026, 9, 5), true), (last.EffectiveOn, last.Event is not null));
    }

    [Fact]
    public async Task Lists_PagesThatChangeWhileTheyAreRead_LeaveNothingOut()
    {
        await using EmulatedSite site = new();
        for (int i = 0; i < 250; i++)
        {
            site.Emulator.Post("customers", ("id", $"c{i}"), ("company", $"Company {i}"));
        }

        PollPage first = await site.Rig.PollAsync("customers", site.Rig.Adapter.Begin("customers", null));
        site.Clock.Advance(TimeSpan.FromSeconds(5));
        site.Emulator.Post("customers/c3", ("company", "Renamed"));
        site.Emulator.Post("customers/c7/delete");
        List<Delivery> all = [.. first.Deliveries];
        string? watermark = first.Watermark;
        for (bool more = true; more;)
        {
            PollPage page = await site.Rig.PollAsync("customers", watermark);
            all.AddRange(page.Deliveries);
            (watermark, more) = (page.Watermark, page.HasMore);
        }

        site.Clock.Advance(TimeSpan.FromMinutes(5));
        all.AddRange((await site.Rig.PollAsync("customers", watermark)).Deliveries);

        Assert.Equal(251, all.Select(d => d.Subject.Id).Distinct().Count());
        Assert.Equal("Renamed", ((Customer)site.Rig.Change(all.Last(d => d.Subject.Id == "c3")).Record!).Name);
        Assert.Equal(ChangeKinds.RecordGone, site.Rig.Change(all.Last(d => d.Subject.Id == "c7")).Kind);
    }

    [Fact]
    public async Task Webhooks_RepeatedAndOutOfOrder_AreTheEventsThatAPollFinds()
    {
        await using EmulatedSite site = new();
        site.Subscribe();
        site.GoOn(35);
        Dictionary<string, Delivery> received = [];
        using ChargebeeSender sender = new(new Uri("https://hub.example/webhooks/billing"), "cbhook", "DUMMYpass:with:colons", new Endpoint(site.Rig, received));

        await sender.DeliverAsync(site.Emulator, new ChargebeeDelivery { Seed = 7, Duplicates = 0.5 }, Rig.Token);
        List<Delivery> polled = await site.PollAllAsync("events");

        Assert.NotEmpty(polled);
        Assert.Equal(polled.Select(d => (d.DedupeKey, d.Subject)).Order(), received.Values.Select(d => (d.DedupeKey, d.Subject)).Order());
    }

    /// <summary>Takes webhooks as the hub does.</summary>
    private sealed class Endpoint(Rig rig, Dictionary<string, Delivery> received) : HttpMessageHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            foreach (Delivery delivery in rig.Receive(await request.Content!.ReadAsByteArrayAsync(cancellationToken), request.Headers.Authorization?.ToString()))
            {
                received[delivery.DedupeKey!] = delivery;
            }

            return new HttpResponseMessage(HttpStatusCode.OK);
        }
    }
}
