using System.Data.Common;
using System.Diagnostics.CodeAnalysis;

namespace Odoo.Connectors.Sync;

/// <summary>
/// A connection to the store. Where the provider does not prepare statements by itself, the connection keeps each one prepared
/// and goes back to where it came from, so that a statement is compiled once in a connection's life.
/// </summary>
/// <param name="connection">The open connection.</param>
/// <param name="giveBack">Takes it back for the next user; null when the provider has a pool and prepares by itself.</param>
internal sealed class StoreConnection(DbConnection connection, Action<StoreConnection>? giveBack) : IAsyncDisposable, IDisposable
{
    private readonly Dictionary<string, DbCommand> _kept = new(StringComparer.Ordinal);

    public DbConnection Connection => connection;

    /// <summary>The statement with as many parameters, named p0, p1, …</summary>
    [SuppressMessage("Security", "CA2100", Justification = "Every statement is a constant of this assembly; values are parameters.")]
    public DbCommand Command(string sql, int parameters)
    {
        if (_kept.TryGetValue(sql, out DbCommand? command))
        {
            return command;
        }

        command = connection.CreateCommand();
        command.CommandText = sql;
        for (int i = 0; i < parameters; i++)
        {
            DbParameter parameter = command.CreateParameter();
            // With its prefix: without one SQLite is asked for every prefix there is, by a walk over all names each time.
            parameter.ParameterName = $"@p{i}";
            command.Parameters.Add(parameter);
        }

        if (giveBack is not null)
        {
            _kept.Add(sql, command);
        }

        return command;
    }

    /// <summary>Ends one use of a statement.</summary>
    public ValueTask ReleaseAsync(DbCommand command)
    {
        if (giveBack is null)
        {
            return command.DisposeAsync();
        }

        command.Transaction = null;
        return ValueTask.CompletedTask;
    }

    /// <summary>Ends one use of the connection.</summary>
    public ValueTask DisposeAsync()
    {
        if (giveBack is null)
        {
            return connection.DisposeAsync();
        }

        giveBack(this);
        return ValueTask.CompletedTask;
    }

    /// <summary>Closes the connection and what it kept.</summary>
    public void Dispose()
    {
        foreach (DbCommand command in _kept.Values)
        {
            command.Dispose();
        }

        connection.Dispose();
    }
}
