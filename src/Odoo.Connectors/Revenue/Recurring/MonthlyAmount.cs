using Odoo.Connectors.Model;

namespace Odoo.Connectors.Revenue;

/// <summary>What a running contract bills a month.</summary>
/// <param name="Customer">Whose it is.</param>
/// <param name="Currency">Its currency.</param>
/// <param name="Amount">The amount; null where its terms do not say it.</param>
internal readonly record struct MonthlyAmount(string Customer, Currency Currency, decimal? Amount);
