using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Odoo.Connectors.Samples.LeadToCash;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.CrashHost;

/// <summary>
/// The sample's hub as a process of its own: <c>settings.json [fault-point hit]</c>. At the given hit of the fault point it
/// kills itself as the operating system would, without a word. Prints its address, ends when its input ends.
/// </summary>
internal static class Program
{
    private static async Task<int> Main(string[] args)
    {
        HubSettings settings = JsonSerializer.Deserialize<HubSettings>(await File.ReadAllTextAsync(args[0]))!;
        await using WebApplication hub = HubHost.Build(settings, services =>
        {
            if (args.Length > 2)
            {
                services.AddSingleton<IFaultPoints>(new KillSwitch(args[1], int.Parse(args[2], CultureInfo.InvariantCulture)));
            }
        });
        await hub.StartAsync();
        await Console.Out.WriteLineAsync(hub.Urls.First());
        await Console.In.ReadToEndAsync();
        await hub.StopAsync();
        return 0;
    }
}
