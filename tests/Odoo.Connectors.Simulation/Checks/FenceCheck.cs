using System.Data.Common;
using Odoo.Connectors.Simulation.Storage;

namespace Odoo.Connectors.Simulation.Checks;

/// <summary>Guarantee 5, asked in plain SQL: who writes an outcome holds the target's lane, under the epoch that sent.</summary>
internal static class FenceCheck
{
    public static async Task BeforeSettleAsync(SimConnection connection, DbCommand settle, CancellationToken cancellationToken)
    {
        DbCommand ask = connection.Inner.CreateCommand();
        await using (ask)
        {
            ask.Transaction = settle.Transaction;
            ask.CommandText =
                """
                SELECT a.epoch, l.epoch, n.expires_at FROM attempt a JOIN effect e ON e.key = a.effect
                LEFT JOIN lane l ON l.name = 'target/' || e.target LEFT JOIN node n ON n.epoch = l.epoch
                WHERE a.effect = @p0 AND a.number = @p1
                """;
            Add(ask, settle, "p0");
            Add(ask, settle, "p1");
            DbDataReader row = await ask.ExecuteReaderAsync(cancellationToken);
            await using (row)
            {
                while (await row.ReadAsync(cancellationToken))
                {
                    long sent = row.GetInt64(0);
                    long? holder = row.IsDBNull(1) ? null : row.GetInt64(1);
                    long expires = row.IsDBNull(2) ? 0 : row.GetInt64(2);
                    if (holder != sent || expires <= connection.World.Clock.Milliseconds)
                    {
                        connection.World.Violated("stale-commit", $"epoch {sent} settles {settle.Parameters["p0"].Value}, the lane is held by {holder?.ToString() ?? "nobody"}");
                    }
                }
            }
        }
    }

    private static void Add(DbCommand to, DbCommand from, string name)
    {
        DbParameter parameter = to.CreateParameter();
        parameter.ParameterName = name;
        parameter.Value = from.Parameters[name].Value;
        to.Parameters.Add(parameter);
    }
}
