using System.Globalization;

namespace Odoo.Connectors.Sync;

/// <summary>How the terms of one contract differ on its two sides, while it runs on both. Pure.</summary>
internal static class TermCheck
{
    /// <summary>Ledgers keep two decimals of quantities, and of prices at least as many.</summary>
    private const int Decimals = 2;

    private const string None = "none";

    public static IEnumerable<Discrepancy> Of(Position expected, Position booked, Func<string, string> productOf, Func<DateTimeOffset, DateOnly> dayOf)
    {
        if (expected is not { State: PositionState.Open, Terms: not null } || booked is not { State: PositionState.Open, Terms: not null })
        {
            yield break;
        }

        ILookup<string, PositionTerm> asked = expected.Terms.ToLookup(t => productOf(t.Product), StringComparer.Ordinal), held = booked.Terms.ToLookup(t => t.Product, StringComparer.Ordinal);
        foreach (string product in asked.Concat(held).Select(g => g.Key).Distinct(StringComparer.Ordinal))
        {
            decimal wanted = asked[product].Sum(t => t.Quantity), there = held[product].Sum(t => t.Quantity);
            if (!asked[product].Any() && held[product].All(t => t.MayBeMore))
            {
                continue;
            }

            if (!AreSame(wanted, there))
            {
                yield return Found(DiscrepancyKind.Amount, $"Quantity of {product}", Text(wanted), Text(there), there - wanted);
            }
            else if (expected.Currency == booked.Currency && PriceOf(asked[product]) is { } price && PriceOf(held[product]) is { } kept && !AreSame(price, kept))
            {
                yield return Found(DiscrepancyKind.Amount, $"Price of {product}", Text(price), Text(kept), kept - price);
            }
        }

        if (expected.Every is { } every && booked.Every is { } period && every != period)
        {
            yield return Found(DiscrepancyKind.Amount, "Recurrence", every, period, null);
        }

        DateOnly? ends = expected.EndsAt is { } at ? dayOf(at) : expected.EndsOn;
        if (booked.KeepsEnd && ends != booked.EndsOn)
        {
            yield return Found(DiscrepancyKind.Date, "End", Text(ends), Text(booked.EndsOn), null);
        }

        Discrepancy Found(DiscrepancyKind kind, string field, string source, string ledger, decimal? difference) => new()
        {
            Kind = kind, Expected = expected, Booked = booked, Field = field, SourceValue = source, LedgerValue = ledger, Difference = difference,
            // What a person changed in the ledger is not undone by telling again what was told before.
            Correction = expected.Version > booked.Version ? Correction.TellAgain : Correction.ByHand,
        };
    }

    private static decimal? PriceOf(IEnumerable<PositionTerm> terms) => terms.Select(t => t.Price).Distinct().Take(2).ToArray() is [decimal only] ? only : null;

    private static bool AreSame(decimal asked, decimal held) => asked == held || Math.Round(asked, Decimals, MidpointRounding.AwayFromZero) == held;

    private static string Text(decimal number) => number.ToString("0.############", CultureInfo.InvariantCulture);

    private static string Text(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? None;
}
