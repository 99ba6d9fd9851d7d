using System.Globalization;

namespace Odoo.Connectors.Testing.Chargebee;

/// <summary>Counts the calls of a minute of the clock.</summary>
internal sealed class ChargebeeMinute(ChargebeeEmulatorOptions options, TimeProvider clock)
{
    private long _minute;
    private int _calls;

    /// <summary>Counts a call; an answer when it is one too many.</summary>
    public VendorAnswer? Count()
    {
        if (options.RequestsPerMinute is not { } most)
        {
            return null;
        }

        long now = clock.GetUtcNow().ToUnixTimeSeconds();
        (_minute, _calls) = (now / 60, now / 60 == _minute ? _calls + 1 : 1);
        if (_calls <= most)
        {
            return null;
        }

        VendorAnswer answer = ChargebeeRefusal.TooMany().ToAnswer();
        return options.TellsRetryAfter ? answer.With("Retry-After", (60 - (now % 60)).ToString(CultureInfo.InvariantCulture)) : answer;
    }
}
