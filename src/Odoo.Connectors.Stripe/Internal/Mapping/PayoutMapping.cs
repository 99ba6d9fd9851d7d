using Odoo.Connectors.Model;

namespace Odoo.Connectors.Stripe.Internal.Mapping;

/// <summary>Payouts, with each movement as the document that it is of.</summary>
internal static class PayoutMapping
{
    /// <summary>Maps an answer that holds a <c>payout</c> and, where it was paid, the <c>balance_transactions</c> that it settles with their sources.</summary>
    public static Payout Map(References references, Json answer)
    {
        Json payout = answer["payout"].Object();
        string id = payout["id"].Text();
        bool hasFailed = payout["status"].Text() is "failed" or "canceled";
        if (!hasFailed && !payout["automatic"].BooleanOrFalse())
        {
            throw new ConnectorException(ErrorKind.Validation, "The payout was made by hand: Stripe does not say what it settles. Book it by hand, or let Stripe pay out by itself.") { Field = payout["automatic"].Path };
        }

        return new Payout
        {
            Ref = references.Own(RecordKinds.Payout, id),
            Amount = WireCurrency.Read(payout["currency"]).Amount(payout["amount"]),
            ArrivesAt = payout["arrival_date"].Instant(),
            HasFailed = hasFailed,
            Lines = [.. answer["balance_transactions"].Elements().Where(t => t["source"].IdOrNull() != id).Select(t => Line(references, t))],
        };
    }

    /// <summary>What is none of these by its category, or of another object than its category says, is for a person.</summary>
    private static PayoutLine Line(References references, Json moved)
    {
        WireCurrency currency = WireCurrency.Read(moved["currency"]);
        Json source = moved["source"];
        string? of = source.Element.ValueKind == System.Text.Json.JsonValueKind.Object ? source["object"].Text() : null;
        (PayoutLineKind kind, ExternalRef? document) = (moved["reporting_category"].TextOrNull(), of) switch
        {
            ("charge", "charge") => (PayoutLineKind.Payment, references.Own(RecordKinds.Payment, source["payment_intent"].IdOrNull() ?? source["id"].Text())),
            ("refund", "refund") => (PayoutLineKind.Refund, references.Own(RecordKinds.Refund, source["id"].Text())),
            ("refund_failure", "refund") => (PayoutLineKind.Reversal, references.Own(RecordKinds.PaymentReversal, source["id"].Text())),
            // A debit that failed after its money had come: https://docs.stripe.com/reports/reporting-categories
            ("charge_failure", "charge") => (PayoutLineKind.Reversal, references.Own(RecordKinds.PaymentReversal, source["payment_intent"].IdOrNull() ?? source["id"].Text())),
            ("dispute", "dispute") => (PayoutLineKind.Dispute, references.Own(RecordKinds.Dispute, source["id"].Text())),
            ("dispute_reversal", "dispute") => (PayoutLineKind.DisputeWon, references.Own(RecordKinds.Dispute, source["id"].Text())),
            ("fee" or "network_cost", _) => (PayoutLineKind.Fee, null),
            _ => (PayoutLineKind.Other, (ExternalRef?)null),
        };
        return new PayoutLine { Kind = kind, Source = document, Aliases = of == "charge" && document?.Id != source["id"].Text() ? [source["id"].Text()] : [], Amount = currency.Amount(moved["amount"]), Fee = currency.Amount(moved["fee"]) };
    }
}
