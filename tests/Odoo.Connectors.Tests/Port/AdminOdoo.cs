using Microsoft.Extensions.DependencyInjection;
using Odoo.Connectors.Client;
using Odoo.Connectors.Testing;

namespace Odoo.Connectors.Tests.Port;

/// <summary>The client of the package as a user of an emulator: its administrator unless told otherwise.</summary>
internal sealed class AdminOdoo : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    public AdminOdoo(OdooEmulator odoo, string? login = null, string? secret = null)
    {
        ServiceCollection services = new();
        services.AddLogging();
        services.AddOdooClient("admin", o =>
        {
            o.Url = new Uri("http://odoo.invalid");
            o.Database = odoo.Database;
            o.Login = login ?? odoo.AdminLogin;
            o.Secret = secret ?? odoo.AdminPassword;
        }).ConfigurePrimaryHttpMessageHandler(_ => odoo.CreateHandler());
        _services = services.BuildServiceProvider();
        Client = _services.GetRequiredService<IOdooClientFactory>().Get("admin");
    }

    public IOdooClient Client { get; }

    public ValueTask DisposeAsync() => _services.DisposeAsync();
}
