using System.Data.Common;

namespace Odoo.Connectors.Sync;

/// <summary>Runs statements in one transaction. Parameters are named p0, p1, … in the order given.</summary>
internal sealed partial class Sql(StoreConnection connection, DbTransaction? transaction, StoreDialect dialect)
{
    public StoreDialect Dialect => dialect;

    /// <summary>The lane whose fence guards this transaction, once one does.</summary>
    public string? FencedBy { get; set; }

    public async Task<int> ExecuteAsync(string sql, CancellationToken cancellationToken, params object?[] values)
    {
        DbCommand command = Command(sql, values);
        try
        {
            return await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            await connection.ReleaseAsync(command).ConfigureAwait(false);
        }
    }

    public async Task<List<T>> QueryAsync<T>(string sql, Func<DbDataReader, T> map, CancellationToken cancellationToken, params object?[] values)
    {
        DbCommand command = Command(sql, values);
        try
        {
            DbDataReader reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
            await using (reader.ConfigureAwait(false))
            {
                List<T> rows = [];
                while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
                {
                    rows.Add(map(reader));
                }

                return rows;
            }
        }
        finally
        {
            await connection.ReleaseAsync(command).ConfigureAwait(false);
        }
    }

    public async Task<T?> FirstAsync<T>(string sql, Func<DbDataReader, T> map, CancellationToken cancellationToken, params object?[] values)
        where T : class
    {
        List<T> rows = await QueryAsync(sql, map, cancellationToken, values).ConfigureAwait(false);
        return rows.Count == 0 ? null : rows[0];
    }

    public async Task<long?> NumberAsync(string sql, CancellationToken cancellationToken, params object?[] values)
    {
        DbCommand command = Command(sql, values);
        try
        {
            object? value = await command.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false);
            return value is null or DBNull ? null : Convert.ToInt64(value, System.Globalization.CultureInfo.InvariantCulture);
        }
        finally
        {
            await connection.ReleaseAsync(command).ConfigureAwait(false);
        }
    }

    private DbCommand Command(string sql, object?[] values)
    {
        DbCommand command = connection.Command(sql, values.Length);
        command.Transaction = transaction;
        for (int i = 0; i < values.Length; i++)
        {
            command.Parameters[i].Value = values[i] switch
            {
                null => DBNull.Value,
                string text => StoreText.Storable(text),
                ReadOnlyMemory<byte> bytes => bytes.ToArray(),
                int number => (long)number,
                object value => value,
            };
        }

        return command;
    }
}
