using System.Data.Common;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Benchmarks;

/// <summary>Counts the steps, each of which is one commit.</summary>
internal sealed class CountingDialect(StoreDialect inner) : StoreDialect
{
    private long _steps;

    public long Steps => Interlocked.Read(ref _steps);

    public override string NowMilliseconds => inner.NowMilliseconds;

    public override void Migrate() => inner.Migrate();

    public override ValueTask<IDisposable?> EnterAsync(CancellationToken cancellationToken) => inner.EnterAsync(cancellationToken);

    public override ValueTask<StoreConnection> OpenAsync(CancellationToken cancellationToken) => inner.OpenAsync(cancellationToken);

    public override ValueTask<DbTransaction> BeginStepAsync(DbConnection connection, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _steps);
        return inner.BeginStepAsync(connection, cancellationToken);
    }

    public override ValueTask<DbTransaction> BeginReadAsync(DbConnection connection, CancellationToken cancellationToken) =>
        inner.BeginReadAsync(connection, cancellationToken);

    public override bool IsConflict(Exception exception) => inner.IsConflict(exception);

    public override ConnectorException? Explain(Exception exception) => inner.Explain(exception);
}
