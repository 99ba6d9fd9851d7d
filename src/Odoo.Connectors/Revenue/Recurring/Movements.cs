using Odoo.Connectors.Model;

namespace Odoo.Connectors.Revenue;

/// <summary>
/// How what customers pay a month moved. What a customer's contracts of one currency change on one day is one movement, so that a contract that is
/// replaced by another one is no churn.
/// </summary>
internal sealed class Movements
{
    private readonly Dictionary<(string System, string Customer, Currency Currency), List<(DateOnly On, ExternalRef Contract, decimal Change)>> _changes = [];

    /// <summary>Adds a contract, as far as it goes until a day.</summary>
    public void Add(ContractLife life, DateOnly until)
    {
        MonthlyAmount? before = null;
        foreach (DateOnly day in life.Days.TakeWhile(d => d <= until))
        {
            MonthlyAmount? after = life.At(day);
            if (before is { Amount: { } was } gone && was != 0m)
            {
                ChangesOf(life.Contract, gone).Add((day, life.Contract, -was));
            }

            if (after is { Amount: { } now } come && now != 0m)
            {
                ChangesOf(life.Contract, come).Add((day, life.Contract, now));
            }

            before = after;
        }
    }

    /// <summary>The movements since a day: each contract's part of its customer's.</summary>
    public IEnumerable<Movement> Since(DateOnly from)
    {
        foreach (((string system, string customer, Currency currency), List<(DateOnly On, ExternalRef Contract, decimal Change)> changes) in _changes
            .OrderBy(c => c.Key.System, StringComparer.Ordinal).ThenBy(c => c.Key.Customer, StringComparer.Ordinal).ThenBy(c => c.Key.Currency.Code, StringComparer.Ordinal))
        {
            decimal sum = 0m;
            bool hasPaid = false;
            foreach (IGrouping<DateOnly, (DateOnly On, ExternalRef Contract, decimal Change)> day in changes.GroupBy(c => c.On).OrderBy(d => d.Key))
            {
                decimal after = sum + day.Sum(c => c.Change);
                RevenueMeasure kind = KindOf(sum, after, hasPaid);
                foreach (IGrouping<ExternalRef, decimal> part in day.GroupBy(c => c.Contract, c => c.Change).OrderBy(p => p.Key.Id, StringComparer.Ordinal))
                {
                    if (day.Key >= from && after != sum && part.Sum() != 0m)
                    {
                        yield return new Movement(kind, part.Key, new ExternalRef(system, RecordKinds.Customer, customer), day.Key, new Money(part.Sum(), currency));
                    }
                }

                sum = after;
                hasPaid |= sum > 0m;
            }
        }
    }

    private static RevenueMeasure KindOf(decimal before, decimal after, bool hasPaid) => (before > 0m, after > 0m) switch
    {
        (false, true) => hasPaid ? RevenueMeasure.MrrReactivation : RevenueMeasure.MrrNew,
        (true, false) => RevenueMeasure.MrrChurn,
        _ => after > before ? RevenueMeasure.MrrExpansion : RevenueMeasure.MrrContraction,
    };

    private List<(DateOnly On, ExternalRef Contract, decimal Change)> ChangesOf(ExternalRef contract, MonthlyAmount amount)
    {
        (string, string, Currency) key = (contract.System, amount.Customer, amount.Currency);
        return _changes.TryGetValue(key, out List<(DateOnly, ExternalRef, decimal)>? found) ? found : _changes[key] = [];
    }
}
