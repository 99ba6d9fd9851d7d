using System.Data.Common;

namespace Odoo.Connectors.Sync.Tests.Telemetry;

/// <summary>A store that something happens on the way to.</summary>
internal sealed class SlowToOpen(StoreDialect inner, Action before) : StoreDialect
{
    private int _opened;

    public int Opened => Volatile.Read(ref _opened);

    public override string NowMilliseconds => inner.NowMilliseconds;

    public override void Migrate() => inner.Migrate();

    public override ValueTask<IDisposable?> EnterAsync(CancellationToken cancellationToken) => inner.EnterAsync(cancellationToken);

    public override ValueTask<StoreConnection> OpenAsync(CancellationToken cancellationToken)
    {
        before();
        Interlocked.Increment(ref _opened);
        return inner.OpenAsync(cancellationToken);
    }

    public override ValueTask<DbTransaction> BeginStepAsync(DbConnection connection, CancellationToken cancellationToken) =>
        inner.BeginStepAsync(connection, cancellationToken);

    public override ValueTask<DbTransaction> BeginReadAsync(DbConnection connection, CancellationToken cancellationToken) =>
        inner.BeginReadAsync(connection, cancellationToken);

    public override bool IsConflict(Exception exception) => inner.IsConflict(exception);

    public override ConnectorException? Explain(Exception exception) => inner.Explain(exception);
}
