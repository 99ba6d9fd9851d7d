using Odoo.Connectors.Model;

namespace Odoo.Connectors.Stripe.Internal.Mapping;

/// <summary>Disputes, by the money that moved: a dispute that took nothing yet only asks, and one is won when the money is back.</summary>
internal static class DisputeMapping
{
    /// <summary>Maps an answer that holds a <c>dispute</c> with its <c>charge</c>, and the <c>invoice_payments</c> of the disputed payment.</summary>
    public static Dispute Map(References references, Json answer)
    {
        Json dispute = answer["dispute"].Object();
        Json charge = dispute["charge"].Object();
        WireCurrency currency = WireCurrency.Read(dispute["currency"]);
        IReadOnlyList<Json> moved = dispute["balance_transactions"].Elements();
        Json[] taken = [.. moved.Where(m => m["amount"].Integer() < 0)];
        Json[] back = [.. moved.Where(m => m["amount"].Integer() > 0)];
        DisputeStatus status = Status(dispute, taken, back, currency);
        return new Dispute
        {
            Ref = references.Own(RecordKinds.Dispute, dispute["id"].Text()),
            Customer = PaymentMapping.CustomerOf(references, charge),
            Payment = references.Own(RecordKinds.Payment, dispute["payment_intent"].IdOrNull() ?? charge["id"].Text()),
            PaymentAliases = dispute["payment_intent"].IsNull ? [] : [charge["id"].Text()],
            Invoice = PaymentMapping.OnlyInvoice(references, answer["invoice_payments"]),
            Amount = Amount(dispute, taken, currency),
            Fee = Fee(taken),
            OpenedAt = (taken.Length > 0 ? taken[0]["created"] : dispute["created"]).Instant(),
            Status = status,
            ClosedAt = status == DisputeStatus.Won ? back[^1]["created"].Instant() : null,
        };
    }

    private static DisputeStatus Status(Json dispute, Json[] taken, Json[] back, WireCurrency currency)
    {
        string status = dispute["status"].Text();
        long took = taken.Sum(t => -t["amount"].Integer()), gave = back.Sum(b => b["amount"].Integer()), left = took - gave;
        return taken.Length == 0 ? DisputeStatus.Inquiry
            : left == 0 ? DisputeStatus.Won
            : back.Length > 0 ? throw Partly(currency.Amount(took), currency.Amount(gave), dispute["balance_transactions"].Path)
            : status == "lost" ? DisputeStatus.Lost
            : DisputeStatus.Open;
    }

    private static ConnectorException Partly(Money took, Money gave, string field) => new(
        ErrorKind.Validation,
        $"The dispute took {took} and gave back {gave} of it. Enter in Odoo what came back, and the chargeback where it is not there yet; then close this case. Once all of it is back, it is booked by itself.")
    {
        Field = field,
    };

    /// <summary>What was taken; where that was in another currency, what is disputed.</summary>
    private static Money Amount(Json dispute, Json[] taken, WireCurrency currency) => taken.Length > 0 && taken.All(t => WireCurrency.Read(t["currency"]) == currency)
        ? currency.Amount(taken.Sum(t => -t["amount"].Integer()))
        : currency.Amount(dispute["amount"]);

    private static Money? Fee(Json[] taken)
    {
        long fee = taken.Sum(t => t["fee"].Integer());
        return fee == 0 ? null : WireCurrency.Read(taken[0]["currency"]).Amount(fee);
    }
}
