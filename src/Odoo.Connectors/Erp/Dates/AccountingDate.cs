using System.Globalization;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Erp;

/// <summary>
/// The day a document is booked on. Odoo would book one of a closed period on a day of its own choice and say nothing: so the locks are
/// looked at first, and the day is given by us.
/// </summary>
internal static class AccountingDate
{
    /// <summary>The day to book a document on: its own where it is open.</summary>
    /// <param name="context">The company.</param>
    /// <param name="day">The document's own day.</param>
    /// <param name="sales">Whether it goes through a sales journal.</param>
    /// <param name="taxed">Whether it has taxes.</param>
    /// <param name="remarks">Told when the day is moved.</param>
    /// <param name="date">The day to book on.</param>
    /// <param name="problem">A case when it is closed and the policy is to ask.</param>
    /// <returns>False when the locks are not known yet.</returns>
    public static bool TryFind(
        PlanContext context, DateOnly day, bool sales, bool taxed, List<string> remarks, out DateOnly date, ref CaseReason? problem)
    {
        date = day;
        if (!context.Known.TryRead(ErpLookup.Of(context.System, ErpLookup.Locks, PlanContext.Text(day)), out ErpLocks? locks))
        {
            return false;
        }

        if (locks!.Holding(day, sales, taxed) is not (string name, DateOnly until))
        {
            return true;
        }

        if (context.Options.LockedPeriod == LockedPeriod.Case)
        {
            problem ??= Locked(context.System, day, name, until);
            return true;
        }

        date = until.AddDays(1);
        remarks.Add(string.Create(
            CultureInfo.InvariantCulture, $"booked on {date:yyyy-MM-dd}, the first open day after the {name} ({until:yyyy-MM-dd}); its own day is {day:yyyy-MM-dd}"));
        return true;
    }

    public static CaseReason Locked(string system, DateOnly day, string name, DateOnly until) => new(
        ErrorKind.PeriodLocked, "period-locked",
        string.Create(
            CultureInfo.InvariantCulture,
            $"{day:yyyy-MM-dd} is closed in Odoo by the {name} ({until:yyyy-MM-dd}). Open the period there, or set Systems:{system}:LockedPeriod to NextOpenDate, then retry."),
        $"Systems:{system}:LockedPeriod");
}
