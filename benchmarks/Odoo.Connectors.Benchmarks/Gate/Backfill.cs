using System.Globalization;
using Odoo.Connectors.Tests.Shared;

namespace Odoo.Connectors.Benchmarks;

/// <summary>A hundred thousand accounts of a CRM, taken to Odoo by one backfill in a process that dies ten times: none is missing, none is there twice.</summary>
internal static class Backfill
{
    private const int Deaths = 10;

    public static async Task<IReadOnlyList<Bar>> MeasureAsync()
    {
        int accounts = Number("BACKFILL_ACCOUNTS", 100_000), seed = Number("BACKFILL_SEED", Random.Shared.Next());
        using StoreFile file = new();
        await using BackfillRun run = new(accounts, Deaths, seed, file.FilePath);
        double started = Machine.WallMilliseconds();
        await run.RunAsync(CancellationToken.None);
        double took = (Machine.WallMilliseconds() - started) / 1e3;
        (int missing, int duplicates, int cases, long seen) = await run.CompareAsync(CancellationToken.None);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"seed {seed}; the processes died at: {string.Join(", ", run.Deaths)}"));
        string what = string.Create(CultureInfo.InvariantCulture, $"{accounts:N0} accounts from HubSpot to Odoo");
        return
        [
            Bar.Floor($"{what}: processes that died on the way", run.Deaths.Count, Deaths),
            Bar.Ceiling($"{what}: missing in Odoo", missing, 0),
            Bar.Ceiling($"{what}: there twice, or unasked for", duplicates, 0),
            Bar.Ceiling($"{what}: cases", cases, 0),
            Bar.Floor($"{what}: records that the pass read", seen, accounts),
            Bar.Told($"{what}: calls of HubSpot", run.Calls.HubSpot),
            Bar.Told($"{what}: calls of Odoo", run.Calls.Odoo),
            Bar.Told($"{what}: seconds, deaths and new starts included", took),
        ];
    }

    private static int Number(string variable, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : otherwise;
}
