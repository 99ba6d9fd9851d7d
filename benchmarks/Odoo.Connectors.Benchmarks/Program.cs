using System.Globalization;
using System.Runtime.InteropServices;
using Odoo.Connectors.Benchmarks;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
string what = args.Length > 0 ? args[0] : "all";
int rounds = args.Length > 1 && what != "gate" ? int.Parse(args[1], CultureInfo.InvariantCulture) : 15;
if (what is not ("all" or "client" or "store" or "engine" or "gate"))
{
    await Console.Error.WriteLineAsync("Usage: [all|client|store|engine] [rounds], or gate [client|mapping|stream|store|ledger|bulk|backfill|run|usage|reconcile|month]");
    return 2;
}

Console.WriteLine($"{RuntimeInformation.FrameworkDescription}, {RuntimeInformation.OSDescription}, {Environment.ProcessorCount} processors, load {Machine.Load()}, {Machine.GcNote()}.");
if (what == "gate")
{
    return await Gate.RunAsync(args.Length > 1 ? args[1] : "all");
}

if (what is "all" or "client")
{
    PageDecoding.Run(rounds);
}

if (what is "all" or "store")
{
    await InboxInserts.RunAsync(rounds);
}

if (what is "all" or "engine")
{
    await Throughput.RunAsync(Math.Max(3, rounds / 3));
}

return 0;
