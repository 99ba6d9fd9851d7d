namespace Odoo.Connectors.Testing.Orm;

/// <summary>A slow transaction writes a record that another one wrote and committed after it had begun: the database refuses.</summary>
internal sealed class ConcurrentUpdate() : Exception("could not serialize access due to concurrent update")
{
    public static void Check(Env env, Store.Row row)
    {
        if (env.World.Clock.IsLate && string.CompareOrdinal(row.Text("write_date"), env.World.Clock.Now) > 0)
        {
            throw new ConcurrentUpdate();
        }
    }
}
