using Microsoft.Extensions.DependencyInjection;
using Odoo.Connectors.Erp;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;
using Odoo.Connectors.Testing;

namespace Odoo.Connectors.Tests.Port.Payments;

/// <summary>
/// A part of a payment in pieces goes back, then the rest, and is won: interrupted at each point of sending, and with the reply of each write
/// lost. <c>ODOO_CRASH_ALL=1</c> interrupts everywhere; otherwise at the first hit of each of Odoo's points, and after every third write.
/// </summary>
public sealed class PieceCrashTests
{
    private static readonly bool Everywhere = Environment.GetEnvironmentVariable("ODOO_CRASH_ALL") == "1";
    private static readonly string[] Sending = [.. Everywhere ? [FaultPoint.Sending, FaultPoint.Answered, FaultPoint.Settled] : (string[])[], .. ErpFaultPoint.All];

    public static TheoryData<string> Ways => PortTarget.Emulated;

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task ProcessEnds_WhilePartsGoBack_SameBooks(string way)
    {
        (string books, IReadOnlyDictionary<string, int> before, IReadOnlyDictionary<string, int> hits, _) = await WholeAsync(way);
        Assert.Contains(ErpFaultPoint.Unmatched, hits.Keys);
        int interruptions = 0;
        foreach ((string point, int count) in hits.Where(h => Sending.Contains(h.Key)))
        {
            int first = before.GetValueOrDefault(point) + 1;
            foreach (int hit in Everywhere ? Enumerable.Range(first, count - first + 1) : Enumerable.Range(first, count - first + 1).Take(1))
            {
                using Crash crash = new();
                await using Till till = await OpenAsync(way, crash);
                (PortBench bench, PieceReversalTests.Paid paid) = (till.Bench, await PieceReversalTests.PiecesAsync(till.Bench, 170m));
                crash.At(point, hit);
                await bench.CrashAsync(crash, Story(bench, paid));
                Assert.True(crash.Happened, $"{point} was not reached {hit} times");
                await bench.DrainAsync();
                await bench.AssertNoCasesAsync();
                Assert.Equal(books, await till.BooksAsync());
                interruptions++;
            }
        }

        CrashPointTests.Tell(way, interruptions);
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task ReplyLost_WhilePartsGoBack_SameBooks(string way)
    {
        (string books, _, _, int writes) = await WholeAsync(way);
        int lost = 0;
        for (int target = 1; target <= writes; target += Everywhere ? 1 : 3)
        {
            using Crash never = new();
            await using Till till = await OpenAsync(way, never);
            (PortBench bench, PieceReversalTests.Paid paid) = (till.Bench, await PieceReversalTests.PiecesAsync(till.Bench, 170m));
            int seen = 0;
            bench.Emulator.OnCall = call => CrashPointTests.IsWrite(call) && Interlocked.Increment(ref seen) == target ? EmulatorFault.DropReply : EmulatorFault.None;
            await bench.PostAsync(Story(bench, paid));
            bench.Emulator.OnCall = null;
            await bench.AssertNoCasesAsync();
            Assert.Equal(books, await till.BooksAsync());
            lost++;
        }

        CrashPointTests.Tell(way, lost);
    }

    private static async Task<(string Books, IReadOnlyDictionary<string, int> Before, IReadOnlyDictionary<string, int> Hits, int Writes)> WholeAsync(string way)
    {
        using Crash points = new();
        await using Till till = await OpenAsync(way, points);
        (PortBench bench, PieceReversalTests.Paid paid) = (till.Bench, await PieceReversalTests.PiecesAsync(till.Bench, 170m));
        IReadOnlyDictionary<string, int> before = points.Hits;
        int writes = 0;
        bench.Emulator.OnCall = call =>
        {
            _ = CrashPointTests.IsWrite(call) && Interlocked.Increment(ref writes) > 0;
            return EmulatorFault.None;
        };
        await bench.PostAsync(Story(bench, paid));
        bench.Emulator.OnCall = null;
        await bench.AssertNoCasesAsync();

        // 40 of 170 bounced: 10 on account, 30 of the second. The other 130 were disputed, and won.
        Assert.Equal([("partial", 21m), ("partial", 91m)], await paid.StatesAsync(till));
        Assert.Equal((112m, 130m), (await till.OwedAsync(paid.Customer), await till.BalanceAsync(till.Clearing)));
        return (await till.BooksAsync(), before, points.Hits, writes);
    }

    private static Task<Till> OpenAsync(string way, Crash crash) => Till.OpenAsync(way, hub: h => h.Services.AddSingleton<IFaultPoints>(crash));

    private static Intent[] Story(PortBench bench, PieceReversalTests.Paid paid)
    {
        Dispute rest = Cash.Dispute(bench, paid.Payment, "dp_1", 130m);
        return [Cash.Reversed(PieceReversalTests.Back(bench, paid, "rv_1", 40m, paid.Two), paid.Customer), Cash.ChargedBack(rest, paid.Customer), Cash.Won(rest, paid.Customer)];
    }
}
