namespace Odoo.Connectors.Sync;

/// <summary>Collects used and ignored fields, each once.</summary>
internal sealed class FieldNotes
{
    private readonly List<string> _used = [];
    private readonly List<string> _ignored = [];
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);

    public void Note(string path, bool isUsed)
    {
        if (_seen.Add(path))
        {
            (isUsed ? _used : _ignored).Add(path);
        }
    }

    public FieldUse Done() => new(_used, _ignored);
}
