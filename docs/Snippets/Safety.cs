using Odoo.Connectors.Client;

namespace Odoo.Connectors.Docs;

/// <summary>Deadlines, limits and doubt with the Odoo client.</summary>
internal static class Safety
{
    public static void Limit(WebApplicationBuilder builder)
    {
        #region odoo-client-limits
        builder.Services.AddOdooClient("odoo-eu", options =>
        {
            builder.Configuration.GetSection("Odoo").Bind(options);
            options.Limits.RequestsPerSecond = 5;
            options.Limits.Burst = 10;
            options.Limits.MaxConcurrentRequests = 2;
        });
        #endregion
    }

    public static async Task RecomputeAsync(IOdooClient odoo, long[] orders, CancellationToken cancellationToken)
    {
        #region odoo-client-idempotent
        OdooCall call = new()
        {
            Model = "sale.order",
            Method = "action_update_taxes",
            Ids = orders,
            Timeout = TimeSpan.FromSeconds(30),
            IsIdempotent = true, // its only effect is in Odoo's database
        };
        await odoo.CallAsync(call, cancellationToken);
        #endregion
    }
}
