using System.Data.Common;
using Odoo.Connectors.Simulation.Worlds;

namespace Odoo.Connectors.Simulation.Storage;

/// <summary>Connections that can be watched, and whose statements a planted bug may rewrite.</summary>
internal sealed class SimDataSource(DbDataSource inner, World world) : DbDataSource
{
    public override string ConnectionString => inner.ConnectionString;

    protected override DbConnection CreateDbConnection() => new SimConnection(inner.CreateConnection(), world);

    protected override DbConnection OpenDbConnection() => new SimConnection(inner.OpenConnection(), world);

    protected override async ValueTask<DbConnection> OpenDbConnectionAsync(CancellationToken cancellationToken = default)
    {
        world.Scheduler.Leave();
        return new SimConnection(await inner.OpenConnectionAsync(cancellationToken), world);
    }
}
