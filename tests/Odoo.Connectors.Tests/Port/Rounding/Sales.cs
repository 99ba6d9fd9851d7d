namespace Odoo.Connectors.Tests.Port.Rounding;

/// <summary>Draws documents: 1 to 20 lines, 0 to 3 rates, discounts, proration, usage, prices with and without tax.</summary>
internal sealed class Sales(int seed)
{
    private static readonly (string Code, int Exponent)[] Currencies = [("EUR", 2), ("EUR", 2), ("JPY", 0), ("KWD", 3)];
    private static readonly int[] AllRates = [21, 12, 6, 0];
    private readonly Random _random = new(seed);

    public SoldDocument Draw(RoundingStyle style)
    {
        (string code, int exponent) = Currencies[_random.Next(Currencies.Length)];
        bool included = _random.Next(3) == 0;
        int[] rates = [.. AllRates.OrderBy(_ => _random.Next()).Take(_random.Next(4))];
        int count = 1 + _random.Next(20);
        List<SoldLine> lines = [];
        for (int i = 0; i < count; i++)
        {
            lines.Add(DrawLine(style, exponent, included, rates, mayBeLess: i > 0));
        }

        bool alike = lines.TrueForAll(l => l.Rates.SequenceEqual(lines[0].Rates));
        decimal discount = alike && _random.Next(3) == 0 ? Minor(1 + _random.Next(200), exponent) : 0m;
        return new SoldDocument(style, code, exponent, included, lines, discount);
    }

    private SoldLine DrawLine(RoundingStyle style, int exponent, bool included, int[] rates, bool mayBeLess)
    {
        int[] own = rates.Length == 0 || _random.Next(8) == 0 ? [] : [rates[_random.Next(rates.Length)]];
        if (!included && own.Length == 1 && own[0] != 0 && rates.FirstOrDefault(r => r != own[0] && r != 0) is int second and not 0 && _random.Next(8) == 0)
        {
            own = [own[0], second];
        }

        decimal price = Minor(50 + _random.Next(20_000), exponent);
        decimal quantity = 1 + _random.Next(5);
        switch (_random.Next(6))
        {
            case 0 when mayBeLess: // proration takes back a part of what was billed before
                price = -price / 10m;
                quantity = 1m;
                break;
            case 1 when style != RoundingStyle.Unit: // usage: many units at a price below a minor unit
                price = Minor(1 + _random.Next(9_999), exponent) / 1_000m;
                quantity = 100_000 + _random.Next(900_000);
                quantity /= 1_000m;
                break;
            case 2: // a price with more decimals than the currency
                price += Minor(_random.Next(100), exponent) / 100m;
                break;
        }

        decimal amount = quantity * price;
        decimal discount = amount > 0m && _random.Next(4) == 0 ? BillingSystem.HalfUp(amount * (1 + _random.Next(30)) / 100m, exponent) : 0m;
        return new SoldLine(quantity, price, discount, own);
    }

    private static decimal Minor(int units, int exponent) => exponent switch { 0 => units, 2 => units / 100m, _ => units / 1_000m };
}
