using Odoo.Connectors.Model;

namespace Odoo.Connectors.Revenue;

/// <summary>A part of a document that is earned over the days of its service, straight-line; at once where it has none.</summary>
/// <param name="Amount">What it comes to; below zero where it takes back.</param>
/// <param name="From">The first day.</param>
/// <param name="To">The day after the last one.</param>
internal readonly record struct ServicePart(Money Amount, DateOnly? From, DateOnly? To)
{
    /// <summary>
    /// What is earned by the end of a day of a document that is booked on another: nothing before it is booked, then everything of the days until
    /// then. Rounded of the sum and not of each day: the parts of any days sum to the whole.
    /// </summary>
    public decimal EarnedBy(DateOnly day, DateOnly bookedOn)
    {
        if (day < bookedOn)
        {
            return 0m;
        }

        if (From is not { } from || To is not { } to || to <= from)
        {
            return Amount.Amount;
        }

        int days = to.DayNumber - from.DayNumber;
        int done = Math.Clamp(day.DayNumber + 1 - from.DayNumber, 0, days);
        return done == days ? Amount.Amount : (Amount with { Amount = Amount.Amount * done / days }).Rounded().Amount;
    }

    /// <summary>What is booked and not earned by the end of a day.</summary>
    public decimal DeferredBy(DateOnly day, DateOnly bookedOn) => day < bookedOn ? 0m : Amount.Amount - EarnedBy(day, bookedOn);
}
