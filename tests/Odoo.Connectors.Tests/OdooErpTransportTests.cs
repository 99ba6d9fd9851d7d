using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Odoo.Connectors.Client;

namespace Odoo.Connectors.Tests;

/// <summary>The hub's Odoo talks as its settings say.</summary>
public sealed class OdooErpTransportTests
{
    [Theory]
    [InlineData(null, OdooTransport.Auto)]
    [InlineData("Json2", OdooTransport.Json2)]
    [InlineData("JsonRpc", OdooTransport.JsonRpc)]
    public void AddOdoo_TransportInItsSection_IsTheClients(string? setting, OdooTransport expected)
    {
        IConfiguration configuration = new ConfigurationBuilder()
            .AddInMemoryCollection([KeyValuePair.Create("Systems:odoo:Transport", setting)]).Build();
        ServiceCollection services = new();
        services.AddOdooConnectors(configuration).AddOdoo("odoo", o =>
        {
            o.Url = new Uri("https://odoo.example.com");
            o.Database = "production";
            o.Login = "connector@example.com";
            o.Secret = "secret";
            o.Company = "Contract BE";
        });
        using ServiceProvider provider = services.BuildServiceProvider();

        Assert.Equal(expected, provider.GetRequiredService<IOptionsMonitor<OdooClientOptions>>().Get("odoo").Transport);
    }
}
