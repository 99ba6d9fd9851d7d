using Odoo.Connectors.Entitlements;
using Odoo.Connectors.Model;

namespace Odoo.Connectors.Docs;

internal static class Entitling
{
    public static void Add(WebApplicationBuilder builder)
    {
        #region entitlements
        builder.Services.AddOdooConnectors(builder.Configuration.GetSection("Connectors"))
            .AddEntitlements(o =>
            {
                o.Grant("prod_SEAT", "seats"); // as many as the line has
                o.Grant("prod_PRO", "sso", _ => null); // without a limit
                o.Grant("prod_PRO", "api-calls", line => line.Quantity * 1000m);
                o.Statuses[ContractStatus.PastDue] = EntitlementStatus.Suspended; // granted by default
            })
            .PublishEntitlements<FeatureFlags>();
        #endregion
    }
}

/// <summary>A feature that a customer may use.</summary>
public sealed record Feature(string Customer, string Name, decimal? Limit, DateOnly? Until);

/// <summary>The product's own table of features.</summary>
public interface IFeatureTable
{
    Task ReplaceAsync(string contract, IReadOnlyList<Feature> features, CancellationToken cancellationToken);
}

#region entitlement-publisher
/// <summary>Keeps what may be used in the product's own table.</summary>
public sealed class FeatureFlags(IFeatureTable table) : IEntitlementPublisher
{
    public Task PublishAsync(ContractEntitlements entitlements, string key, CancellationToken cancellationToken) =>
        table.ReplaceAsync(
            entitlements.Contract.ToString(),
            [.. entitlements.Entitlements.Where(e => e.Status == EntitlementStatus.Granted).Select(e => new Feature(e.Customer.Id, e.Feature, e.Limit, e.Until))],
            cancellationToken);
}
#endregion
