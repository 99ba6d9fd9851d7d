using System.Globalization;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Erp;

/// <summary>
/// What of which entry is taken back, and which document that money no longer pays: first what pays nothing, then the document the
/// source names, then the others. Where it would be a choice between these, nothing is taken.
/// </summary>
internal sealed record ReversalShare(MoneyLine Line, string? Document, decimal Amount)
{
    /// <summary>The shares of a reversal; the last is the one that may leave a document a part.</summary>
    public static CaseReason? Take(MoneyPlan money, IReadOnlyList<MoneyLine> lines, IReadOnlyList<PaidPart> paid, out IReadOnlyList<ReversalShare> shares)
    {
        string? named = money.Parts is [MoneyPart one] ? one.Key : null;
        bool isWon = money.Kind == MoneyPlan.Restoration;
        List<ReversalShare> sources = isWon
            ? [.. lines.Select(l => new ReversalShare(l, PaidPart.IsDocument(l.Label) ? l.Label : named, Math.Abs(l.Amount)))]
            : [.. lines.Select(l => new ReversalShare(l, null, Math.Abs(l.Open))), .. paid.Select(p => new ReversalShare(lines.First(l => l.Id == p.Line), p.Key, p.Amount)).OrderBy(p => p.Document != named)];
        decimal booked = sources.Sum(s => s.Amount);
        shares = [];
        if (lines.Any(l => l.CurrencyId != money.Currency) || money.Amount > booked || money.Amount <= 0m)
        {
            return new CaseReason(
                ErrorKind.Validation, "reversal-differs",
                string.Create(CultureInfo.InvariantCulture, $"{money.Amount} is to be taken back of '{money.Of}', of which {booked} is booked and not taken back yet; currencies and amounts must agree. Take it back in Odoo by hand."), "amount");
        }

        List<ReversalShare> taken = [];
        decimal left = money.Amount;
        foreach (ReversalShare source in sources.Where(s => s.Amount > 0m))
        {
            decimal amount = Math.Min(left, source.Amount);
            if (amount > 0m)
            {
                taken.Add(source with { Amount = amount });
                left -= amount;
            }
        }

        List<PaidPart> others = isWon ? [] : [.. paid.Where(p => p.Key is null || p.Key != named)];
        decimal ofOthers = money.Amount - (booked - others.Sum(p => p.Amount));
        if (ofOthers > 0m && ofOthers < others.Sum(p => p.Amount) && (others.Count > 1 || others[0].Key is null))
        {
            return new CaseReason(
                ErrorKind.Validation, "partial-reversal",
                string.Create(CultureInfo.InvariantCulture, $"{money.Amount} of '{money.Of}' is to be taken back, and which of the {paid.Count} documents it pays is open again, its source does not say: name the invoice there, or take it back in Odoo by hand."), "invoice");
        }

        shares = taken;
        return null;
    }
}
