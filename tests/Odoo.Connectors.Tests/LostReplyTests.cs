using System.Globalization;
using Odoo.Connectors.Testing;

namespace Odoo.Connectors.Tests;

/// <summary>Every write, one after the other, meets every fault once: the ledger is the same.</summary>
public sealed class LostReplyTests
{
    private static readonly string[] Reads = ["authenticate", "version", "search", "search_read", "search_count", "read", "check_object_reference", "get_external_id", "fields_get"];

    [Theory]
    [InlineData(true, EmulatorFault.DropReply)]
    [InlineData(false, EmulatorFault.DropReply)]
    [InlineData(false, EmulatorFault.ServerErrorPageAfter)]
    [InlineData(true, EmulatorFault.DropRequest)]
    public async Task EachWriteToOdoo_MeetsFault_SameLedger(bool effectAction, EmulatorFault fault)
    {
        int writes = 0;
        for (int target = 1; target == 1 || target <= writes; target++)
        {
            await using StoryWorld world = await StoryWorld.StartAsync("plain", effectAction);
            int seen = 0;
            world.Emulators.Odoo.OnCall = call => !Reads.Contains(call.Method) && Interlocked.Increment(ref seen) == target ? fault : EmulatorFault.None;
            await world.PlayAsync();
            world.Emulators.Odoo.OnCall = null;
            await world.AssertBooksAsync(string.Create(CultureInfo.InvariantCulture, $"{fault} at write {target}"));
            writes = target == 1 ? seen : writes;
        }

        // The probe of the effect action counts as a call; the plain story takes at least one write for each document.
        Assert.True(writes >= 7, $"only {writes} writes were seen");
    }

    [Theory]
    [InlineData(EmulatorFault.DropReply)]
    [InlineData(EmulatorFault.Unavailable)]
    [InlineData(EmulatorFault.RateLimited)]
    public async Task EachWriteToSalesforce_MeetsFault_SameStatus(EmulatorFault fault)
    {
        // Active, past due after the failure, active again: three writes, and each meets the fault once.
        for (int target = 1; target <= 3; target++)
        {
            await using StoryWorld world = await StoryWorld.StartAsync("plain", effectAction: true);
            int seen = 0;
            bool met = false;
            world.Emulators.Salesforce.OnCall = call =>
            {
                bool now = call.Method == "PATCH" && Interlocked.Increment(ref seen) == target;
                met |= now;
                return now ? fault : EmulatorFault.None;
            };
            await world.PlayAsync();
            await world.AssertBooksAsync(string.Create(CultureInfo.InvariantCulture, $"{fault} at status {target}"));
            Assert.True(met, $"there was no write {target}");
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task EveryCall_FailsTheFirstTime_SameLedger(bool effectAction)
    {
        await using StoryWorld world = await StoryWorld.StartAsync("plain", effectAction);
        EmulatorFault[] faults = [EmulatorFault.Unavailable, EmulatorFault.DropReply, EmulatorFault.RateLimited, EmulatorFault.ServerErrorPage];
        HashSet<string> met = [];
        Lock gate = new();
        world.Emulators.Odoo.OnCall = call =>
        {
            lock (gate)
            {
                return !Reads.Contains(call.Method) && met.Add($"{call.Model}.{call.Method} {call.Arguments}") ? faults[met.Count % faults.Length] : EmulatorFault.None;
            }
        };
        await world.PlayAsync();
        world.Emulators.Odoo.OnCall = null;
        await world.AssertBooksAsync();
    }
}
