using System.Data.Common;
using System.Runtime.CompilerServices;
using Odoo.Connectors.Simulation.Running;
using Odoo.Connectors.Simulation.Worlds;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Simulation.Storage;

/// <summary>
/// The store's own dialect with the world's clock. A step begins and ends with giving the baton back, unless its actor holds a
/// lock that others of its process may wait for; what only reads gives nothing back.
/// </summary>
internal sealed class SimDialect : StoreDialect
{
    private readonly World _world;
    private readonly Func<HubNode?> _node;

    public SimDialect(World world, Func<HubNode?> node) => (_world, _node) = (world, node);

    public override string NowMilliseconds => _world.Store.Now;

    private bool MayPark => Actor.Current is { IsAtomic: false } && !(_node() is HubNode hub && TurnOf(hub).CurrentCount == 0);

    public override void Migrate()
    {
        // The template that every seed copies was migrated once.
    }

    public override async ValueTask<IDisposable?> EnterAsync(CancellationToken cancellationToken)
    {
        if (MayPark)
        {
            await _world.Scheduler.ParkAsync("step");
        }

        _world.Refuse();
        return null;
    }

    public override ValueTask<StoreConnection> OpenAsync(CancellationToken cancellationToken)
    {
        _world.Refuse();
        return ValueTask.FromResult(_world.Kept ?? new StoreConnection(new SimConnection(_world), giveBack: null));
    }

    public override ValueTask<DbTransaction> BeginStepAsync(DbConnection connection, CancellationToken cancellationToken) =>
        BeginAsync(connection, _world.Store.Dialect.BeginStepAsync, MayPark, cancellationToken);

    public override ValueTask<DbTransaction> BeginAppendAsync(DbConnection connection, CancellationToken cancellationToken) =>
        BeginAsync(connection, _world.Store.Dialect.BeginAppendAsync, false, cancellationToken);

    public override ValueTask<DbTransaction> BeginReadAsync(DbConnection connection, CancellationToken cancellationToken) =>
        BeginAsync(connection, _world.Store.Dialect.BeginReadAsync, false, cancellationToken);

    public override bool IsConflict(Exception exception) => _world.Store.Dialect.IsConflict(exception);

    public override ConnectorException? Explain(Exception exception) => exception is StoreDown down
        ? new ConnectorException(ErrorKind.Transient, "The store is down.", down)
        : _world.Store.Dialect.Explain(exception);

    private ValueTask<DbTransaction> BeginAsync(
        DbConnection connection, Func<DbConnection, CancellationToken, ValueTask<DbTransaction>> begin, bool parks, CancellationToken cancellationToken)
    {
        _world.Store.SetTime(_world.Clock.Milliseconds);
        SimConnection sim = (SimConnection)connection;
        sim.Wakes = false;
        return ValueTask.FromResult<DbTransaction>(new SimTransaction(sim, begin(_world.Store.Connection, cancellationToken).AsTask().GetAwaiter().GetResult(), parks));
    }

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_turn")]
    private static extern ref SemaphoreSlim TurnOf(HubNode node);
}
