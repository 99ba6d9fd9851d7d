using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using Odoo.Connectors.Simulation.Checks;

namespace Odoo.Connectors.Simulation.Storage;

/// <summary>A statement: rewritten by a planted bug, watched by the check of fences.</summary>
internal sealed class SimCommand(SimConnection connection) : DbCommand
{
    private DbCommand? _inner;
    private DbTransaction? _transaction;
    private bool _wakes;
    private Action<SimConnection, DbCommand>? _check;

    [AllowNull]
    public override string CommandText
    {
        get => _inner?.CommandText ?? "";
        set
        {
            string text = connection.World.Bug?.Rewrite(value!) ?? value!;
            _wakes = text.Contains("INSERT INTO inbox", StringComparison.Ordinal) || text.StartsWith("INSERT INTO effect (", StringComparison.Ordinal)
                || text.StartsWith("UPDATE effect", StringComparison.Ordinal) || text.StartsWith("UPDATE inbox", StringComparison.Ordinal);
            _check = text.StartsWith("UPDATE attempt SET ended_at", StringComparison.Ordinal) ? StepChecks.BeforeSettle
                : text.StartsWith("UPDATE inbox SET state = @p1, reason", StringComparison.Ordinal) ? StepChecks.BeforeEnd
                : text.StartsWith("UPDATE lane SET epoch = @p1 WHERE name = @p0 AND (", StringComparison.Ordinal)
                    || text.StartsWith("UPDATE lane SET epoch = NULL WHERE name = @p0 AND (", StringComparison.Ordinal) ? StepChecks.BeforeHold : null;
            _inner = connection.World.Store.Command(text);
        }
    }

    public override int CommandTimeout
    {
        get => Inner.CommandTimeout;
        set => Inner.CommandTimeout = value;
    }

    public override CommandType CommandType
    {
        get => Inner.CommandType;
        set => Inner.CommandType = value;
    }

    public override bool DesignTimeVisible
    {
        get => Inner.DesignTimeVisible;
        set => Inner.DesignTimeVisible = value;
    }

    public override UpdateRowSource UpdatedRowSource
    {
        get => Inner.UpdatedRowSource;
        set => Inner.UpdatedRowSource = value;
    }

    private DbCommand Inner => _inner ?? throw new InvalidOperationException("A statement is given its text first.");

    protected override DbConnection? DbConnection
    {
        get => connection;
        set => throw new NotSupportedException();
    }

    protected override DbParameterCollection DbParameterCollection => Inner.Parameters;

    protected override DbTransaction? DbTransaction
    {
        get => _transaction;
        set
        {
            _transaction = value;
            Inner.Transaction = value is SimTransaction sim ? sim.Inner : value;
        }
    }

    public override void Cancel() => Inner.Cancel();

    public override int ExecuteNonQuery() => Inner.ExecuteNonQuery();

    public override object? ExecuteScalar() => Inner.ExecuteScalar();

    public override void Prepare() => Inner.Prepare();

    // A server is waited for on the thread of the scheduler: the run stays one thread's work.
    public override Task<int> ExecuteNonQueryAsync(CancellationToken cancellationToken)
    {
        connection.Wakes |= _wakes;
        connection.Taken = null;
        _check?.Invoke(connection, Inner);
        int rows = Inner.ExecuteNonQuery();
        if (rows > 0 && connection.Taken is string taken)
        {
            connection.World.Violated("lease", taken);
        }

        return Task.FromResult(rows);
    }

    public override Task<object?> ExecuteScalarAsync(CancellationToken cancellationToken)
    {
        connection.Wakes |= _wakes;
        return Task.FromResult(Inner.ExecuteScalar());
    }

    protected override DbParameter CreateDbParameter() => Inner.CreateParameter();

    protected override DbDataReader ExecuteDbDataReader(CommandBehavior behavior) => Inner.ExecuteReader(behavior);

    protected override Task<DbDataReader> ExecuteDbDataReaderAsync(CommandBehavior behavior, CancellationToken cancellationToken) =>
        Task.FromResult<DbDataReader>(new SimReader(Inner.ExecuteReader(behavior)));

    protected override void Dispose(bool disposing)
    {
        if (disposing && !connection.World.Store.KeepsStatements)
        {
            _inner?.Dispose();
        }
    }
}
