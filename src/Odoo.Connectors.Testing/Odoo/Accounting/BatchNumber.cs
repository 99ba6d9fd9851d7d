using System.Globalization;
using Odoo.Connectors.Testing.Orm;

namespace Odoo.Connectors.Testing.Accounting;

/// <summary>What one payment of several invoices is called: BATCH/2026/0001.</summary>
internal static class BatchNumber
{
    public static string Next(Env env, long company)
    {
        var row = env.Row("res.company", company);
        var number = (row["batch_payment_number"] as long? ?? 0) + 1;
        Records.Set(env, row, "batch_payment_number", number);
        return $"BATCH/{env.Today[..4]}/{number.ToString("D4", CultureInfo.InvariantCulture)}";
    }
}
