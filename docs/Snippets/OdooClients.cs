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

    public static void AddJson2(WebApplicationBuilder builder)
    {
        #region odoo-client-json2
        builder.Services.AddOdooClient("odoo-eu", options =>
        {
            options.Url = new Uri("https://odoo.example.com");
            options.Database = "production";
            options.Login = "connector@example.com"; // for JSON-RPC
            options.Secret = builder.Configuration["Odoo:ApiKey"]!;
            options.Transport = OdooTransport.Json2; // nothing is asked first
        }).WarnBeforeApiKeyExpires();
        #endregion
    }

    public static async Task RenewAsync(IOdooClient odoo, TimeProvider time, string password, IVault vault, CancellationToken cancellationToken)
    {
        #region odoo-client-key
        OdooApiKeyExpiry expiry = await odoo.ApiKeyExpiryAsync(time, keyName: "connector", cancellationToken);
        if (expiry.IsDue(time.GetUtcNow()))
        {
            OdooApiKey key = await odoo.CreateApiKeyAsync("connector", password, days: 90, cancellationToken);
            await vault.StoreAsync("Odoo:ApiKey", key.Reveal(), cancellationToken);
        }
        #endregion
    }

    /// <summary>Where the host keeps its secrets.</summary>
    internal interface IVault
    {
        Task StoreAsync(string name, string value, CancellationToken cancellationToken);
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
