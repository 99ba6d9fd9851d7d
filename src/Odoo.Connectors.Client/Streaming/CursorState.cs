using System.Globalization;
using System.Text;

namespace Odoo.Connectors.Client.Internal;

/// <summary>What a cursor knows, in seconds since 1970. All times but those called "started" are the server's.</summary>
internal sealed record CursorState
{
    private const string Version = "1";

    /// <summary>Everything written up to here was read, whatever was still uncommitted when it was.</summary>
    public long? Settled { get; init; }

    /// <summary>The latest change there was when the last pass started.</summary>
    public long? Until { get; init; }

    /// <summary>When the last pass started, by our clock.</summary>
    public long? Started { get; init; }

    /// <summary>The latest change of an earlier pass, which settles once the overlap has gone by since it started.</summary>
    public long? Pending { get; init; }

    /// <summary>When that earlier pass started, by our clock.</summary>
    public long? PendingStarted { get; init; }

    /// <summary>The first second of the pass under way; with none it reads everything.</summary>
    public long? First { get; init; }

    /// <summary>The last id read in the pass under way; without it no pass is under way.</summary>
    public long? After { get; init; }

    /// <summary>The content of rows that may be read again: those of this pass up to <see cref="After"/>, of the last one beyond it.</summary>
    public IReadOnlyDictionary<long, long> Seen { get; init; } = new Dictionary<long, long>();

    public static CursorState? Read(string text)
    {
        string[] parts = text.Split(';');
        if (parts.Length != 9 || parts[0] != Version)
        {
            return null;
        }

        long?[] numbers = new long?[7];
        for (int i = 0; i < numbers.Length; i++)
        {
            if (parts[i + 1].Length > 0)
            {
                if (!long.TryParse(parts[i + 1], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number))
                {
                    return null;
                }

                numbers[i] = number;
            }
        }

        return Entries(parts[8]) is not { } seen ? null : new CursorState
        {
            Settled = numbers[0],
            Until = numbers[1],
            Started = numbers[2],
            Pending = numbers[3],
            PendingStarted = numbers[4],
            First = numbers[5],
            After = numbers[6],
            Seen = seen,
        };
    }

    public override string ToString()
    {
        if (this is { Settled: null, Until: null, After: null })
        {
            return "";
        }

        StringBuilder text = new(Version);
        foreach (long? number in (ReadOnlySpan<long?>)[Settled, Until, Started, Pending, PendingStarted, First, After])
        {
            text.Append(';').Append(number?.ToString(CultureInfo.InvariantCulture));
        }

        text.Append(';').AppendJoin(',', Seen.OrderBy(s => s.Key).Select(s => string.Create(CultureInfo.InvariantCulture, $"{s.Key}:{s.Value:x16}")));
        return text.ToString();
    }

    private static Dictionary<long, long>? Entries(string text)
    {
        Dictionary<long, long> seen = [];
        foreach (string entry in text.Split(',', StringSplitOptions.RemoveEmptyEntries))
        {
            int colon = entry.IndexOf(':', StringComparison.Ordinal);
            if (colon < 0 || !long.TryParse(entry.AsSpan(0, colon), NumberStyles.None, CultureInfo.InvariantCulture, out long id)
                || !long.TryParse(entry.AsSpan(colon + 1), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out long content))
            {
                return null;
            }

            seen[id] = content;
        }

        return seen;
    }
}
