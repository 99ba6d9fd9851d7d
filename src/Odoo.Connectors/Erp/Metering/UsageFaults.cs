using Odoo.Connectors.Model;

namespace Odoo.Connectors.Erp;

/// <summary>What is wrong of how usage is billed, in words for the start.</summary>
internal static class UsageFaults
{
    public static IEnumerable<string> Of(string? system, OdooErpOptions options)
    {
        foreach ((string meter, OdooUsageOptions usage) in options.Usage)
        {
            string at = $"Systems:{system}:Usage:{meter}";
            if (usage.Product.Length == 0)
            {
                yield return $"{at}:Product must be the code of a product that the meter's usage is billed as.";
            }

            if (!Enum.IsDefined(usage.Tiering))
            {
                yield return $"{at}:Tiering must be Graduated or Volume.";
            }

            if (usage.Prices.Count == 0)
            {
                yield return $"{at}:Prices must be prices by currency, such as Prices:EUR:0:UnitPrice.";
            }

            foreach ((string code, IList<UsageTier> tiers) in usage.Prices)
            {
                if (!Currency.TryParse(code, out Currency currency) || currency.Code != code)
                {
                    yield return $"{at}:Prices:{code} must be named by an ISO code of a currency in capitals.";
                }

                if (!AreTiers(tiers))
                {
                    yield return $"{at}:Prices:{code} must be tiers with a UnitPrice of zero or more and a rising UpTo, which only the last one leaves out.";
                }
            }
        }
    }

    private static bool AreTiers(IList<UsageTier> tiers) =>
        tiers is [.., { UpTo: null }] && tiers.All(t => t.UnitPrice >= 0m) && tiers.SkipLast(1).Select(t => t.UpTo ?? 0m).Prepend(0m).Pairwise().All(p => p.Before < p.After);

    private static IEnumerable<(decimal Before, decimal After)> Pairwise(this IEnumerable<decimal> numbers) => numbers.Zip(numbers.Skip(1));
}
