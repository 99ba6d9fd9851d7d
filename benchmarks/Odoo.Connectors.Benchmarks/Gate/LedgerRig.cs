using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Odoo.Connectors.Flows;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sqlite;
using Odoo.Connectors.Sync;
using Odoo.Connectors.Testing;

namespace Odoo.Connectors.Benchmarks;

/// <summary>Billing, the shipped flow, and the Odoo emulator in this process.</summary>
internal sealed class LedgerRig : IAsyncDisposable
{
    private readonly StoreFile _file = new();
    private readonly OdooEmulator _odoo;
    private readonly ServiceProvider _services;

    public LedgerRig(bool effectAction)
    {
        OdooEmulatorOptions options = new();
        options.Products.Add(("SEAT", "Seat"));
        _odoo = new OdooEmulator(options);
        _odoo.OnCall = _ =>
        {
            Calls++;
            return EmulatorFault.None;
        };
        ServiceCollection services = new();
        services.AddLogging(l => l.SetMinimumLevel(LogLevel.None));
        services.AddSingleton<IConnectedSystem, Billing>();
        services.Configure<LeadToCashOptions>(o => o.Crm = null);
        services.AddOdooConnectors()
            .UseSqlite(_file.FilePath)
            .AddOdoo(
                "odoo",
                odoo =>
                {
                    odoo.Url = new Uri("http://odoo.invalid");
                    odoo.Database = _odoo.Database;
                    odoo.Login = _odoo.IntegrationLogin;
                    odoo.Secret = _odoo.IntegrationPassword;
                    odoo.Company = "Contract BE";
                    odoo.TimeZone = "Europe/Brussels";
                    odoo.EffectActionId = effectAction ? _odoo.EffectActionId : null;
                    odoo.ServerTimeLimit = TimeSpan.FromMilliseconds(30);
                    odoo.Taxes["vat-21"] = "account.{company}_attn_VAT-OUT-21-L";
                    odoo.Products["SEAT"] = "SEAT";
                },
                client => client.ConfigurePrimaryHttpMessageHandler(_ => _odoo.CreateHandler()))
            .AddFlow<LeadToCash>()
            .Own<Customer>("billing").Own<Contract>("billing").Own<Invoice>("billing").Own<Payment>("billing");
        services.AddSingleton<SqliteDialect>();
        services.AddSingleton(p => new CountingDialect(p.GetRequiredService<SqliteDialect>()));
        services.AddSingleton<StoreDialect>(p => p.GetRequiredService<CountingDialect>());
        _services = services.BuildServiceProvider();
    }

    /// <summary>Calls that reached Odoo.</summary>
    public int Calls { get; private set; }

    /// <summary>Commits of the hub's store.</summary>
    public long Commits => _services.GetRequiredService<CountingDialect>().Steps;

    public IConnectorOperations Hub => _services.GetRequiredService<IConnectorOperations>();

    /// <summary>Accepts deliveries one by one, as webhooks bring them, and works until everything is posted.</summary>
    public async Task<double> RunAsync(IReadOnlyList<Delivery> deliveries)
    {
        double started = Machine.WallMilliseconds();
        foreach (Delivery delivery in deliveries)
        {
            await Hub.AcceptAsync([delivery]);
        }

        bool done = await Hub.DrainAsync(TimeSpan.FromMinutes(2));
        double took = Machine.WallMilliseconds() - started;
        IReadOnlyList<CaseInfo> cases = await Hub.Cases.ListAsync();
        return done && cases.Count == 0
            ? took
            : throw new InvalidOperationException($"Not everything was posted: {(cases.Count > 0 ? cases[0].Reason.Message : "time is over")}");
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await _odoo.DisposeAsync();
        _file.Dispose();
    }
}
