using System.Globalization;

namespace Odoo.Connectors.Simulation.Running;

/// <summary>What happened, in order. Two runs of one seed write the same.</summary>
internal sealed class Trace(VirtualClock clock, bool keepAll)
{
    private const int Kept = 400;
    private readonly Queue<string> _lines = new();
    private ulong _hash = 14695981039346656037;

    public ulong Hash => _hash;

    public long Count { get; private set; }

    public IEnumerable<string> Lines => _lines;

    public void Write(string line)
    {
        string text = string.Create(CultureInfo.InvariantCulture, $"{clock.GetUtcNow():HH:mm:ss.fff} {line}");
        foreach (char c in text)
        {
            _hash = (_hash ^ c) * 1099511628211;
        }

        Count++;
        _lines.Enqueue(text);
        if (!keepAll && _lines.Count > Kept)
        {
            _lines.Dequeue();
        }
    }
}
