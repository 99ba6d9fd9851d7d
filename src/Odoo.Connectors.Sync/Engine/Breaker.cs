namespace Odoo.Connectors.Sync;

/// <summary>
/// Stops sending to a target that fails as a whole. After a pause one effect goes out as a probe: its success closes the
/// breaker, its failure doubles the pause. Of the process that holds the target's lane; a successor finds out for itself.
/// </summary>
internal sealed class Breaker(int threshold, Backoff backoff, TimeProvider clock)
{
    private int _failures;
    private bool _probing;
    private DateTimeOffset _probeAt;

    public bool IsOpen => _failures >= threshold;

    /// <summary>How long nothing may be sent; zero when something may.</summary>
    public TimeSpan Wait => !IsOpen ? TimeSpan.Zero
        : _probing ? TimeSpan.MaxValue
        : _probeAt > clock.GetUtcNow() ? _probeAt - clock.GetUtcNow() : TimeSpan.Zero;

    public void Begin() => _probing = IsOpen;

    /// <summary>A probe that ended without an answer makes room for another one.</summary>
    public void Cease() => _probing = false;

    /// <summary>A call was answered; null when it told nothing about the target's health.</summary>
    /// <returns>Whether this opened or closed the breaker.</returns>
    public bool End(bool? failed)
    {
        bool was = IsOpen;
        _probing = false;
        if (failed == true)
        {
            _failures++;
            _probeAt = clock.GetUtcNow() + backoff.After(Math.Max(0, _failures - threshold));
        }
        else if (failed == false)
        {
            _failures = 0;
        }

        return was != IsOpen;
    }
}
