using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Tests.Port.Payments;

/// <summary>What entries in Odoo are about is told by their external ids alone, once the store is lost.</summary>
public sealed class RebuiltLinksTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(PortTarget.Action)]
    [InlineData(PortTarget.Steps)]
    public async Task EntriesOfMoney_AreReadBackAsTheMapHadThem(string way)
    {
        await using Till till = await Till.OpenAsync(way, o => o.BadDebtProduct = "CONTRACT-SEAT");
        (Customer customer, Invoice[] invoices) = await till.InvoicedAsync(3);
        PortBench bench = till.Bench;
        Payment payment = Given.Payment(bench, invoices[0], "py_1");
        Dispute dispute = Cash.Dispute(bench, payment, "dp_1", 121m, fee: 0m);
        Payout payout = Cash.Payout(
            bench, "po_1", 121m, Cash.Line(PayoutLineKind.Payment, payment.Ref, 121m), Cash.Line(PayoutLineKind.Dispute, dispute.Ref, -121m), Cash.Line(PayoutLineKind.DisputeWon, dispute.Ref, 121m));
        await bench.PostAsync(
            Given.ToSend(payment, customer), Cash.ChargedBack(dispute, customer), Cash.Won(dispute, customer),
            PortBench.Intent(EffectKinds.Void, invoices[1].Ref, new VoidedInvoice { Invoice = invoices[1], VoidedAt = Given.Noon(2026, 3, 12) }, customer),
            PortBench.Intent(
                EffectKinds.WriteOff, invoices[2].Ref,
                new UncollectibleInvoice { Invoice = invoices[2].Ref, Number = invoices[2].Number, Open = invoices[2].Gross, MarkedAt = Given.Noon(2026, 3, 30) }, customer),
            Cash.PaidOut(payout));
        await bench.AssertNoCasesAsync();

        IIdentitySource odoo = (IIdentitySource)bench.Services.GetServices<IConnectedSystem>().Single(s => s.Name == "odoo");
        Dictionary<ExternalRef, ExternalRef> links = await odoo.LinksAsync(Cancel).ToDictionaryAsync(l => l.InTarget, l => l.Source, cancellationToken: Cancel);

        (string Kind, ExternalRef Of)[] made =
        [
            (EffectKinds.Chargeback, dispute.Ref), (EffectKinds.ChargebackReversal, dispute.Ref), (EffectKinds.Void, invoices[1].Ref), (EffectKinds.WriteOff, invoices[2].Ref),
            (EffectKinds.Payout, payout.Ref), (EffectKinds.Payment, payment.Ref), (EffectKinds.Invoice, invoices[0].Ref),
        ];
        foreach ((string kind, ExternalRef of) in made)
        {
            string id = ((long)(await bench.FindAsync(kind, of, "id"))!["id"]!).ToString(CultureInfo.InvariantCulture);
            Assert.Equal((kind, of), (kind, links.GetValueOrDefault(new ExternalRef("odoo", kind, id))));
            Assert.Equal((kind, id), (kind, (await bench.Hub.Identity.FindAsync(of, Cancel))?.IdIn("odoo", kind)));
        }
    }
}
