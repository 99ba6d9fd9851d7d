namespace Odoo.Connectors.Benchmarks;

/// <summary>Facts per second from accepted deliveries to settled effects, and what batches and history do to it.</summary>
internal static class Throughput
{
    private const int Facts = 200;
    private const int OldFacts = 100_000;
    private const int Backlog = 5_000;

    public static async Task RunAsync(int rounds)
    {
        TimeSpan latency = TimeSpan.FromMilliseconds(5);
        await using (EngineRig single = new("one effect per call, 200 lanes", 1, latency))
        await using (EngineRig batch = new("**up to 25 effects per call, 200 lanes**", 25, latency))
        await using (EngineRig fewLanes = new("up to 25 effects per call, 4 lanes", 25, latency, lanes: 4))
        await using (EngineRig oneRecord = new("up to 25 effects per call, all of one target record", 25, latency, oneRecord: true))
        {
            await HostedAsync(rounds, single, batch, fewLanes, oneRecord);
            await SteppedAsync(
                $"Engine in steps: {Facts} facts decided, then dispatched; each port call takes 5 ms; × is against one effect per call", rounds, single, batch, fewLanes, oneRecord);
        }

        await using EngineRig fresh = new("empty store", 25, TimeSpan.Zero);
        await using EngineRig old = new($"**store with {OldFacts:N0} finished facts**", 25, TimeSpan.Zero);
        await old.AddHistoryAsync(OldFacts);
        await SteppedAsync($"Engine and history: {Facts} facts, port without latency, batches of 25; × is against the empty store", rounds, fresh, old);

        await using EngineRig calm = new("nothing else open", 25, TimeSpan.Zero, lanes: int.MaxValue);
        await using EngineRig busy = new($"**{Backlog:N0} more deliveries open**", 25, TimeSpan.Zero, lanes: int.MaxValue);
        await busy.AcceptAsync(Backlog);
        await BacklogAsync(rounds, calm, busy);
    }

    private static async Task HostedAsync(int rounds, params EngineRig[] rigs)
    {
        Samples took = new(rigs.Length), calls = new(rigs.Length);
        for (int round = -1; round < rounds; round++)
        {
            for (int i = 0; i < rigs.Length; i++)
            {
                await rigs[i].AcceptAsync(Facts);
                int before = rigs[i].Wall.Calls;
                double milliseconds = await rigs[i].HostAsync(Facts);
                if (round >= 0)
                {
                    took.Add(i, milliseconds);
                    calls.Add(i, rigs[i].Wall.Calls - before);
                }
            }
        }

        Console.WriteLine($"\n### Engine in a host: {Facts} accepted facts until the last effect is settled; each port call takes 5 ms; × is against one effect per call\n");
        Console.WriteLine("| variant | wall ms | facts per second | × rate | port calls |");
        Console.WriteLine("|---|--:|--:|--:|--:|");
        for (int i = 0; i < rigs.Length; i++)
        {
            Console.WriteLine($"| {rigs[i].Name} | {took.Median(i):F0} | {Facts * 1e3 / took.Median(i):F0} | {1 / took.Ratio(i, 0):F2} | {calls.Median(i):F0} |");
        }
    }

    private static async Task BacklogAsync(int rounds, params EngineRig[] rigs)
    {
        Samples decide = new(rigs.Length);
        for (int round = -1; round < rounds; round++)
        {
            for (int i = 0; i < rigs.Length; i++)
            {
                await rigs[i].AcceptAsync(Facts);
                double milliseconds = await rigs[i].DecideAsync(Facts);
                if (round >= 0)
                {
                    decide.Add(i, milliseconds);
                }
            }
        }

        Console.WriteLine($"\n### Engine and backlog: {Facts} facts decided, each in a lane of its own; × is against no backlog\n");
        Console.WriteLine("| variant | decide, ms per fact | × |");
        Console.WriteLine("|---|--:|--:|");
        for (int i = 0; i < rigs.Length; i++)
        {
            Console.WriteLine($"| {rigs[i].Name} | {decide.Median(i) / Facts:F2} | {decide.Ratio(i, 0):F2} |");
        }
    }

    private static async Task SteppedAsync(string title, int rounds, params EngineRig[] rigs)
    {
        Samples decide = new(rigs.Length), dispatch = new(rigs.Length);
        for (int round = -1; round < rounds; round++)
        {
            for (int i = 0; i < rigs.Length; i++)
            {
                await rigs[i].AcceptAsync(Facts);
                (double decided, double dispatched) = await rigs[i].StepAsync();
                if (round >= 0)
                {
                    decide.Add(i, decided);
                    dispatch.Add(i, dispatched);
                }
            }
        }

        Console.WriteLine($"\n### {title}\n");
        Console.WriteLine("| variant | decide, ms per fact | × | dispatch, ms per effect | × | effects dispatched per second |");
        Console.WriteLine("|---|--:|--:|--:|--:|--:|");
        for (int i = 0; i < rigs.Length; i++)
        {
            Console.WriteLine(
                $"| {rigs[i].Name} | {decide.Median(i) / Facts:F2} | {decide.Ratio(i, 0):F2} | {dispatch.Median(i) / Facts:F2} | {dispatch.Ratio(i, 0):F2} | {Facts * 1e3 / dispatch.Median(i):F0} |");
        }
    }
}
