using Odoo.Connectors.Model;
using static Odoo.Connectors.Revenue.RevenueMeasure;

namespace Odoo.Connectors.Revenue;

/// <summary>Holds the numbers of a report against each other.</summary>
internal static class RevenueChecks
{
    private static readonly (RevenueCheckKind Kind, RevenueMeasure End, (RevenueMeasure Measure, int Sign)[] From, bool IsNet)[] s_checks =
    [
        (RevenueCheckKind.Mrr, MrrEnd, [(MrrBegin, 1), (MrrNew, 1), (MrrExpansion, 1), (MrrContraction, 1), (MrrChurn, 1), (MrrReactivation, 1)], false),
        (RevenueCheckKind.Receivables, ReceivablesEnd, [(ReceivablesBegin, 1), (Invoiced, 1), (Credited, -1), (WrittenOff, -1), (Collected, -1), (Refunded, 1)], false),
        (RevenueCheckKind.Deferred, DeferredEnd, [(DeferredBegin, 1), (Invoiced, 1), (Credited, -1), (Earned, -1)], true),
    ];

    public static IReadOnlyList<RevenueCheck> Of(RevenueRun run, IReadOnlyList<RevenueFigure> figures) =>
    [
        .. figures.GroupBy(f => (f.Company, f.Amount.Currency, f.Month)).SelectMany(g => s_checks
            .Where(c => run.WantsAll([c.End, .. c.From.Select(f => f.Measure)]) && g.Any(f => f.Measure == c.End || c.From.Any(m => m.Measure == f.Measure)))
            .Select(c => Check(c.Kind, c.End, c.From, c.IsNet, [.. g]))),
    ];

    private static RevenueCheck Check(RevenueCheckKind kind, RevenueMeasure end, (RevenueMeasure Measure, int Sign)[] from, bool isNet, RevenueFigure[] figures)
    {
        Money none = Money.Zero(figures[0].Amount.Currency);
        return new RevenueCheck
        {
            Kind = kind,
            Company = figures[0].Company,
            Month = figures[0].Month,
            Expected = from.Aggregate(none, (sum, part) => sum + (Sum(part.Measure) * part.Sign)),
            Actual = Sum(end),
            Explained = kind == RevenueCheckKind.Receivables ? Sum(OtherEntries) : none,
        };

        Money Sum(RevenueMeasure measure) => figures.Where(f => f.Measure == measure).Aggregate(none, (sum, f) => sum + (isNet && f.Net is { } net ? net : f.Amount));
    }
}
