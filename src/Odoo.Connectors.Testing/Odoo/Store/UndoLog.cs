namespace Odoo.Connectors.Testing.Store;

/// <summary>What it takes to undo the changes of the running transaction, newest last.</summary>
internal sealed class UndoLog
{
    private readonly List<Action> _undo = [];
    private bool _isOff;

    public int Savepoint => _undo.Count;

    public void Record(Action undo)
    {
        if (!_isOff)
        {
            _undo.Add(undo);
        }
    }

    /// <summary>Changes that are no part of the running transaction.</summary>
    public void Without(Action change)
    {
        _isOff = true;
        change();
        _isOff = false;
    }

    public void RollbackTo(int savepoint)
    {
        for (var i = _undo.Count - 1; i >= savepoint; i--)
        {
            _undo[i]();
        }

        _undo.RemoveRange(savepoint, _undo.Count - savepoint);
    }

    public void Commit() => _undo.Clear();
}
