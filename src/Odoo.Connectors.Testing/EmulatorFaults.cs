namespace Odoo.Connectors.Testing;

/// <summary>Plans of what goes wrong and when, for the <c>OnCall</c> of an emulator. A plan may be asked by several threads.</summary>
public static class EmulatorFaults
{
    /// <summary>The next calls fail, then all is well again.</summary>
    /// <param name="count">How many calls fail.</param>
    /// <param name="fault">What they meet.</param>
    /// <param name="when">Which calls are meant; all when absent.</param>
    /// <returns>The plan.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is negative.</exception>
    public static Func<EmulatorCall, EmulatorFault> Next(int count, EmulatorFault fault, Func<EmulatorCall, bool>? when = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        var left = count;
        return call => when?.Invoke(call) != false && Interlocked.Decrement(ref left) >= 0 ? fault : EmulatorFault.None;
    }

    /// <summary>Calls fail at random; the same seed and the same calls in the same order give the same faults.</summary>
    /// <param name="seed">The seed.</param>
    /// <param name="probability">Share of the calls that fail, 0 to 1.</param>
    /// <param name="faults">What they meet, each equally likely.</param>
    /// <returns>The plan.</returns>
    /// <exception cref="ArgumentException">There is no fault to choose from, or the probability is not between 0 and 1.</exception>
    public static Func<EmulatorCall, EmulatorFault> AtRandom(int seed, double probability, params IReadOnlyList<EmulatorFault> faults)
    {
        if (faults.Count == 0 || probability is not (>= 0 and <= 1))
        {
            throw new ArgumentException("A random plan needs faults to choose from and a probability between 0 and 1.", nameof(faults));
        }

        var random = new Random(seed);
        return _ =>
        {
            lock (random)
            {
                // Both are drawn for every call, so that a different probability meets other calls with the same kinds.
                var (chance, which) = (random.NextDouble(), random.Next(faults.Count));
                return chance < probability ? faults[which] : EmulatorFault.None;
            }
        };
    }

    /// <summary>Several plans at once: of a call, the first plan that has a fault decides; the ones after it are not asked.</summary>
    /// <param name="plans">The plans.</param>
    /// <returns>The plan of them all.</returns>
    public static Func<EmulatorCall, EmulatorFault> FirstOf(params IReadOnlyList<Func<EmulatorCall, EmulatorFault>> plans) =>
        call => plans.Select(p => p(call)).FirstOrDefault(f => f != EmulatorFault.None);
}
