using Microsoft.Extensions.Options;
using Odoo.Connectors.Model;

namespace Odoo.Connectors.Revenue;

internal sealed class RevenueOptionsValidator : IValidateOptions<RevenueOptions>
{
    public ValidateOptionsResult Validate(string? name, RevenueOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        List<string> wrong = [];
        for (int i = 0; i < options.Rates.Count; i++)
        {
            RevenueRate rate = options.Rates[i];
            if (!Currency.TryParse(rate.Currency, out _) || !Currency.TryParse(rate.Into, out _) || rate.Rate <= 0m || rate.From == default)
            {
                wrong.Add($"Revenue:Rates:{i} must name two ISO 4217 currencies (Currency, Into), the first day it counts on (From), and a Rate above 0.");
            }
        }

        return wrong.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(wrong);
    }
}
