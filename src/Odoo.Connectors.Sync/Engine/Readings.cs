namespace Odoo.Connectors.Sync;

/// <summary>What one step has asked the systems for. A slow answer holds up its own lane only.</summary>
internal sealed class Readings
{
    private readonly OrderedDictionary<string, Task<Reading>> _readings = new(StringComparer.Ordinal);

    public bool Any => _readings.Count > 0;

    public int UnderWay => _readings.Count;

    /// <summary>The lanes that are held for it.</summary>
    public string[] Lanes => [.. _readings.Keys];

    public void Begin(Reading reading, Task<Reading> answer) => _readings.Add(reading.Lane, answer);

    /// <summary>Waits until there is an answer; takes none where nothing is under way.</summary>
    /// <returns>The answers there are, in the order in which they were asked for, as many as one transaction takes.</returns>
    public async Task<IReadOnlyList<Reading>> AnsweredAsync(int most)
    {
        if (_readings.Count == 0)
        {
            return [];
        }

        await Task.WhenAny(_readings.Values).ConfigureAwait(false);
        List<Reading> answered = [];
        foreach (Task<Reading> answer in _readings.Values.Where(r => r.IsCompleted).Take(most))
        {
            answered.Add(await answer.ConfigureAwait(false));
        }

        return answered;
    }

    /// <summary>Ends answers that are stored.</summary>
    public void Settle(IReadOnlyList<Reading> answered, IReadOnlyList<Reading> but)
    {
        foreach (Reading reading in answered.Except(but))
        {
            _readings.Remove(reading.Lane);
        }
    }
}
