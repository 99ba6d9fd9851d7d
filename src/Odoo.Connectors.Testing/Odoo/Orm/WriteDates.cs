using Odoo.Connectors.Testing.Store;

namespace Odoo.Connectors.Testing.Orm;

/// <summary>Stored fields that Odoo computes move <c>write_date</c> too, as when an invoice is paid.</summary>
internal static class WriteDates
{
    /// <summary>The row counts as written by this transaction.</summary>
    public static void Touch(Env env, Row row)
    {
        var table = env.World[row.Model];
        if (row["create_date"] is null)
        {
            table.Set(row, "create_date", env.World.Clock.Now);
            table.Set(row, "create_uid", env.Uid);
        }

        table.Set(row, "write_date", env.World.Clock.Now);
        table.Set(row, "write_uid", env.Uid);
    }
}
