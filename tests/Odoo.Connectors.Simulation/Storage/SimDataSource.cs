using System.Data.Common;
using Odoo.Connectors.Simulation.Worlds;

namespace Odoo.Connectors.Simulation.Storage;

/// <summary>Connections that can be watched, and whose statements a planted bug may rewrite.</summary>
internal sealed class SimDataSource(World world, string connectionString, Func<CancellationToken, ValueTask<DbConnection>> open, bool keeps) : DbDataSource
{
    public override string ConnectionString => connectionString;

    protected override DbConnection CreateDbConnection() => throw new NotSupportedException("The hub opens its connections.");

    protected override async ValueTask<DbConnection> OpenDbConnectionAsync(CancellationToken cancellationToken = default)
    {
        world.Scheduler.Leave();
        return new SimConnection(await open(cancellationToken), world, keeps);
    }
}
