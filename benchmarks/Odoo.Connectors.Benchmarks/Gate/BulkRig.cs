using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Odoo.Connectors.Client;
using Odoo.Connectors.Erp;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;
using Odoo.Connectors.Testing;

namespace Odoo.Connectors.Benchmarks;

/// <summary>A hub on a file of its own that writes to an emulated Odoo by the effect action.</summary>
internal sealed class BulkRig : IAsyncDisposable
{
    private readonly StoreFile _file = new();
    private readonly ServiceProvider _services;

    public BulkRig(OdooEmulator odoo, Action<OdooErpOptions>? erp = null)
    {
        ServiceCollection services = new();
        services.AddLogging(l => l.SetMinimumLevel(LogLevel.None));
        services.AddSingleton<IConnectedSystem, BulkSource>();
        services.AddOdooConnectors()
            .UseSqlite(_file.FilePath)
            .AddOdoo(
                "odoo",
                o =>
                {
                    o.Url = new Uri("http://odoo.invalid");
                    o.Database = odoo.Database;
                    o.Login = odoo.IntegrationLogin;
                    o.Secret = odoo.IntegrationPassword;
                    o.Company = "Contract BE";
                    o.TimeZone = "Europe/Brussels";
                    o.EffectActionId = odoo.EffectActionId;
                    o.ReferenceLifetime = TimeSpan.FromHours(1);
                    o.Taxes["vat-21"] = "account.{company}_attn_VAT-OUT-21-L";
                    erp?.Invoke(o);
                },
                client => client.ConfigurePrimaryHttpMessageHandler(_ => odoo.CreateHandler()))
            .AddFlow<BulkFlow>()
            .Own<Customer>("bulk").Own<Invoice>("bulk");
        _services = services.BuildServiceProvider();
    }

    /// <summary>Accepts the deliveries, a thousand at once, and works until nothing is open.</summary>
    /// <returns>Seconds it took.</returns>
    public async Task<double> RunAsync(IEnumerable<Delivery> deliveries)
    {
        IConnectorOperations hub = _services.GetRequiredService<IConnectorOperations>();
        double started = Machine.WallMilliseconds();
        foreach (Delivery[] page in deliveries.Chunk(1_000))
        {
            await hub.AcceptAsync(page);
        }

        bool done = await hub.DrainAsync(TimeSpan.FromMinutes(10));
        IReadOnlyList<CaseInfo> cases = await hub.Cases.ListAsync();
        return done && cases.Count == 0
            ? (Machine.WallMilliseconds() - started) / 1e3
            : throw new InvalidOperationException($"Not everything was written: {(cases.Count > 0 ? cases[0].Reason.Message : "time is over")}");
    }

    /// <summary>How many partners and documents Odoo holds.</summary>
    public async Task<long> RecordsAsync()
    {
        IOdooClient client = _services.GetRequiredService<IOdooClientFactory>().Get("odoo");
        return await client.SearchCountAsync("res.partner", OdooDomain.All) + await client.SearchCountAsync("account.move", OdooDomain.All);
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        _file.Dispose();
    }
}
