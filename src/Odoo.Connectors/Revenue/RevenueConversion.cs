using Odoo.Connectors.Erp;
using Odoo.Connectors.Model;

namespace Odoo.Connectors.Revenue;

/// <summary>Shows figures in the reporting currency: one rate for all numbers of a month, that of its last day.</summary>
internal sealed class RevenueConversion(RevenueOptions options, Currency into)
{
    private const int Decimals = 12;
    private readonly Dictionary<(string Company, Currency Currency, DateOnly Month), (decimal Rate, DateOnly On)?> _rates = [];

    public async Task<RevenueFigure> OfAsync(RevenueFigure figure, RevenueRun run, CancellationToken cancellationToken)
    {
        (string, Currency, DateOnly) key = (figure.Company, figure.Amount.Currency, figure.Month);
        if (!_rates.TryGetValue(key, out (decimal Rate, DateOnly On)? rate))
        {
            rate = _rates[key] = await FindAsync(run.Companies[figure.Company], figure.Amount.Currency, Period.LastOf(figure.Month), cancellationToken).ConfigureAwait(false);
        }

        if (rate is not { } found)
        {
            run.Miss(RevenueGapKind.NoRate, new ExternalRef(figure.Company, "currency", figure.Amount.Currency.Code), figure.Month);
            return figure;
        }

        return figure with { Converted = new Money(figure.Amount.Amount * found.Rate, into).Rounded(), Rate = found.Rate, RateOn = found.On };
    }

    private async Task<(decimal Rate, DateOnly On)?> FindAsync(TurnoverReader books, Currency currency, DateOnly day, CancellationToken cancellationToken)
    {
        if (currency == into)
        {
            return (1m, day);
        }

        if (options.Rates.Count > 0)
        {
            RevenueRate? own = options.Rates.Where(r => Currency.Parse(r.Currency) == currency && Currency.Parse(r.Into) == into && r.From <= day).MaxBy(r => r.From);
            return own is null ? null : (own.Rate, own.From);
        }

        (decimal Rate, DateOnly On)? from = await books.Rates.FindAsync(currency, day, cancellationToken).ConfigureAwait(false);
        (decimal Rate, DateOnly On)? to = await books.Rates.FindAsync(into, day, cancellationToken).ConfigureAwait(false);
        // The division takes the zeros behind the last digit off: the rate is shown as it would be written.
        return from is { } one && to is { } other ? (Math.Round(other.Rate / one.Rate, Decimals) / 1.0000000000000000000000000000m, one.On < other.On ? one.On : other.On) : null;
    }
}
