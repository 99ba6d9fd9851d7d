using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Odoo.Connectors.Erp;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;
using Odoo.Connectors.Testing;
using static Odoo.Connectors.Tests.Port.GivenContract;

namespace Odoo.Connectors.Tests.Port;

/// <summary>Wherever an amendment is interrupted, in the end the order has each line once, and the chatter one note of each change.</summary>
public sealed class ContractFaultTests
{
    private static readonly string[] Reads = ["authenticate", "version", "search", "search_read", "read", "check_object_reference", "get_external_id", "fields_get"];

    /// <summary>Contract after contract, the first meets the fault at its first write, the second at its second, until one needs no more writes.</summary>
    [Theory]
    [InlineData(PortTarget.Action, EmulatorFault.DropReply)]
    [InlineData(PortTarget.Steps, EmulatorFault.DropReply)]
    [InlineData(PortTarget.Action, EmulatorFault.ServerErrorPageAfter)]
    [InlineData(PortTarget.Steps, EmulatorFault.DropRequest)]
    public async Task EachWrite_MeetsAFault_OnceInTheEnd(string way, EmulatorFault fault)
    {
        await using PortBench bench = await PortBench.StartAsync(way);
        Customer customer = Given.Customer(bench);
        await bench.PostAsync(Given.ToSend(customer));
        int target = 0;
        bool met = true;
        while (met)
        {
            target++;
            met = false;
            int seen = 0;
            bench.Emulator.OnCall = call =>
            {
                bool now = !Reads.Contains(call.Method) && Interlocked.Increment(ref seen) == target;
                met |= now;
                return now ? fault : EmulatorFault.None;
            };
            await TellAsync(bench, customer, target);
            bench.Emulator.OnCall = null;
            await AssertOnceAsync(bench, target);
        }

        // Made; told that it stands; a line loaded, the order written, a note: the least there is to interrupt.
        Assert.True(target > 4, $"only {target - 1} writes were met");
    }

    [Theory]
    [InlineData(ErpFaultPoint.LinesAdded)]
    [InlineData(ErpFaultPoint.ContractWritten)]
    [InlineData(ErpFaultPoint.Noted)]
    public async Task EachStep_IsInterruptedOnce_OnceInTheEnd(string point)
    {
        Interruption interruption = new(point);
        await using PortBench bench = await PortBench.StartAsync(PortTarget.Action, more: hub => hub.Services.AddSingleton<IFaultPoints>(interruption));
        Customer customer = Given.Customer(bench);
        await bench.PostAsync(Given.ToSend(customer));
        await TellAsync(bench, customer, 1);

        Assert.True(interruption.Met);
        await AssertOnceAsync(bench, 1);
    }

    private static async Task TellAsync(PortBench bench, Customer customer, int number)
    {
        Contract agreed = Contract(bench, customer, Line("si_1", "seat", 5m, 10m)) with { Ref = Ref(bench, number) };
        Contract more = agreed.Amended(2, "evt_2", Line("si_1", "seat", 6m, 10m), Line("si_2", "seat", 1m, 9m));
        await bench.PostAsync(ToMake(agreed, customer), ToStand(agreed, customer));
        await bench.PostAsync(ToAmend(more, customer), ToStand(more with { Version = 3, Status = ContractStatus.Paused, Amendments = [] }, customer));
    }

    private static async Task AssertOnceAsync(PortBench bench, int number)
    {
        await bench.AssertNoCasesAsync();
        Assert.Equal([("seat", 6m, 10m), ("seat", 1m, 9m)], await bench.LinesAsync(Ref(bench, number)));
        IReadOnlyList<string> notes = await bench.NotesAsync(Ref(bench, number));
        Assert.Equal(3, notes.Count);
        Assert.EndsWith("Status: Active", notes[0], StringComparison.Ordinal);
        Assert.EndsWith("seat (si_1), quantity: 5 \u2192 6\nseat (si_2): new, 1 x 9 EUR", notes[1], StringComparison.Ordinal);
        Assert.EndsWith("Status: Active \u2192 Paused", notes[2], StringComparison.Ordinal);
    }

    private static ExternalRef Ref(PortBench bench, int number) => bench.Ref(RecordKinds.Contract, string.Create(CultureInfo.InvariantCulture, $"sub-{number}"));

    private sealed class Interruption(string at) : IFaultPoints
    {
        public bool Met { get; private set; }

        public void Reached(string point)
        {
            if (point == at && !Met)
            {
                Met = true;
                throw new InvalidOperationException("The process ends here.");
            }
        }
    }
}
