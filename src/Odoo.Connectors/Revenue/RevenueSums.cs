using Odoo.Connectors.Model;

namespace Odoo.Connectors.Revenue;

/// <summary>Adds rows up to figures, and keeps the first documents of each.</summary>
internal sealed class RevenueSums(int documentsPerFigure)
{
    private readonly Dictionary<(RevenueMeasure Measure, string Company, DateOnly Month, string? Part, Currency Currency), RevenueFigure> _figures = [];

    public List<RevenueRow> Documents { get; } = [];

    public void Add(RevenueRow row)
    {
        (RevenueMeasure, string, DateOnly, string?, Currency) key = (row.Measure, row.Company, row.Month, row.Part, row.Amount.Currency);
        RevenueFigure? before = _figures.GetValueOrDefault(key);
        if (before is null || before.Count < documentsPerFigure || row.Measure == RevenueMeasure.OtherEntries)
        {
            if (documentsPerFigure > 0)
            {
                Documents.Add(row);
            }
        }

        _figures[key] = before is null
            ? new RevenueFigure { Measure = row.Measure, Company = row.Company, Month = row.Month, Part = row.Part, Amount = row.Amount, Net = row.Net, Tax = row.Tax, Count = 1 }
            : before with { Amount = before.Amount + row.Amount, Net = before.Net + row.Net, Tax = before.Tax + row.Tax, Count = before.Count + 1 };
    }

    /// <summary>The figures in order, those of a year beside those of a month.</summary>
    public IReadOnlyList<RevenueFigure> All() =>
    [
        .. _figures.Values.Concat(_figures.Values.Where(f => f.Measure is RevenueMeasure.MrrBegin or RevenueMeasure.MrrEnd).Select(f => f with
        {
            Measure = f.Measure == RevenueMeasure.MrrBegin ? RevenueMeasure.ArrBegin : RevenueMeasure.ArrEnd, Amount = f.Amount * 12m,
        }))
        .OrderBy(f => f.Company, StringComparer.Ordinal).ThenBy(f => f.Amount.Currency.Code, StringComparer.Ordinal).ThenBy(f => f.Month).ThenBy(f => f.Measure)
        .ThenBy(f => f.Part, StringComparer.Ordinal),
    ];
}
