using System.Data.Common;
using System.Globalization;
using System.Runtime.CompilerServices;
using Odoo.Connectors.Simulation.Worlds;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Simulation.Storage;

/// <summary>The store's own dialect with the world's clock; a step begins and ends with giving the baton back.</summary>
internal sealed class SimDialect(World world, Func<HubNode?> node, Func<SimConnection, CancellationToken, ValueTask<DbTransaction>> begin) : StoreDialect
{
    public override string NowMilliseconds => world.Clock.Milliseconds.ToString(CultureInfo.InvariantCulture);

    public override void Migrate()
    {
        // The template that every seed copies was migrated once.
    }

    public override async ValueTask<IDisposable?> EnterAsync(CancellationToken cancellationToken)
    {
        // A node that renews its lease holds a lock that its own loops may wait for: it must not be parked with it.
        if (!HoldsTurn)
        {
            await world.Scheduler.ParkAsync("step");
        }

        world.Refuse();
        return null;
    }

    public override async ValueTask<DbTransaction> BeginStepAsync(DbConnection connection, CancellationToken cancellationToken)
    {
        SimConnection sim = (SimConnection)connection;
        sim.IsHurried = HoldsTurn;
        world.Scheduler.Leave();
        return new SimTransaction(sim, await begin(sim, cancellationToken));
    }

    public override ValueTask<DbTransaction> BeginReadAsync(DbConnection connection, CancellationToken cancellationToken) =>
        BeginStepAsync(connection, cancellationToken);

    public override bool IsConflict(Exception exception) => false;

    private bool HoldsTurn => node() is HubNode hub && TurnOf(hub).CurrentCount == 0;

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_turn")]
    private static extern ref SemaphoreSlim TurnOf(HubNode node);
}
