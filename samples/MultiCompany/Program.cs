using System.Diagnostics;
using Microsoft.Data.Sqlite;
using Odoo.Connectors.Samples.LeadToCash;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Samples.MultiCompany;

/// <summary>
/// HubSpot, Stripe and three companies in Odoo: with settings it connects those once and compares what they hold, without it plays a story on emulators. The
/// exit code is 0 only if every check holds.
/// </summary>
internal static class Program
{
    private const string Secret = "whsec_sample";

    private static async Task<int> Main(string[] args)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder(args);
        builder.Configuration.AddUserSecrets(typeof(Program).Assembly);
        builder.Configuration.AddEnvironmentVariables().AddCommandLine(args);
        builder.Logging.ClearProviders().AddSimpleConsole().SetMinimumLevel(LogLevel.Error);
        if (builder.Configuration["Connectors:Systems:hubspot:PortalId"] is not null)
        {
            return await CompareAsync(builder);
        }

        Report.Begin("Three companies", "HubSpot, Stripe and two Odoo servers as emulators in this process");
        DirectoryInfo folder = Directory.CreateTempSubdirectory("multi-company-");
        RunningClock clock = new(new DateTimeOffset(2026, 3, 31, 22, 0, 0, TimeSpan.Zero));
        await using (Emulated vendors = new(clock))
        {
            await vendors.StartAsync(CancellationToken.None);
            builder.Configuration.AddInMemoryCollection(vendors.Settings(Path.Combine(folder.FullName, "hub.db"), Secret));
            builder.Services.AddSingleton<TimeProvider>(clock);
            int code = await PlayAsync(builder, vendors, clock);
            SqliteConnection.ClearAllPools();
            folder.Delete(recursive: true);
            return code;
        }
    }

    private static async Task<int> PlayAsync(WebApplicationBuilder builder, Emulated vendors, RunningClock clock)
    {
        await using WebApplication hub = Build(builder);
        foreach (ISetup system in hub.Services.GetServices<IConnectedSystem>().OfType<ISetup>())
        {
            await system.SetUpAsync(apply: true, CancellationToken.None);
        }

        await hub.StartAsync();
        long started = Stopwatch.GetTimestamp();
        Story story = new(vendors, clock, hub, Secret);
        await story.PlayAsync(CancellationToken.None);
        int differs = await Totals.PrintAsync(hub.Services, CancellationToken.None, "stripe");
        await hub.StopAsync();
        IReadOnlyList<Check> checks = await Books.CompareAsync(vendors, story);
        Report.Checks(checks);
        Report.End(checks, differs, Stopwatch.GetElapsedTime(started));
        return checks.All(c => c.Holds) && differs == 0 ? 0 : 1;
    }

    /// <summary>One pass over the systems that are configured; a host that goes on for ever calls <c>hub.Run()</c>.</summary>
    private static async Task<int> CompareAsync(WebApplicationBuilder builder)
    {
        await using WebApplication hub = Build(builder);
        bool done = await hub.Services.GetRequiredService<IConnectorOperations>().DrainAsync(TimeSpan.FromMinutes(10));
        return await Totals.PrintAsync(hub.Services, CancellationToken.None, "stripe") == 0 && done ? 0 : 1;
    }

    private static WebApplication Build(WebApplicationBuilder builder)
    {
        Hub.Add(builder);
        builder.WebHost.UseKestrel(k => k.Listen(System.Net.IPAddress.Loopback, 0));
        WebApplication hub = builder.Build();
        hub.MapConnectorWebhooks();
        return hub;
    }
}
