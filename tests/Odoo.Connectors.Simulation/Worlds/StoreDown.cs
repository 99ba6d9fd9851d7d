using System.Data.Common;

namespace Odoo.Connectors.Simulation.Worlds;

internal sealed class StoreDown() : DbException("the store is down");
