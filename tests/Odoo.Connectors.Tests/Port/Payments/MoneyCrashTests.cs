using Microsoft.Extensions.DependencyInjection;
using Odoo.Connectors.Erp;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;
using Odoo.Connectors.Testing;

namespace Odoo.Connectors.Tests.Port.Payments;

/// <summary>
/// What is voided, written off, disputed, won, paid in parts and paid out, interrupted: the process ends at the points of sending, a reply is
/// lost after writes. <c>ODOO_CRASH_ALL=1</c> interrupts at each hit and after each write; otherwise at the first and last, and after every fourth.
/// </summary>
public sealed class MoneyCrashTests
{
    private static readonly bool Everywhere = Environment.GetEnvironmentVariable("ODOO_CRASH_ALL") == "1";
    private static readonly string[] Sending = [FaultPoint.Sending, FaultPoint.Answered, FaultPoint.Settled, .. ErpFaultPoint.All];

    public static TheoryData<string> Ways => PortTarget.Emulated;

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task ProcessEnds_AtEachPointOfSending_SameBooks(string way)
    {
        using Crash points = new();
        string books = await WholeAsync(way, points);
        Assert.Contains(ErpFaultPoint.Unmatched, points.Hits.Keys);
        int interruptions = 0;
        foreach ((string point, int count) in points.Hits.Where(h => Sending.Contains(h.Key)))
        {
            foreach (int hit in Everywhere ? Enumerable.Range(1, count) : new[] { 1, count }.Distinct())
            {
                using Crash crash = new();
                crash.At(point, hit);
                await using Till till = await OpenAsync(way, crash);
                PortBench bench = till.Bench;
                await bench.CrashAsync(crash, Story(bench));
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
    public async Task ReplyLost_AfterWrites_SameBooks(string way)
    {
        using Crash none = new();
        string books = await WholeAsync(way, none);
        int writes = 0;
        int lost = 0;
        for (int target = 1; target == 1 || target <= writes; target += Everywhere ? 1 : 4)
        {
            using Crash never = new();
            await using Till till = await OpenAsync(way, never);
            PortBench bench = till.Bench;
            int seen = 0;
            bench.Emulator.OnCall = call => CrashPointTests.IsWrite(call) && Interlocked.Increment(ref seen) == target ? EmulatorFault.DropReply : EmulatorFault.None;
            await bench.PostAsync(Story(bench));
            bench.Emulator.OnCall = null;
            await bench.AssertNoCasesAsync();
            Assert.Equal(books, await till.BooksAsync());
            writes = target == 1 ? seen : writes;
            lost++;
        }

        CrashPointTests.Tell(way, lost);

        // Thirteen effects, each a write at least.
        Assert.True(writes >= 13);
    }

    private static Task<Till> OpenAsync(string way, Crash crash) =>
        Till.OpenAsync(way, o => o.BadDebtProduct = "CONTRACT-SEAT", h => h.Services.AddSingleton<IFaultPoints>(crash));

    private static async Task<string> WholeAsync(string way, Crash points)
    {
        await using Till till = await OpenAsync(way, points);
        PortBench bench = till.Bench;
        await bench.PostAsync(Story(bench));
        await bench.AssertNoCasesAsync();

        // Paid in: 121 + 100; taken back 121 and 15, won back 121; paid out all of it: 206, less a fee of 4.
        Assert.Equal((0m, 202m, 19m), (await till.BalanceAsync(till.Clearing), await till.BalanceAsync(till.Bank), await till.BalanceAsync(till.Fees)));
        return await till.BooksAsync();
    }

    private static Intent[] Story(PortBench bench)
    {
        Customer customer = Given.Customer(bench) with
        {
            Contacts = [new Contact { Ref = bench.Ref("contact", "p1"), Name = "Ann Peeters", Email = "ann@northpeak.example" }],
        };
        Invoice[] invoices = [.. Enumerable.Range(1, 5).Select(i => Cash.Invoice(bench, customer, $"in_{i}"))];
        Payment whole = Given.Payment(bench, invoices[0], "py_1");
        Payment parts = Cash.OnAccount(bench, customer, "py_2", 100m, (invoices[1], 60m), (invoices[2], 40m));
        Dispute dispute = Cash.Dispute(bench, whole, "dp_1", 121m, fee: 15m);
        Payout payout = Cash.Payout(
            bench, "po_1", 202m,
            Cash.Line(PayoutLineKind.Payment, whole.Ref, 121m), Cash.Line(PayoutLineKind.Payment, parts.Ref, 100m), Cash.Line(PayoutLineKind.Dispute, dispute.Ref, -121m, 15m),
            Cash.Line(PayoutLineKind.DisputeWon, dispute.Ref, 121m), Cash.Line(PayoutLineKind.Fee, null, -4m));
        return
        [
            Given.ToSend(customer),
            PortBench.Intent(EffectKinds.Contacts, customer.Ref, customer, customer, isState: true),
            .. invoices.Select(i => Given.ToSend(i, customer)),
            Given.ToSend(whole, customer),
            Given.ToSend(parts, customer),
            Cash.ChargedBack(dispute, customer),
            Cash.Won(dispute, customer),
            PortBench.Intent(EffectKinds.Void, invoices[3].Ref, new VoidedInvoice { Invoice = invoices[3], VoidedAt = Given.Noon(2026, 3, 12) }, customer),
            PortBench.Intent(
                EffectKinds.WriteOff, invoices[4].Ref,
                new UncollectibleInvoice { Invoice = invoices[4].Ref, Number = invoices[4].Number, Open = invoices[4].Gross, MarkedAt = Given.Noon(2026, 3, 30) }, customer),
            Cash.PaidOut(payout),
        ];
    }
}
