namespace Odoo.Connectors.Sync;

/// <summary>
/// What is known of the vendors' limits: adapters tell it what answers say, and ask it before each call. One for each system, shared by all
/// that call it; <see cref="SystemBudget"/> says which priority leaves how much to the others.
/// </summary>
public interface IApiLimits
{
    /// <summary>Notes what an answer said.</summary>
    /// <param name="system">The configured name.</param>
    /// <param name="limit">The limit as of now.</param>
    void Report(string system, ApiLimit limit);

    /// <summary>Takes one call of what is left, for <see cref="CallPriority.Current"/>.</summary>
    /// <param name="system">The configured name.</param>
    /// <returns>Zero: go on. Otherwise nothing was taken: how long to wait before asking again.</returns>
    TimeSpan Take(string system);
}
