using System.Runtime.CompilerServices;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Revenue;

/// <summary>Recurring revenue and its movements, contract by contract. All contracts are in memory meanwhile.</summary>
internal sealed class RecurringRows(HistoryReader history)
{
    private static readonly RevenueMeasure[] s_movements =
        [RevenueMeasure.MrrNew, RevenueMeasure.MrrExpansion, RevenueMeasure.MrrContraction, RevenueMeasure.MrrChurn, RevenueMeasure.MrrReactivation];

    public async IAsyncEnumerable<RevenueRow> ListAsync(RevenueRun run, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (!run.Wants([.. s_movements, RevenueMeasure.MrrBegin, RevenueMeasure.MrrEnd, RevenueMeasure.ArrBegin, RevenueMeasure.ArrEnd]))
        {
            yield break;
        }

        Dictionary<string, List<ContractLife>> lives = run.Companies.Keys.ToDictionary(c => c, _ => new List<ContractLife>());
        await foreach ((IReadOnlyList<HistoryRow> versions, RecordLink? link) in history.LinkedAsync(RecordKinds.Contract, run.KnownBy, cancellationToken).ConfigureAwait(false))
        {
            if (run.Place(versions, link) is { } books)
            {
                lives[books.Name].Add(new ContractLife(versions, books.Calendar));
            }
        }

        foreach ((string company, List<ContractLife> own) in lives)
        {
            foreach (RevenueRow row in Rows(run, company, own))
            {
                yield return row;
            }
        }
    }

    private static IEnumerable<RevenueRow> Rows(RevenueRun run, string company, IReadOnlyList<ContractLife> lives)
    {
        Movements movements = new();
        foreach (ContractLife life in lives)
        {
            movements.Add(life, run.Period.To);
        }

        foreach (Movement movement in movements.Since(run.Period.From))
        {
            yield return new RevenueRow
            {
                Measure = movement.Kind, Company = company, Month = Period.MonthOf(movement.On), Amount = movement.Amount, Document = movement.Contract, On = movement.On,
                Customer = movement.Customer,
            };
        }

        foreach (DateOnly month in run.Period.All)
        {
            foreach (RevenueRow row in lives.SelectMany(l => Balances(run, company, l, month)))
            {
                yield return row;
            }
        }
    }

    private static IEnumerable<RevenueRow> Balances(RevenueRun run, string company, ContractLife life, DateOnly month)
    {
        foreach ((RevenueMeasure measure, DateOnly day) in new[] { (RevenueMeasure.MrrBegin, Period.Before(month)), (RevenueMeasure.MrrEnd, Period.LastOf(month)) })
        {
            if (life.At(day) is not { } there)
            {
                continue;
            }

            if (there.Amount is not decimal amount)
            {
                run.Miss(RevenueGapKind.NoMonthlyAmount, life.Contract, month);
            }
            else if (amount != 0m)
            {
                yield return new RevenueRow
                {
                    Measure = measure, Company = company, Month = month, Amount = new Money(amount, there.Currency), Document = life.Contract, On = day,
                    Customer = new ExternalRef(life.Contract.System, RecordKinds.Customer, there.Customer),
                };
            }
        }
    }
}
