using Odoo.Connectors.Erp;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Revenue;

/// <summary>One reading: what it is about, and what it could not place.</summary>
internal sealed class RevenueRun(Period period, IReadOnlyDictionary<string, TurnoverReader> companies, IReadOnlyCollection<RevenueMeasure> measures, DateTimeOffset knownBy)
{
    private readonly HashSet<(RevenueGapKind, ExternalRef)> _known = [];
    private readonly List<RevenueGap> _gaps = [];

    public Period Period => period;

    /// <summary>The companies of the scope; all of the connected ones stand in <see cref="All"/>.</summary>
    public IReadOnlyDictionary<string, TurnoverReader> Companies => companies;

    public required IReadOnlyList<string> All { get; init; }

    public DateTimeOffset KnownBy => knownBy;

    public IReadOnlyList<RevenueGap> Gaps => _gaps;

    /// <summary>Whether any of some measures is asked for.</summary>
    public bool Wants(params IEnumerable<RevenueMeasure> any) => measures.Count == 0 || any.Any(measures.Contains);

    public bool WantsAll(params IEnumerable<RevenueMeasure> all) => measures.Count == 0 || all.All(measures.Contains);

    /// <summary>Says once that something is in no number.</summary>
    public void Miss(RevenueGapKind kind, ExternalRef document, DateOnly? month)
    {
        if (_known.Add((kind, document)))
        {
            _gaps.Add(new RevenueGap(kind, document, month));
        }
    }

    /// <summary>
    /// The books of the company that a record belongs to: where its order is, else where it is routed, else the only one. Null where that is not known,
    /// or where the company is not of the scope.
    /// </summary>
    public TurnoverReader? Place(IReadOnlyList<HistoryRow> versions, RecordLink? link)
    {
        string? company = All.FirstOrDefault(n => link?.IdIn(n, RecordKinds.Contract) is not null)
            ?? versions.OrderByDescending(v => v.Ordering).Select(v => v.Ledger).FirstOrDefault(l => l is not null)
            ?? (All is [string only] ? only : null);
        if (company is null)
        {
            Miss(RevenueGapKind.NoCompany, versions[0].Record, null);
        }

        return company is null ? null : companies.GetValueOrDefault(company);
    }
}
