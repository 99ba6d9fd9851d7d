using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using Odoo.Connectors.Simulation.Checks;

namespace Odoo.Connectors.Simulation.Storage;

/// <summary>A statement: rewritten by a planted bug, watched by the check of fences.</summary>
internal sealed class SimCommand(SimConnection connection, DbCommand inner) : DbCommand
{
    private DbTransaction? _transaction;
    private bool _wakes;
    private Func<SimConnection, DbCommand, CancellationToken, Task>? _check;

    [AllowNull]
    [SuppressMessage("Security", "CA2100", Justification = "The text is the hub's own, or a planted bug.")]
    public override string CommandText
    {
        get => inner.CommandText;
        set
        {
            string text = connection.World.Bug?.RewriteSql(value!) ?? value!;
            _wakes = text.StartsWith("INSERT INTO inbox", StringComparison.Ordinal) || text.StartsWith("INSERT INTO effect (", StringComparison.Ordinal)
                || text.StartsWith("UPDATE effect", StringComparison.Ordinal) || text.StartsWith("UPDATE inbox", StringComparison.Ordinal);
            _check = text.StartsWith("UPDATE attempt SET ended_at", StringComparison.Ordinal) ? StepChecks.BeforeSettleAsync
                : text.StartsWith("UPDATE inbox SET state = @p1, reason", StringComparison.Ordinal) ? StepChecks.BeforeEndAsync : null;
            inner.CommandText = text;
        }
    }

    public override int CommandTimeout
    {
        get => inner.CommandTimeout;
        set => inner.CommandTimeout = value;
    }

    public override CommandType CommandType
    {
        get => inner.CommandType;
        set => inner.CommandType = value;
    }

    public override bool DesignTimeVisible
    {
        get => inner.DesignTimeVisible;
        set => inner.DesignTimeVisible = value;
    }

    public override UpdateRowSource UpdatedRowSource
    {
        get => inner.UpdatedRowSource;
        set => inner.UpdatedRowSource = value;
    }

    protected override DbConnection? DbConnection
    {
        get => connection;
        set => throw new NotSupportedException();
    }

    protected override DbParameterCollection DbParameterCollection => inner.Parameters;

    protected override DbTransaction? DbTransaction
    {
        get => _transaction;
        set
        {
            _transaction = value;
            inner.Transaction = value is SimTransaction sim ? sim.Inner : value;
        }
    }

    public override void Cancel() => inner.Cancel();

    public override int ExecuteNonQuery() => inner.ExecuteNonQuery();

    public override object? ExecuteScalar() => inner.ExecuteScalar();

    public override void Prepare() => inner.Prepare();

    public override async Task<int> ExecuteNonQueryAsync(CancellationToken cancellationToken)
    {
        connection.Wakes |= _wakes;
        if (_check is not null)
        {
            await _check(connection, inner, cancellationToken);
        }

        return await inner.ExecuteNonQueryAsync(cancellationToken);
    }

    public override Task<object?> ExecuteScalarAsync(CancellationToken cancellationToken) => inner.ExecuteScalarAsync(cancellationToken);

    protected override DbParameter CreateDbParameter() => inner.CreateParameter();

    protected override DbDataReader ExecuteDbDataReader(CommandBehavior behavior) => inner.ExecuteReader(behavior);

    protected override Task<DbDataReader> ExecuteDbDataReaderAsync(CommandBehavior behavior, CancellationToken cancellationToken) =>
        inner.ExecuteReaderAsync(behavior, cancellationToken);

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
        }
    }
}
