using Microsoft.Extensions.Options;

namespace Odoo.Connectors.Sync;

/// <summary>Pauses between attempts: doubling, with full jitter over the upper half so that nodes do not march in step.</summary>
internal sealed class Backoff(IOptions<HubOptions> options, Random random)
{
    public TimeSpan After(int attempts, TimeSpan? asked = null)
    {
        TimeSpan full = options.Value.RetryDelay * Math.Pow(2, Math.Min(attempts, 16));
        TimeSpan capped = full < options.Value.MaxRetryDelay ? full : options.Value.MaxRetryDelay;
        TimeSpan jittered = capped * (0.5 + (random.NextDouble() / 2));
        return asked > jittered ? asked.Value : jittered;
    }
}
