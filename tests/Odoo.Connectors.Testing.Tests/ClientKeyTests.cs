using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Odoo.Connectors.Client;

namespace Odoo.Connectors.Testing.Tests;

/// <summary>The client rotates its key against the emulator.</summary>
public sealed class ClientKeyTests
{
    [Fact]
    public async Task Rotation_ByTheClient_EndsWithTheNewKeyOnly()
    {
        var token = TestContext.Current.CancellationToken;
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 11, 29, 10, 0, 0, TimeSpan.Zero));
        await using var odoo = new OdooEmulator(new OdooEmulatorOptions { TimeProvider = clock });
        await using var old = Build(odoo, odoo.IntegrationApiKey);

        var made = await Client(old).CreateApiKeyAsync("next", odoo.IntegrationPassword, cancellationToken: token);
        odoo.RemoveApiKey(odoo.IntegrationApiKey);

        await using var next = Build(odoo, made.Reveal());
        Assert.Equal(0, await Client(next).SearchCountAsync("res.partner", OdooDomain.Where("name", "=", "Nobody"), cancellationToken: token));
        var refused = await Assert.ThrowsAnyAsync<OdooException>(() => Client(old).SearchCountAsync("res.partner", OdooDomain.Where("name", "=", "Nobody"), cancellationToken: token));
        Assert.Equal(ErrorKind.Authentication, refused.Kind);
        var expiry = await Client(next).ApiKeyExpiryAsync(clock, "next", cancellationToken: token);
        // 90 days after 2026-11-29: 1 day of November, 31 of December, 31 of January and 27 of February.
        Assert.Equal(new DateTimeOffset(2027, 2, 27, 0, 0, 0, TimeSpan.Zero), expiry.ExpiresAt);
    }

    private static IOdooClient Client(ServiceProvider services) => services.GetRequiredService<IOdooClientFactory>().Get("odoo");

    private static ServiceProvider Build(OdooEmulator odoo, string key)
    {
        var services = new ServiceCollection();
        services.AddOdooClient("odoo", o =>
        {
            o.Url = new Uri("http://odoo.test/");
            o.Database = odoo.Database;
            o.Login = odoo.IntegrationLogin;
            o.Secret = key;
            o.Transport = OdooTransport.Json2;
        }).ConfigurePrimaryHttpMessageHandler(_ => odoo.CreateHandler());
        return services.BuildServiceProvider();
    }
}
