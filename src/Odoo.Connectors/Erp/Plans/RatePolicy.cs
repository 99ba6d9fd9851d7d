using System.Globalization;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Erp;

/// <summary>
/// A document in a foreign currency needs an exchange rate of its day or before. Odoo itself books at the first later rate, or one to one,
/// and says nothing.
/// </summary>
internal static class RatePolicy
{
    /// <returns>False when something must be read first.</returns>
    public static bool TryCheck(PlanContext context, Currency currency, long currencyId, ref CaseReason? problem)
    {
        if (!context.TrySetup(out ErpSetup setup))
        {
            return false;
        }

        if (setup.CurrencyId == currencyId)
        {
            return true;
        }

        string day = PlanContext.Text(context.DocumentDay);
        if (!context.Known.TryRead(ErpLookup.Of(context.System, ErpLookup.Rate, $"{currency.Code}\n{day}"), out ErpRate? rate))
        {
            return false;
        }

        problem ??= Problem(context, currency, day, rate);
        return true;
    }

    private static CaseReason? Problem(PlanContext context, Currency currency, string day, ErpRate? rate)
    {
        if (rate is null)
        {
            return new CaseReason(
                ErrorKind.Configuration, "missing-rate", $"Company '{context.Options.Company}' has no exchange rate of {currency} for {day} or before; enter it in Odoo, then retry.", "currency");
        }

        if (rate.Rate <= 0m)
        {
            return new CaseReason(
                ErrorKind.Configuration, "zero-rate", $"The exchange rate of {currency} from {rate.Day} in Odoo is not above zero; correct it there, then retry.", "currency");
        }

        int age = context.DocumentDay.DayNumber - DateOnly.Parse(rate.Day, CultureInfo.InvariantCulture).DayNumber;
        return age <= (context.Options.MaxRateAgeDays ?? int.MaxValue) ? null : new CaseReason(
            ErrorKind.Configuration, "missing-rate",
            string.Create(CultureInfo.InvariantCulture, $"The newest exchange rate of {currency} for {day} is from {rate.Day}, {age} days old, and Systems:{context.System}:MaxRateAgeDays allows {context.Options.MaxRateAgeDays}; enter a newer one in Odoo, then retry."),
            "currency");
    }
}
