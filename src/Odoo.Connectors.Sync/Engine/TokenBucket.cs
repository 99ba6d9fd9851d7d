namespace Odoo.Connectors.Sync;

/// <summary>A budget that fills by the clock it is given, so that a simulation's clock fills it too.</summary>
internal sealed class TokenBucket
{
    // Filling in small steps loses the last digits.
    private const double Rounding = 1e-6;

    private readonly double _perSecond;
    private readonly double _size;
    private readonly TimeProvider _clock;
    private double _tokens;
    private long _filled;

    public TokenBucket(double perSecond, double size, TimeProvider clock)
    {
        (_perSecond, _size, _clock) = (perSecond, size, clock);
        (_tokens, _filled) = (size, clock.GetTimestamp());
    }

    public double Available
    {
        get
        {
            long now = _clock.GetTimestamp();
            _tokens = Math.Min(_size, _tokens + (_clock.GetElapsedTime(_filled, now).TotalSeconds * _perSecond));
            _filled = now;
            return _tokens;
        }
    }

    public void Take(int units) => _tokens = Available - units;

    /// <summary>Whether so many are there.</summary>
    public static bool Covers(double available, double units) => units <= available + Rounding;

    /// <summary>How long until so many are there, in whole milliseconds: a rest too small for a clock would read as none.</summary>
    public TimeSpan Until(double units) => TimeSpan.FromMilliseconds(Math.Ceiling(Math.Max(0, (units - Available - Rounding) / _perSecond) * 1000));
}
