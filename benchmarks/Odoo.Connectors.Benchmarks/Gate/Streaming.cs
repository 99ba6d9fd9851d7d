using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Odoo.Connectors.Client;

namespace Odoo.Connectors.Benchmarks;

/// <summary>A million records through the whole client: whether what is on the heap depends on how many there are.</summary>
internal static class Streaming
{
    private const int Count = 1_000_000;
    private const int Page = 500;
    private const int Looks = 40;

    public static async Task<IReadOnlyList<Bar>> MeasureAsync()
    {
        EndlessPartners server = new(Count);
        await using ServiceProvider services = Services(server);
        IOdooClient client = services.GetRequiredKeyedService<IOdooClient>("main");
        string[] fields = ["name", "email", "country_id", "write_date"];
        await client.StreamAsync("res.partner", OdooDomain.All, fields, new OdooSearch { Limit = 10 * Page }, Page).CountAsync();
        long before = Heap();
        long most = before, rows = 0, idSum = 0;
        await foreach (OdooRecord record in client.StreamAsync("res.partner", OdooDomain.All, fields, pageSize: Page))
        {
            rows++;
            idSum += record.Id;
            if (rows % (Count / Looks) == Page / 2)
            {
                most = Math.Max(most, Heap());
            }
        }

        if (rows != Count || idSum != (long)Count * (Count + 1) / 2)
        {
            throw new InvalidOperationException($"{rows} records came, or not each once.");
        }

        return [Bar.Ceiling("heap after a full collection, MiB more in the course of 1,000,000 streamed records", (most - before) / (1024.0 * 1024.0), 32)];
    }

    private static long Heap()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        return GC.GetTotalMemory(forceFullCollection: true);
    }

    private static ServiceProvider Services(EndlessPartners server)
    {
        ServiceCollection services = new();
        services.AddLogging(l => l.SetMinimumLevel(LogLevel.Warning));
        services.AddOdooClient("main", o =>
        {
            o.Url = new Uri("http://odoo.test");
            o.Database = "bench";
            o.Login = "admin";
            o.Secret = "admin";
        }).ConfigurePrimaryHttpMessageHandler(_ => server);
        return services.BuildServiceProvider();
    }
}
