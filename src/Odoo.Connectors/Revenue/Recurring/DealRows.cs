using System.Runtime.CompilerServices;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Revenue;

/// <summary>Open deals as of the ends of months, and those that were won in them.</summary>
internal sealed class DealRows(HistoryReader history)
{
    public async IAsyncEnumerable<RevenueRow> ListAsync(RevenueRun run, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (!run.Wants(RevenueMeasure.Pipeline, RevenueMeasure.Bookings))
        {
            yield break;
        }

        await foreach ((IReadOnlyList<HistoryRow> versions, RecordLink? link) in history.LinkedAsync(RecordKinds.Deal, run.KnownBy, cancellationToken).ConfigureAwait(false))
        {
            if (run.Place(versions, link) is { } books)
            {
                Versions<DealFact> told = new(versions, books.Calendar, b => FactJson.Read(b, FactJson.Default.DealFact));
                foreach (RevenueRow row in Rows(run, books.Name, versions[0].Record, told))
                {
                    yield return row;
                }
            }
        }
    }

    private static IEnumerable<RevenueRow> Rows(RevenueRun run, string company, ExternalRef deal, Versions<DealFact> told)
    {
        (DateOnly since, DealFact? newest) = told.Newest;

        // The day that the CRM says, also where somebody says it later.
        DateOnly? closed = newest is null or { State: DealState.Open } ? null : newest.ClosedOn ?? since;
        foreach (DateOnly month in run.Period.All)
        {
            DateOnly last = Period.LastOf(month);
            if (newest is { State: DealState.Won } && closed is { } won && Period.MonthOf(won) == month && RowOf(RevenueMeasure.Bookings, newest, month, won) is RevenueRow booked)
            {
                yield return booked;
            }

            if (told.At(last) is { State: DealState.Open } open && !(closed <= last) && RowOf(RevenueMeasure.Pipeline, open, month, last) is RevenueRow row)
            {
                yield return row with { Part = open.Pipeline is null ? open.Stage : $"{open.Pipeline}/{open.Stage}" };
            }
        }

        RevenueRow? RowOf(RevenueMeasure measure, DealFact fact, DateOnly month, DateOnly on)
        {
            if (fact.Amount is not decimal amount)
            {
                run.Miss(RevenueGapKind.NoAmount, deal, month);
                return null;
            }

            return new RevenueRow
            {
                Measure = measure, Company = company, Month = month, Amount = new Money(amount, Currency.Parse(fact.Currency)), Document = deal, On = on,
                Customer = new ExternalRef(deal.System, RecordKinds.Customer, fact.Customer),
            };
        }
    }
}
