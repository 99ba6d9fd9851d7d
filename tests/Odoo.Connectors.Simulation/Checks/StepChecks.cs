using System.Data.Common;
using System.Globalization;
using Odoo.Connectors.Simulation.Running;
using Odoo.Connectors.Simulation.Storage;
using Odoo.Connectors.Simulation.Worlds;

namespace Odoo.Connectors.Simulation.Checks;

/// <summary>What must hold at the moment of a step, asked in plain SQL inside its own transaction.</summary>
internal static class StepChecks
{
    /// <summary>Who writes an outcome holds the target's lane, under the epoch that sent.</summary>
    public static void BeforeSettle(SimConnection connection, DbCommand settle)
    {
        List<(long Sent, long? Holder, long Expires)> rows = Ask<(long, long?, long)>(
            connection, settle,
            """
            SELECT a.epoch, l.epoch, COALESCE(n.expires_at, 0) FROM attempt a JOIN effect e ON e.key = a.effect
            LEFT JOIN lane l ON l.name = 'target/' || e.target LEFT JOIN node n ON n.epoch = l.epoch
            WHERE a.effect = @p0 AND a.number = @p1
            """,
            ["@p0", "@p1"], r => (r.GetInt64(0), r.IsDBNull(1) ? null : r.GetInt64(1), r.GetInt64(2)));
        foreach ((long sent, long? holder, long expires) in rows)
        {
            if (holder != sent || expires <= connection.World.Clock.Milliseconds)
            {
                connection.World.Violated("stale-commit", $"epoch {sent} settles {settle.Parameters["@p0"].Value}, the lane is held by {holder?.ToString(CultureInfo.InvariantCulture) ?? "nobody"}");
            }
        }
    }

    /// <summary>A lane is left to its holder for as long as that one's lease lasts.</summary>
    public static void BeforeHold(SimConnection connection, DbCommand hold)
    {
        List<(long Holder, long Expires)> rows = Ask(
            connection, hold, "SELECT l.epoch, n.expires_at FROM lane l JOIN node n ON n.epoch = l.epoch WHERE l.name = @p0 AND l.epoch <> @p1",
            ["@p0", "@p1"], r => (r.GetInt64(0), r.GetInt64(1)));
        foreach ((long holder, long expires) in rows.Where(r => r.Expires > connection.World.Clock.Milliseconds))
        {
            connection.Taken = $"lane {hold.Parameters["@p0"].Value} is taken from epoch {holder}, which lives";
        }
    }

    /// <summary>An event is decided when no earlier one of its subject is open or a case.</summary>
    public static void BeforeEnd(SimConnection connection, DbCommand end)
    {
        if (Convert.ToInt64(end.Parameters["@p1"].Value, CultureInfo.InvariantCulture) == 3)
        {
            return;
        }

        List<string> rows = Ask(
            connection, end,
            """
            SELECT i.subject, e.id FROM inbox i JOIN inbox e ON e.lane = i.lane AND e.subject = i.subject AND e.id < i.id
            WHERE i.id = @p0 AND i.state IN (0, 1) AND e.state IN (0, 1, 3)
            """,
            ["@p0"], r => $"event {end.Parameters["@p0"].Value} of {r.GetString(0)} is decided before event {r.GetInt64(1)}");
        foreach (string row in rows)
        {
            connection.World.Violated("order", row);
        }
    }

    /// <summary>Bytes leave only under a lease that lasts, and never twice in one send: what was not answered is asked for first.</summary>
    public static void BeforeBytes(World world, Actor actor, long epoch, string written)
    {
        if (actor.Unanswered.Contains(written))
        {
            world.Violated("repeat", $"{actor} writes again what it got no answer to: {written[..Math.Min(written.Length, 200)]}");
        }

        if (world.Store.Query("SELECT epoch, expires_at FROM node", r => (Epoch: r.GetInt64(0), Expires: r.GetInt64(1))).Where(n => n.Epoch == epoch).Sum(n => n.Expires) <= world.Clock.Milliseconds)
        {
            world.Violated("lease", $"{actor} sends under epoch {epoch}, whose lease is over");
        }
    }

    private static List<T> Ask<T>(SimConnection connection, DbCommand beside, string sql, string[] parameters, Func<DbDataReader, T> map)
    {
        DbCommand ask = connection.World.Store.Command(sql);
        ask.Transaction = beside.Transaction;
        foreach (string name in parameters)
        {
            DbParameter parameter = ask.CreateParameter();
            parameter.ParameterName = name;
            parameter.Value = beside.Parameters[name].Value;
            ask.Parameters.Add(parameter);
        }

        using DbDataReader reader = ask.ExecuteReader();
        List<T> rows = [];
        while (reader.Read())
        {
            rows.Add(map(reader));
        }

        return rows;
    }
}
