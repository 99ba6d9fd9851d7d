namespace Odoo.Connectors.Testing.Store;

/// <summary>What it takes to undo the changes of the running transaction, newest last.</summary>
internal sealed class UndoLog
{
    private readonly List<Action> _undo = [];

    public int Savepoint => _undo.Count;

    public void Record(Action undo) => _undo.Add(undo);

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
