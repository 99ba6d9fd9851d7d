using System.Text.Json;
using Odoo.Connectors.Client;

namespace Odoo.Connectors.Docs;

/// <summary>The Odoo client alone.</summary>
internal static class OdooClients
{
    public static void Add(WebApplicationBuilder builder)
    {
        #region odoo-client
        builder.Services.AddOdooClient("odoo-eu", options =>
        {
            options.Url = new Uri("https://odoo.example.com");
            options.Database = "production";
            options.Login = "connector@example.com";
            options.Secret = builder.Configuration["Odoo:ApiKey"]!; // an API key or the password
            options.AllowedCompanyIds.Add(5);
        });
        #endregion
    }
}

#region odoo-client-use
public sealed class Customers([FromKeyedServices("odoo-eu")] IOdooClient odoo)
{
    public async Task<decimal> CreditAsync(string reference, CancellationToken cancellationToken)
    {
        IReadOnlyList<OdooRecord> found = await odoo.SearchReadAsync(
            "res.partner", OdooDomain.Where("ref", "=", reference), ["name", "credit"], cancellationToken: cancellationToken);
        return found.Count == 1 ? found[0].GetDecimal("credit") ?? 0m : throw new InvalidOperationException("No such customer.");
    }

    public Task<JsonElement?> PostAsync(long invoice, CancellationToken cancellationToken) =>
        odoo.CallAsync(new OdooCall { Model = "account.move", Method = "action_post", Ids = [invoice] }, cancellationToken);
}
#endregion
