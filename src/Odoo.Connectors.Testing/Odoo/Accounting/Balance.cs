using Odoo.Connectors.Testing.Orm;
using Odoo.Connectors.Testing.Store;

namespace Odoo.Connectors.Testing.Accounting;

/// <summary>Debits and credits of an entry are equal.</summary>
internal static class Balance
{
    public static void Check(Env env, Row entry)
    {
        if (MoveLines.Of(env, entry).Sum(l => l.Number("balance")) != 0)
        {
            throw OdooError.User("The entry is not balanced.");
        }
    }
}
