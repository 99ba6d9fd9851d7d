namespace Odoo.Connectors.Sync;

/// <summary>How one piece of idempotent work is run.</summary>
public sealed record IdempotencyOptions
{
    /// <summary>
    /// How long a run that went silent keeps its key, by the store's clock. Each checkpoint begins it anew; work that takes longer
    /// without one is cancelled.
    /// </summary>
    /// <value>The default is 1 minute.</value>
    public TimeSpan Lease { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>How long a second caller waits for the first before it is told to come again.</summary>
    /// <value>The default is 10 seconds; zero never waits.</value>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// Whether a proven refusal (validation, permission, not found and the like) is the end: later callers get the same error. If
    /// not, the next caller runs the work anew under a new <see cref="IdempotencyContext.DownstreamKey"/>, since vendors store
    /// refusals under the old one.
    /// </summary>
    /// <value>The default is <see langword="false"/>.</value>
    public bool KeepRefusals { get; init; }
}
