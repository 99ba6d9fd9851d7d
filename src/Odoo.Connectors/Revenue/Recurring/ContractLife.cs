using Odoo.Connectors.Erp;
using Odoo.Connectors.Flows;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Revenue;

/// <summary>One contract over time: what it bills a month, by day.</summary>
internal sealed class ContractLife
{
    private readonly Versions<ContractFact> _versions;
    private readonly CompanyCalendar _calendar;

    public ContractLife(IReadOnlyList<HistoryRow> versions, CompanyCalendar calendar)
    {
        Contract = versions[0].Record;
        _calendar = calendar;
        _versions = new Versions<ContractFact>(versions, calendar, b => FactJson.Read(b, FactJson.Default.ContractFact), StartOf, IsAfter);
    }

    public ExternalRef Contract { get; }

    /// <summary>The days on which anything may change.</summary>
    public IEnumerable<DateOnly> Days => _versions.Days.Concat(_versions.Facts.Select(StartOf)).Concat(_versions.Facts.Select(EndOf).OfType<DateOnly>()).Distinct().Order();

    /// <summary>What it bills a month as of the end of a day; null where it does not run.</summary>
    public MonthlyAmount? At(DateOnly day)
    {
        if (_versions.At(day) is not { Status: ContractStatus.Active or ContractStatus.PastDue } fact || StartOf(fact) > day || EndOf(fact) <= day)
        {
            return null;
        }

        Currency currency = Currency.Parse(fact.Currency);
        return new MonthlyAmount(fact.Customer, currency, MonthlyRevenue.Of([fact.ToContract(Contract)], currency)?.Amount);
    }

    private DateOnly StartOf(ContractFact fact) => fact.StartsAt is { } at ? _calendar.DayOf(at) : fact.StartsOn;

    /// <summary>The first day on which it does not run.</summary>
    private DateOnly? EndOf(ContractFact fact) => fact.EndsAt is { } at ? _calendar.DayOf(at) : fact.EndsOn?.AddDays(1);

    private static bool IsAfter(ContractFact? one, ContractFact? other) =>
        other is not null && (one is null || (one.Status == ContractStatus.Ended && other.Status != ContractStatus.Ended)
            || (one.Status == other.Status && one.Before is not null && one.Before == TermsHash.Of([.. other.Terms.Select(t => t.ToLine())])));
}
