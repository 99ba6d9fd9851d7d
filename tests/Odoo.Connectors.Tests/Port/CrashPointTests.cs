using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Odoo.Connectors.Erp;
using Odoo.Connectors.Sync;
using Odoo.Connectors.Testing;
using Odoo.Connectors.Tests.Topologies;

namespace Odoo.Connectors.Tests.Port;

/// <summary>
/// One of each kind of document, interrupted everywhere: the process ends at each fault point, a reply is lost after each write. The books
/// are those of the run that nothing interrupted. <c>ODOO_CRASH_ALL=1</c> interrupts at each hit of each point and after each write by both
/// ways; otherwise at the first and last hit, step by step at the points of sending only, and after every other write.
/// </summary>
public sealed class CrashPointTests
{
    private static readonly bool Everywhere = Environment.GetEnvironmentVariable("ODOO_CRASH_ALL") == "1";
    private static readonly string[] Reads = ["authenticate", "version", "search", "search_read", "search_count", "read", "check_object_reference", "get_external_id", "fields_get"];

    // Nothing is polled here, and no payment is taken back.
    private static readonly string[] Elsewhere = [FaultPoint.Polled, ErpFaultPoint.Unmatched];

    private static readonly string[] Sending = [FaultPoint.Sending, FaultPoint.Answered, .. ErpFaultPoint.All];

    public static TheoryData<string> Ways => PortTarget.Emulated;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task ProcessEnds_AtEachFaultPoint_SameBooks(string way)
    {
        (string books, IReadOnlyDictionary<string, int> hits) = await WholeAsync(way);
        string[] stepwise = way == PortTarget.Steps ? [.. ErpFaultPoint.All] : [];
        Assert.Empty(FaultPoint.All.Concat(stepwise).Except(Elsewhere).Except(hits.Keys));
        int interruptions = 0;
        foreach ((string point, int count) in hits.Where(h => Everywhere || way == PortTarget.Action || Sending.Contains(h.Key)))
        {
            foreach (int hit in Everywhere ? Enumerable.Range(1, count) : new[] { 1, count }.Distinct())
            {
                Assert.Equal(books, await CrashedAsync(way, point, hit));
                interruptions++;
            }
        }

        Tell(way, interruptions);
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task ReplyLost_AfterEachWrite_SameBooks(string way)
    {
        (string books, _) = await WholeAsync(way);
        int writes = 0;
        int lost = 0;
        int pace = Everywhere || way == PortTarget.Action ? 1 : 2;
        for (int target = 1; target == 1 || target <= writes; target += pace)
        {
            await using PortBench bench = await PortBench.StartAsync(way);
            int seen = 0;
            bench.Emulator.OnCall = call => IsWrite(call) && Interlocked.Increment(ref seen) == target ? EmulatorFault.DropReply : EmulatorFault.None;
            await bench.PostAsync(new WholeStory(bench).Intents);
            bench.Emulator.OnCall = null;
            await bench.AssertNoCasesAsync();
            Assert.Equal(books, await CanonicalBooks.ReadAsync(bench.Odoo));
            writes = target == 1 ? seen : writes;
            lost++;
        }

        Tell(way, lost);

        // Nine effects, one of them a plain write: one write each at least; step by step each document is loaded and posted.
        Assert.True(writes >= (way == PortTarget.Steps ? 17 : 9), string.Create(CultureInfo.InvariantCulture, $"only {writes} writes were seen"));
    }

    /// <summary>How often a story was interrupted, for whoever runs it with <c>--show-live-output on</c>.</summary>
    internal static void Tell(string way, int interruptions) =>
        TestContext.Current.TestOutputHelper?.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{way}: interrupted {interruptions} times"));

    internal static bool IsWrite(EmulatorCall call) => !Reads.Contains(call.Method) && (call.Method != "run" || call.Arguments.Contains("\"key\"", StringComparison.Ordinal));

    private static async Task<(string Books, IReadOnlyDictionary<string, int> Hits)> WholeAsync(string way)
    {
        using Crash points = new();
        await using PortBench bench = await PortBench.StartAsync(way, more: h => h.Services.AddSingleton<IFaultPoints>(points));
        await bench.PostAsync(new WholeStory(bench).Intents);
        await bench.AssertNoCasesAsync();
        return (await CanonicalBooks.ReadAsync(bench.Odoo), points.Hits);
    }

    private static async Task<string> CrashedAsync(string way, string point, int hit)
    {
        using Crash crash = new();
        crash.At(point, hit);
        await using PortBench bench = await PortBench.StartAsync(way, more: h => h.Services.AddSingleton<IFaultPoints>(crash));
        await bench.CrashAsync(crash, new WholeStory(bench).Intents);
        Assert.True(crash.Happened, $"{point} was not reached {hit} times");
        await bench.DrainAsync();
        await bench.AssertNoCasesAsync();
        return await CanonicalBooks.ReadAsync(bench.Odoo);
    }
}
