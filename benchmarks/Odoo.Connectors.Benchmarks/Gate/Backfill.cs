using System.Globalization;
using Odoo.Connectors.Tests.Shared;

namespace Odoo.Connectors.Benchmarks;

/// <summary>A hundred thousand accounts of each CRM, taken to Odoo by one backfill in a process that dies ten times: none is missing, none is there twice.</summary>
internal static class Backfill
{
    private const int Deaths = 10;
    private const int BulkPage = 2000;
    private const double Mebi = 1024 * 1024;
    private const double Flat = 16;

    public static async Task<IReadOnlyList<Bar>> MeasureAsync()
    {
        string? only = Environment.GetEnvironmentVariable("BACKFILL_VENDOR");
        List<Bar> bars = [];
        foreach (Func<BackfilledCrm> make in (Func<BackfilledCrm>[])[() => new HubSpotPortal(), () => new SalesforceOrganization(BulkPage)])
        {
            BackfilledCrm crm = make();
            if (only is null || only.Equals(crm.Title, StringComparison.OrdinalIgnoreCase))
            {
                bars.AddRange(await MeasureAsync(crm));
            }
        }

        return bars;
    }

    private static async Task<IReadOnlyList<Bar>> MeasureAsync(BackfilledCrm crm)
    {
        int accounts = Number("BACKFILL_ACCOUNTS", 100_000), seed = Number("BACKFILL_SEED", Random.Shared.Next());
        using StoreFile file = new();
        await using BackfillRun run = new(crm, accounts, Deaths, seed, file.FilePath) { Weighs = true };
        double started = Machine.WallMilliseconds();
        await run.RunAsync(CancellationToken.None);
        double took = (Machine.WallMilliseconds() - started) / 1e3;
        BackfillResult result = await run.CompareAsync(CancellationToken.None);
        (int inCrm, TimeSpan crmWorked, int inOdoo, TimeSpan odooWorked) = run.Calls;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{crm.Title}, seed {seed}, load {Machine.Load()}; the processes died at: {string.Join(", ", run.Deaths)}"));
        string what = string.Create(CultureInfo.InvariantCulture, $"{accounts:N0} accounts from {crm.Title}");
        return
        [
            Bar.Floor($"{what}: processes that died on the way", run.Deaths.Count, Deaths + crm.Ends.Count),
            Bar.Ceiling($"{what}: missing in Odoo", result.Missing, 0),
            Bar.Ceiling($"{what}: there twice, or unasked for", result.Duplicates, 0),
            Bar.Ceiling($"{what}: cases", result.Cases, 0),
            Bar.Floor($"{what}: records that the pass read", result.Seen, accounts),
            Bar.Ceiling($"{what}: live polls that brought some", result.Polled ? 1 : 0, 0),
            .. run.Quarters.SelectMany((q, i) => Told(what, run.Quarters, q, i)),
            Bar.Ceiling($"{what}: MiB more that the last process held than the first", (run.Quarters[^1].Held - run.Quarters[0].Held) / Mebi, Flat),
            Bar.Told($"{what}: calls of {crm.Title} for 1,000", inCrm * 1e3 / accounts),
            Bar.Told($"{what}: calls of Odoo for 1,000", inOdoo * 1e3 / accounts),
            Bar.Told($"{what}: seconds in the emulated {crm.Title}", crmWorked.TotalSeconds),
            Bar.Told($"{what}: seconds in the emulated Odoo", odooWorked.TotalSeconds),
            Bar.Told($"{what}: seconds, making accounts, deaths and new starts included", took),
        ];
    }

    private static IEnumerable<Bar> Told(string what, IReadOnlyList<BackfillQuarter> all, BackfillQuarter quarter, int index)
    {
        string at = string.Create(CultureInfo.InvariantCulture, $"{what}: at {quarter.Percent} %, {quarter.Customers:N0} in Odoo, ");
        yield return Bar.Told($"{at}MiB held, {quarter.Lived:N0} accounts old", quarter.Held / Mebi);
        yield return Bar.Told($"{at}seconds since the quarter before", (quarter.Elapsed - (index == 0 ? TimeSpan.Zero : all[index - 1].Elapsed)).TotalSeconds);
    }

    private static int Number(string variable, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : otherwise;
}
