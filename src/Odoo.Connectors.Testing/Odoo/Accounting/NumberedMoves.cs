using Odoo.Connectors.Testing.Store;

namespace Odoo.Connectors.Testing.Accounting;

/// <summary>The moves that have a number, by the journal and kind that they are counted in.</summary>
internal sealed class NumberedMoves : IRowIndex
{
    private static readonly NumberedSequence s_none = new();
    private readonly Dictionary<string, NumberedSequence> _sequences = [];

    public IReadOnlyCollection<string> Fields { get; } = ["name", "date", "sequence_prefix", "sequence_number", "sequence_key"];

    public NumberedSequence this[string key] => _sequences.GetValueOrDefault(key) ?? s_none;

    public void Add(Row row)
    {
        if (IsNumbered(row, out var key))
        {
            if (!_sequences.TryGetValue(key, out var sequence))
            {
                _sequences[key] = sequence = new NumberedSequence();
            }

            sequence.Add(row);
        }
    }

    public void Remove(Row row)
    {
        if (IsNumbered(row, out var key))
        {
            _sequences[key].Remove(row);
        }
    }

    private static bool IsNumbered(Row row, out string key)
    {
        key = row.Text("sequence_key") ?? "";
        return key.Length > 0 && row.Text("name") is { Length: > 0 } && row.Text("sequence_prefix") is not null;
    }
}
