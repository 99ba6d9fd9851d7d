using Odoo.Connectors.Model;

namespace Odoo.Connectors.Sync;

/// <summary>What one transaction of a worker came to.</summary>
internal sealed class Turn(int room, int readings)
{
    private const int MostPlanned = 8;
    private const int MostGathered = 500;
    private int _gathered;
    private readonly List<Reading> _readings = [];
    private long? _since;

    public HashSet<string> Lanes { get; } = new(StringComparer.Ordinal);

    public int Decided { get; set; }

    public int Committed { get; set; }

    public int Planned { get; set; }

    /// <summary>What must be read next.</summary>
    public IReadOnlyList<Reading> Readings => _readings;

    /// <summary>The lanes that wait for it.</summary>
    public HashSet<string> Reading { get; } = new(StringComparer.Ordinal);

    /// <summary>Answers that are not stored yet, because nothing was.</summary>
    public IReadOnlyList<Reading> Again { get; init; } = [];

    /// <summary>Those that are read together cost one call, however many, and take no room.</summary>
    public int Room => room - Committed - (_readings.Count - _gathered);

    public bool HasRoom => Room > 0 && Planned < MostPlanned && _readings.Count - _gathered < readings && _gathered < MostGathered;

    /// <summary>The last delivery there is as this transaction sees it.</summary>
    public async Task<long> SinceAsync(HubTransaction transaction, CancellationToken cancellationToken) =>
        _since ??= await transaction.Inbox.LastAsync(cancellationToken).ConfigureAwait(false);

    /// <summary>Marks what must be read next as it is agreed at the end of the transaction.</summary>
    public void Mark(IReadOnlyDictionary<ExternalRef, (long Fields, long Agreed)> marks)
    {
        for (int i = 0; i < _readings.Count; i++)
        {
            _readings[i] = _readings[i].Marked(marks);
        }
    }

    /// <param name="reading">What must be read.</param>
    /// <param name="isGathered">Whether something of it is read together with others.</param>
    public void Read(Reading reading, bool isGathered)
    {
        _gathered += isGathered ? 1 : 0;
        _readings.Add(reading);
        Reading.Add(reading.Lane);
    }
}
