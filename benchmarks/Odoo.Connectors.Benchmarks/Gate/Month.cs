using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Odoo.Connectors.Tests.Shared;

namespace Odoo.Connectors.Benchmarks;

/// <summary>A month of a subscription business on a virtual clock, in order and again in disorder: the ledger is billing to the cent, and the same twice.</summary>
internal static class Month
{
    private const int Told = 20;

    public static async Task<IReadOnlyList<Bar>> MeasureAsync()
    {
        int subscriptions = Number("MONTH_SUBSCRIPTIONS", 10_000), seed = Number("MONTH_SEED", 5);
        // Two worlds that know nothing of each other, each on a thread of its own.
        Played[] played = await Task.WhenAll(Task.Run(() => PlayAsync("in order", null)), Task.Run(() => PlayAsync("in disorder", seed + 1)));
        IReadOnlyList<string> books = played[0].Run.Ledger.Dump, again = played[1].Run.Ledger.Dump;
        string[] differing = [.. books.Except(again).Select(b => $"in order only: {b}"), .. again.Except(books).Select(b => $"in disorder only: {b}")];
        foreach (string one in differing.Take(Told))
        {
            Console.WriteLine(one);
        }

        Console.WriteLine($"books in order {Hash(books)}, in disorder {Hash(again)}");
        return
        [
            .. played.SelectMany(p => p.Bars),
            Bar.Ceiling($"records of the books that differ between the two, of {books.Count}", differing.Length, 0),
            Bar.Told("most memory of the process, MiB, with two emulated Stripes and Odoos", Process.GetCurrentProcess().PeakWorkingSet64 / (1024.0 * 1024.0)),
        ];

        async Task<Played> PlayAsync(string how, int? disorder)
        {
            long started = Stopwatch.GetTimestamp();
            MonthRun run = new(subscriptions, seed, disorder, TimeSpan.FromHours(Number("MONTH_STEP_HOURS", 8)))
            {
                Progress = day => Console.WriteLine(string.Create(
                    CultureInfo.InvariantCulture, $"{how}: {day:yyyy-MM-dd} after {Stopwatch.GetElapsedTime(started).TotalMinutes:F1} minutes, {Environment.WorkingSet / 1_048_576:N0} MiB")),
            };
            await run.RunAsync(CancellationToken.None);
            double minutes = Stopwatch.GetElapsedTime(started).TotalMinutes;
            string[] problems = [.. run.Problems];
            foreach (string problem in problems.Take(Told))
            {
                Console.WriteLine(problem);
            }

            string what = string.Create(CultureInfo.InvariantCulture, $"month of {subscriptions:N0} subscriptions, {how}");
            return new Played(
                run,
                [
                    Bar.Told($"{what}: webhooks taken", run.Webhooks.Taken),
                    Bar.Told($"{what}: webhooks refused, and sent again", run.Webhooks.Refused),
                    Bar.Told($"{what}: invoices", (double)run.Ledger.Sums["invoices"]),
                    Bar.Told($"{what}: payments", (double)run.Ledger.Sums["payments"]),
                    Bar.Told($"{what}: credit notes", (double)run.Ledger.Sums["creditnotes"]),
                    Bar.Told($"{what}: disputes lost, each a case", run.Lost),
                    Bar.Ceiling($"{what}: sums of a customer, currency and kind that are off by a cent, cases, discrepancies, of {run.Expected.Count} sums", problems.Length, 0),
                    Bar.Told($"{what}: records reconciled", run.Report.Expected),
                    Bar.Told($"{what}: minutes of the business itself, in the emulator", run.Took.Business.TotalMinutes),
                    Bar.Told($"{what}: minutes of taking webhooks", run.Took.Intake.TotalMinutes),
                    Bar.Told($"{what}: minutes of deciding and sending", run.Took.Work.TotalMinutes),
                    Bar.Told($"{what}: minutes of reconciling", run.Took.Reconciling.TotalMinutes),
                    Bar.Ceiling($"{what}: minutes", minutes, 15),
                ]);
        }
    }

    private static string Hash(IReadOnlyList<string> books) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', books))))[..16];

    private static int Number(string variable, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : otherwise;

    private sealed record Played(MonthRun Run, IReadOnlyList<Bar> Bars);
}
