using System.Globalization;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Erp;

/// <summary>
/// What Odoo's matching can express. It matches a payment with one document after the other, each as far as both go: a document that
/// takes less than it is open for must be the last, and the money must end with it.
/// </summary>
internal static class Allocations
{
    /// <summary>Whether one payment pays every document what is allocated to it.</summary>
    public static bool FitsOnePayment(MoneyPlan money, IReadOnlyList<MoneyDocument> documents, long currency)
    {
        if (documents.Any(d => d.CurrencyId != currency))
        {
            return true;
        }

        List<(MoneyPart Part, MoneyDocument Document)> partly = [.. money.Parts.Zip(documents).Where(p => p.First.Amount < p.Second.Open)];
        decimal taken = money.Parts.Zip(documents).Where(p => p.First.Amount >= p.Second.Open).Sum(p => p.Second.Open);
        return partly.Count == 0 || (partly.Count == 1 && money.Amount - taken == partly[0].Part.Amount);
    }

    /// <summary>Why nothing may be written, or null.</summary>
    public static CaseReason? Refuse(MoneyPlan money, IReadOnlyList<MoneyDocument> documents, long currency)
    {
        foreach ((MoneyPart part, MoneyDocument document) in money.Parts.Zip(documents))
        {
            if (!document.IsPosted)
            {
                return new CaseReason(ErrorKind.Validation, "not-posted", $"The document '{part.Key}' is not posted in Odoo: someone put it back or cancelled it. Settle it there, then retry.");
            }

            if (document.Open == 0m)
            {
                return NothingLeft(part.Key);
            }

            if (document.CurrencyId != currency && (money.Parts.Count > 1 || part.Amount != money.Amount))
            {
                return new CaseReason(
                    ErrorKind.Validation, "allocation-currency", $"The document '{part.Key}' is in another currency than its payment, which is allocated in parts; enter the payment in Odoo by hand.", "allocations");
            }

            if (money.RefusesOverpayment && document.CurrencyId == currency && part.Amount > document.Open)
            {
                return new CaseReason(
                    ErrorKind.Validation, "overpaid",
                    string.Create(CultureInfo.InvariantCulture, $"The document '{part.Key}' is open for {document.Open}, and {part.Amount} is to pay it. Nothing was written: give the rest back, or allow it as credit (Overpayments), then retry."),
                    "amount");
            }
        }

        return null;
    }

    public static CaseReason NothingLeft(string document) => new(
        ErrorKind.Validation, "nothing-to-reconcile", $"The document '{document}' has nothing left to pay in Odoo; look who settled it there.");

    public static CaseReason Differs(MoneyPart part, decimal matched) => new(
        ErrorKind.Validation, "allocation-differs",
        string.Create(CultureInfo.InvariantCulture, $"The payment is in Odoo and pays {matched} of '{part.Key}' instead of {part.Amount}; someone matched it otherwise. Settle it there."),
        "allocations");
}
