using System.Globalization;
using System.Runtime.CompilerServices;
using Odoo.Connectors.Erp;

namespace Odoo.Connectors.Revenue;

/// <summary>What customers of one company owed as of the ends of months, item by item.</summary>
internal static class ReceivableRows
{
    public static async IAsyncEnumerable<RevenueRow> ListAsync(RevenueRun run, TurnoverReader books, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (int i = run.Wants(RevenueMeasure.ReceivablesBegin) ? -1 : run.Wants(RevenueMeasure.ReceivablesEnd) ? 0 : run.Period.Months; i < run.Period.Months; i++)
        {
            DateOnly month = run.Period.From.AddMonths(i);
            await foreach (OpenThen item in books.Open.AsOfAsync(Period.LastOf(month), cancellationToken).ConfigureAwait(false))
            {
                RevenueRow row = new()
                {
                    Measure = RevenueMeasure.ReceivablesEnd, Company = books.Name, Month = month, Part = AgeOf(item), Amount = item.Open, Document = item.Document, Number = item.Number,
                    On = Period.LastOf(month), Customer = item.Customer,
                };
                if (i >= 0)
                {
                    yield return row;
                }

                if (i + 1 < run.Period.Months)
                {
                    yield return row with { Measure = RevenueMeasure.ReceivablesBegin, Month = month.AddMonths(1) };
                }
            }
        }
    }

    private static string AgeOf(OpenThen item)
    {
        if (item.Open.Amount < 0m || item.DaysOverdue == 0)
        {
            return item.Open.Amount < 0m ? "credit" : "not due";
        }

        (int from, int? to) = AccountReader.Ages.First(a => item.DaysOverdue <= (a.To ?? int.MaxValue));
        return to is null ? string.Create(CultureInfo.InvariantCulture, $"{from}+") : string.Create(CultureInfo.InvariantCulture, $"{from}-{to}");
    }
}
