using System.Data;
using System.Data.Common;

namespace Odoo.Connectors.Simulation.Storage;

/// <summary>A transaction whose end gives the baton back: by then everything is committed or rolled back.</summary>
internal sealed class SimTransaction(SimConnection connection, DbTransaction inner, bool parks) : DbTransaction
{
    private string _end = "rolled back";

    public DbTransaction Inner => inner;

    public override IsolationLevel IsolationLevel => inner.IsolationLevel;

    protected override DbConnection? DbConnection => connection;

    public override void Commit() => inner.Commit();

    public override void Rollback() => inner.Rollback();

    public override Task CommitAsync(CancellationToken cancellationToken = default)
    {
        inner.Commit();
        _end = "committed";
        if (connection.Wakes)
        {
            connection.World.Woken();
        }

        return Task.CompletedTask;
    }

    public override async ValueTask DisposeAsync()
    {
        inner.Dispose();
        if (parks)
        {
            connection.World.Chaos.MayFreeze();
            await connection.World.Scheduler.ParkAsync(_end);
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
        }
    }
}
