namespace Odoo.Connectors.Tests.Port.Rounding;

/// <summary>Sums a document up as a billing system of one style does. Owes nothing to the packages under test.</summary>
internal static class BillingSystem
{
    public static Stated Sum(SoldDocument sold) => sold.Style switch
    {
        RoundingStyle.Line => ByLine(sold),
        RoundingStyle.Document => ByDocument(sold),
        _ => ByUnit(sold),
    };

    public static decimal HalfUp(decimal amount, int exponent)
    {
        decimal scale = Scale(exponent);
        decimal whole = decimal.Floor((Math.Abs(amount) * scale) + 0.5m) / scale;
        return amount < 0m ? -whole : whole;
    }

    public static decimal HalfEven(decimal amount, int exponent)
    {
        decimal scale = Scale(exponent);
        decimal units = Math.Abs(amount) * scale;
        decimal floor = decimal.Floor(units);
        bool up = units - floor > 0.5m || (units - floor == 0.5m && floor % 2m == 1m);
        decimal whole = (up ? floor + 1m : floor) / scale;
        return amount < 0m ? -whole : whole;
    }

    private static decimal Scale(int exponent) => exponent switch { 0 => 1m, 2 => 100m, _ => 1000m };

    private static Stated ByLine(SoldDocument sold)
    {
        StatedLine Line(decimal price, decimal raw, IReadOnlyList<int> rates)
        {
            decimal amount = HalfUp(raw, sold.Exponent);
            if (sold.Included && rates.Count == 1)
            {
                decimal net = HalfUp(amount * 100m / (100m + rates[0]), sold.Exponent);
                return new StatedLine(price, net, new Dictionary<int, decimal> { [rates[0]] = amount - net });
            }

            return new StatedLine(price, amount, rates.ToDictionary(r => r, r => HalfUp(amount * r / 100m, sold.Exponent)));
        }

        StatedLine[] lines = [.. sold.Lines.Select(l => Line(l.Price, (l.Quantity * l.Price) - l.Discount, l.Rates))];
        StatedLine? discount = sold.Discount == 0m ? null : Line(-sold.Discount, -sold.Discount, sold.Lines[0].Rates);
        return Total(lines, discount);
    }

    private static Stated ByUnit(SoldDocument sold)
    {
        (decimal Net, Dictionary<int, decimal> Taxes) One(decimal price, IReadOnlyList<int> rates)
        {
            decimal amount = HalfUp(price, sold.Exponent);
            if (sold.Included && rates.Count == 1)
            {
                decimal net = HalfUp(amount * 100m / (100m + rates[0]), sold.Exponent);
                return (net, new Dictionary<int, decimal> { [rates[0]] = amount - net });
            }

            return (amount, rates.ToDictionary(r => r, r => HalfUp(amount * r / 100m, sold.Exponent)));
        }

        StatedLine Line(decimal quantity, decimal price, decimal discount, IReadOnlyList<int> rates)
        {
            (decimal net, Dictionary<int, decimal> taxes) = One(price, rates);
            (decimal lessNet, Dictionary<int, decimal> lessTaxes) = One(discount, rates);
            return new StatedLine(
                HalfUp(price, sold.Exponent), (net * quantity) - lessNet, taxes.ToDictionary(t => t.Key, t => (t.Value * quantity) - lessTaxes[t.Key]));
        }

        StatedLine[] lines = [.. sold.Lines.Select(l => Line(l.Quantity, l.Price, l.Discount, l.Rates))];
        return Total(lines, sold.Discount == 0m ? null : Line(1m, -sold.Discount, 0m, sold.Lines[0].Rates));
    }

    /// <summary>Everything is kept as it is until the totals of each set of rates.</summary>
    private static Stated ByDocument(SoldDocument sold)
    {
        decimal NetOf(decimal raw, IReadOnlyList<int> rates) => sold.Included && rates.Count == 1 ? raw * 100m / (100m + rates[0]) : raw;
        decimal net = 0m;
        Dictionary<int, decimal> taxes = [];
        List<(decimal Raw, IReadOnlyList<int> Rates)> parts = [.. sold.Lines.Select(l => ((l.Quantity * l.Price) - l.Discount, l.Rates))];
        if (sold.Discount != 0m)
        {
            parts.Add((-sold.Discount, sold.Lines[0].Rates));
        }

        if (sold.Included)
        {
            foreach (IGrouping<int, decimal> rate in parts.GroupBy(p => p.Rates.Count == 1 ? p.Rates[0] : -1, p => p.Raw))
            {
                decimal gross = HalfEven(rate.Sum(), sold.Exponent);
                decimal less = rate.Key < 0 ? gross : HalfEven(gross * 100m / (100m + rate.Key), sold.Exponent);
                net += less;
                if (rate.Key >= 0)
                {
                    taxes[rate.Key] = gross - less;
                }
            }
        }
        else
        {
            net = HalfEven(parts.Sum(p => p.Raw), sold.Exponent);
            taxes = parts.SelectMany(p => p.Rates.Select(r => (Rate: r, p.Raw))).GroupBy(p => p.Rate)
                .ToDictionary(g => g.Key, g => HalfEven(g.Sum(p => p.Raw) * g.Key / 100m, sold.Exponent));
        }

        StatedLine Show(decimal price, decimal raw, IReadOnlyList<int> rates) => new(
            price, HalfEven(NetOf(raw, rates), sold.Exponent), rates.ToDictionary(r => r, r => HalfEven(NetOf(raw, rates) * r / 100m, sold.Exponent)));
        StatedLine[] lines = [.. sold.Lines.Select(l => Show(l.Price, (l.Quantity * l.Price) - l.Discount, l.Rates))];
        return new Stated(lines, sold.Discount == 0m ? null : Show(-sold.Discount, -sold.Discount, sold.Lines[0].Rates), net, taxes);
    }

    private static Stated Total(StatedLine[] lines, StatedLine? discount)
    {
        StatedLine[] all = discount is null ? lines : [.. lines, discount];
        return new Stated(
            lines, discount, all.Sum(l => l.Net), all.SelectMany(l => l.Taxes).GroupBy(t => t.Key).ToDictionary(g => g.Key, g => g.Sum(t => t.Value)));
    }
}
