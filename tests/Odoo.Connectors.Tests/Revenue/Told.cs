using System.Text.Json;
using Odoo.Connectors.Erp;
using Odoo.Connectors.Model;
using Odoo.Connectors.Revenue;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Tests.Revenue;

/// <summary>Versions of contracts as they stand in the store, without one.</summary>
internal static class Told
{
    public static CompanyCalendar Brussels { get; } = new("Europe/Brussels");

    public static DateOnly First { get; } = new(2026, 1, 1);

    /// <param name="contract">Its id.</param>
    /// <param name="version">The source's version.</param>
    /// <param name="day">The day from which it holds, counted from <see cref="First"/>.</param>
    /// <param name="price">What it bills a month.</param>
    /// <param name="status">Where it stands.</param>
    /// <param name="customer">Whose it is.</param>
    /// <param name="change">Changes the rest.</param>
    public static HistoryRow Contract(
        string contract, long version, int day, decimal price, ContractStatus status = ContractStatus.Active, string customer = "cus_1", Func<ContractFact, ContractFact>? change = null)
    {
        ContractFact fact = new()
        {
            Customer = customer, Status = status, Currency = "EUR", StartsOn = First.AddDays(day), Every = new Recurrence(1, RecurrenceUnit.Month),
            Terms = [new TermFact("l1", "seat", 1m, price, null, false)],
        };
        string body = JsonSerializer.Serialize(change?.Invoke(fact) ?? fact, FactJson.Default.ContractFact);
        return new HistoryRow
        {
            Record = new ExternalRef("billing", RecordKinds.Contract, contract), Ordering = version, Content = FactJson.HashOf(body), Body = body,
            EffectiveAt = new DateTimeOffset(First.AddDays(day), new TimeOnly(12, 0), TimeSpan.Zero), KnownAt = DateTimeOffset.UnixEpoch,
        };
    }

    public static IReadOnlyList<Movement> Moves(IEnumerable<ContractLife> lives, DateOnly from, DateOnly until)
    {
        Movements movements = new();
        foreach (ContractLife life in lives)
        {
            movements.Add(life, until);
        }

        return [.. movements.Since(from)];
    }

    public static IReadOnlyList<ContractLife> Lives(IEnumerable<HistoryRow> rows) => [.. rows.GroupBy(r => r.Record).Select(r => new ContractLife([.. r], Brussels))];
}
