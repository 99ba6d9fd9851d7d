namespace Odoo.Connectors.Testing.Stripe;

/// <summary>Counts the calls of a second of the clock.</summary>
internal sealed class StripeSecond(StripeEmulatorOptions options, TimeProvider clock)
{
    private long _second;
    private int _calls;

    public bool IsOneTooMany()
    {
        if (options.RequestsPerSecond is not { } most)
        {
            return false;
        }

        long now = clock.GetUtcNow().ToUnixTimeSeconds();
        (_second, _calls) = (now, now == _second ? _calls + 1 : 1);
        return _calls > most;
    }
}
