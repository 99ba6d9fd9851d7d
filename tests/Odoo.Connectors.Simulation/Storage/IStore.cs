using System.Data.Common;
using Odoo.Connectors.Simulation.Worlds;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Simulation.Storage;

/// <summary>A fresh store of one seed.</summary>
internal interface IStore : IDisposable
{
    HubStore Open(World world, Func<HubNode?> node);

    /// <summary>Asks the store in plain SQL, beside the engine.</summary>
    List<T> Query<T>(string sql, Func<DbDataReader, T> map);
}
