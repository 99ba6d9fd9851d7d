using System.Text.Json.Nodes;
using Odoo.Connectors.Model;
using Odoo.Connectors.Testing;

namespace Odoo.Connectors.Chargebee.Tests;

/// <summary>Transactions by the ids that a gateway gave them: 238.00 for five seats (200.00 and 19 %), of which 50.00 go back, and the next 238.00 that bounce.</summary>
public sealed class AtGatewayTests : IAsyncDisposable
{
    private readonly EmulatedSite _site = new();

    public AtGatewayTests()
    {
        _site.Subscribe();
        _site.Emulator.Post("invoices/INV-1/refund", ("refund_amount", "5000"));
        _site.Emulator.OnPayment = _ => ChargebeeGatewayAnswer.BouncesAfter(TimeSpan.FromDays(2));
        _site.GoOn(31);
    }

    [Fact]
    public async Task Payment_ByAnyOfItsIds_IsFound()
    {
        JsonObject paid = Of("payment", "success");
        Payment payment = await _site.Rig.ReadAsync<Payment>(RecordKinds.PaymentAtGateway, $"pi_unknown {paid["id_at_gateway"]}");
        Assert.Equal(((string)paid["id"]!, RecordKinds.Payment, 238m, "INV-1"), (payment.Ref.Id, payment.Ref.Kind, payment.Amount.Amount, payment.Invoice!.Id));
    }

    [Fact]
    public async Task Refund_ByItsId_HasItsCreditNote()
    {
        JsonObject made = Of("refund", "success");
        Refund refund = await _site.Rig.ReadAsync<Refund>(RecordKinds.RefundAtGateway, (string)made["id_at_gateway"]!);
        Assert.Equal(((string)made["id"]!, 50m, "CN-1"), (refund.Ref.Id, refund.Amount.Amount, refund.CreditNote!.Ref.Id));
    }

    /// <summary>A payment that bounced was received all the same; it is reversed only since it bounced.</summary>
    [Fact]
    public async Task Reversal_IsThereOnceThePaymentBounced()
    {
        string bounces = (string)Of("payment", "success", 1)["id_at_gateway"]!, holds = (string)Of("payment", "success")["id_at_gateway"]!;
        Assert.Null(await FindAsync(RecordKinds.ReversalAtGateway, bounces));
        _site.GoOn(3);
        JsonObject bounced = Of("payment", "late_failure");
        PaymentReversal reversal = await _site.Rig.ReadAsync<PaymentReversal>(RecordKinds.ReversalAtGateway, bounces);
        Assert.Equal(((string)bounced["id"]!, 238m), (reversal.Of.Id, reversal.Amount.Amount));
        Assert.NotNull(await FindAsync(RecordKinds.PaymentAtGateway, bounces));
        Assert.Null(await FindAsync(RecordKinds.ReversalAtGateway, holds));
    }

    /// <summary>An id is that of one kind: no payment is found by a refund's, and none by that of an attempt that failed.</summary>
    [Fact]
    public async Task Payment_ByAnIdOfSomethingElse_IsNone()
    {
        _site.Emulator.OnPayment = _ => ChargebeeGatewayAnswer.Declined();
        _site.GoOn(5);
        Assert.Null(await FindAsync(RecordKinds.PaymentAtGateway, (string)Of("refund", "success")["id_at_gateway"]!));
        Assert.Null(await FindAsync(RecordKinds.PaymentAtGateway, (string)Of("payment", "failure")["id_at_gateway"]!));
    }

    /// <summary>The credit of a change in mid-term pays the invoice of the change: it is told with the invoice, by the credit note's number.</summary>
    [Fact]
    public async Task Invoice_PaidByACreditNote_NamesIt()
    {
        _site.Emulator.OnPayment = null;
        _site.Emulator.Post("subscriptions/sub/update_for_items", ("subscription_items[item_price_id][0]", "seat-EUR"), ("subscription_items[quantity][0]", "9"));
        JsonObject made = _site.Emulator.All("invoice")[^1];
        JsonNode applied = Assert.Single((JsonArray)made["applied_credits"]!)!;
        PaymentAllocation credit = Assert.Single((await _site.Rig.ReadAsync<Invoice>(RecordKinds.Invoice, (string)made["id"]!)).AppliedCredits);
        Assert.Equal(((string)applied["cn_id"]!, RecordKinds.CreditNote, (long)applied["applied_amount"]! / 100m), (credit.Document.Id, credit.Document.Kind, credit.Amount.Amount));
    }

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    private JsonObject Of(string type, string status, int place = 0) =>
        _site.Emulator.All("transaction").Where(t => ((string?)t["type"], (string?)t["status"]) == (type, status)).ElementAt(place);

    private Task<byte[]?> FindAsync(string kind, string id) => _site.Rig.Adapter.ReadAsync(Rig.Ref(kind, id), Rig.Token);
}
