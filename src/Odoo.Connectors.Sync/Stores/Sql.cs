using System.Data.Common;
using System.Diagnostics.CodeAnalysis;

namespace Odoo.Connectors.Sync;

/// <summary>Runs statements in one transaction. Parameters are named p0, p1, … in the order given.</summary>
internal sealed class Sql(DbConnection connection, DbTransaction transaction, StoreDialect dialect)
{
    public StoreDialect Dialect => dialect;

    /// <summary>The lane whose fence guards this transaction, once one does.</summary>
    public string? FencedBy { get; set; }

    public async Task<int> ExecuteAsync(string sql, CancellationToken cancellationToken, params object?[] values)
    {
        DbCommand command = Command(sql, values);
        await using (command.ConfigureAwait(false))
        {
            return await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    public async Task<List<T>> QueryAsync<T>(string sql, Func<DbDataReader, T> map, CancellationToken cancellationToken, params object?[] values)
    {
        DbCommand command = Command(sql, values);
        await using (command.ConfigureAwait(false))
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
        await using (command.ConfigureAwait(false))
        {
            object? value = await command.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false);
            return value is null or DBNull ? null : Convert.ToInt64(value, System.Globalization.CultureInfo.InvariantCulture);
        }
    }

    [SuppressMessage("Security", "CA2100", Justification = "Every statement is a constant of this assembly; values are parameters.")]
    private DbCommand Command(string sql, object?[] values)
    {
        DbCommand command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = sql;
        for (int i = 0; i < values.Length; i++)
        {
            DbParameter parameter = command.CreateParameter();
            parameter.ParameterName = $"p{i}";
            parameter.Value = values[i] switch
            {
                null => DBNull.Value,
                ReadOnlyMemory<byte> bytes => bytes.ToArray(),
                object value => value,
            };
            command.Parameters.Add(parameter);
        }

        return command;
    }
}
