using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Odoo.Connectors.Client;
using Odoo.Connectors.Erp;
using Odoo.Connectors.Model;
using Odoo.Connectors.Samples.MeteredUsage;
using Odoo.Connectors.Sync;
using Odoo.Connectors.Testing;

// A file of a metering platform, its totals, and the line of an order in Odoo that bills them. Odoo is emulated in this process.
string folder = Directory.CreateTempSubdirectory("metered-usage-").FullName;
await using OdooEmulator emulator = new();
await emulator.StartAsync();
OdooScenario odoo = await emulator.Scenario().Customer("acme").Subscription("order", "acme", quantity: 1, price: 100, product: "CONTRACT-PLAN").RunAsync();
string order = odoo["order"].ToString(CultureInfo.InvariantCulture);

ServiceCollection services = new();
services.AddLogging(log => log.SetMinimumLevel(LogLevel.None));
services.AddOdooConnectors()
    .UseSqlite(Path.Combine(folder, "hub.db"))
    .AddOdoo("odoo", options =>
    {
        (options.Url, options.Database, options.Company) = (emulator.Url, emulator.Database, "Contract BE");
        (options.Login, options.Secret, options.EffectActionId) = (emulator.IntegrationLogin, emulator.IntegrationPassword, emulator.EffectActionId);
        options.Usage["api"] = new OdooUsageOptions
        {
            Product = "CONTRACT-SEAT", Description = "API calls",
            Prices = { ["EUR"] = [new UsageTier { UpTo = 1000, UnitPrice = 0.01m }, new UsageTier { UnitPrice = 0.008m }] },
        };
    })
    .AddUsage(usage =>
    {
        usage.System = "odoo"; // the lines name orders of this Odoo
        usage.Meters["api"] = new UsageMeterOptions { Target = "odoo" };
    });
await using ServiceProvider hub = services.BuildServiceProvider();
IUsageIntake intake = hub.GetRequiredService<IUsageIntake>();
IUsageOperations usage = hub.GetRequiredService<IUsageOperations>();
ExternalRef subscription = new("odoo", RecordKinds.Contract, order);

string path = Path.Combine(folder, "usage.ndjson.gz");
await UsageFile.WriteAsync(path, order, TimeProvider.System.GetUtcNow());
foreach (string time in (string[])["once", "again"])
{
    await using FileStream file = File.OpenRead(path);
    UsageReceipt receipt = await intake.AcceptLinesAsync("metering", file);
    Console.WriteLine($"The file, {time}: {receipt.Read} lines, {receipt.Added} new, {receipt.Duplicates} known, {receipt.Withdrawn} replaced.");
}

Print("So far", Only(await usage.TotalsAsync(subscription)));
await usage.CloseAsync("api", TimeProvider.System.GetUtcNow(), by: "sample");
Print("Closed", Only(await usage.TotalsAsync(subscription)));

IConnectorOperations operations = hub.GetRequiredService<IConnectorOperations>();
await operations.DrainAsync(TimeSpan.FromSeconds(20));
IOdooClient client = hub.GetRequiredService<IOdooClientFactory>().Get("odoo");
foreach (OdooRecord line in await client.SearchReadAsync("sale.order.line", OdooDomain.Where("order_id", "=", odoo["order"]), ["name", "price_subtotal", "qty_to_invoice"]))
{
    Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture, $"Order line: {line.GetString("name")} = {line.GetDecimal("price_subtotal"):0.00}, to be invoiced: {line.GetDecimal("qty_to_invoice"):0.##}"));
}

int cases = (await operations.Cases.ListAsync()).Count;
await hub.DisposeAsync();
Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
Directory.Delete(folder, recursive: true);
return cases;

static UsageTotal Only(IReadOnlyList<UsageTotal> totals) => totals is [UsageTotal only] ? only : throw new InvalidOperationException($"One total was to be expected, not {totals.Count}.");

static void Print(string when, UsageTotal total) =>
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{when}: {total.Quantity:0.##} of {total.Meter} by {total.Events} events, {(total.IsClosed ? "final" : "open")}."));
