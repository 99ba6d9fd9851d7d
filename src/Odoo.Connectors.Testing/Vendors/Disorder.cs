namespace Odoo.Connectors.Testing;

/// <summary>What networks and queues do to events.</summary>
internal static class Disorder
{
    /// <summary>With a seed some come twice and all in another order; without one they stay as they are.</summary>
    public static List<T> Of<T>(IReadOnlyList<T> events, int? seed, double duplicates)
    {
        if (seed is not { } known)
        {
            return [.. events];
        }

        var random = new Random(known);
        List<T> sent = [.. events, .. events.Where(_ => random.NextDouble() < duplicates)];
        return [.. sent.OrderBy(_ => random.Next())];
    }
}
