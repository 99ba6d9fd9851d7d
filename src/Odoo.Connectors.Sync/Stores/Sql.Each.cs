using System.Data.Common;
using System.Globalization;

namespace Odoo.Connectors.Sync;

/// <summary>
/// Statements that are run for many rows. Their text names a source of rows <c>r</c> with the columns c0, c1, …: a server takes them all in
/// one command, and a store in this process takes one after the other by a prepared statement, which is the fastest for each.
/// </summary>
internal sealed partial class Sql
{
    /// <summary>Runs a statement for each row and reads what it returns, in no order.</summary>
    public async Task<List<T>> EachAsync<T>(
        Func<string, string> text, IReadOnlyList<Column> columns, Func<DbDataReader, T> map, CancellationToken cancellationToken)
    {
        List<T> found = [];
        if (columns[0].Count == 0)
        {
            return found;
        }

        DbCommand command = connection.Command(text(Source(columns.Count)), columns.Count);
        command.Transaction = transaction;
        try
        {
            int times = Bind(command, columns);
            for (int row = 0; row < times; row++)
            {
                BindRow(command, columns, row);
                DbDataReader reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
                await using (reader.ConfigureAwait(false))
                {
                    while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
                    {
                        found.Add(map(reader));
                    }
                }
            }
        }
        finally
        {
            await connection.ReleaseAsync(command).ConfigureAwait(false);
        }

        return found;
    }

    /// <summary>Runs a statement for each row.</summary>
    public async Task EachAsync(Func<string, string> text, IReadOnlyList<Column> columns, CancellationToken cancellationToken) =>
        await CountEachAsync(text(Source(columns.Count)), columns, null, cancellationToken).ConfigureAwait(false);

    /// <summary>Adds the rows whose key, two numbers in the first two columns, is not there yet. No key may be given twice.</summary>
    /// <param name="table">The table.</param>
    /// <param name="names">Its columns that are given for each row.</param>
    /// <param name="moreNames">Those that are the same in all of them, after a comma.</param>
    /// <param name="constants">What stands in these, after a comma.</param>
    /// <param name="columns">The rows.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>For each row whether it was added.</returns>
    public async Task<bool[]> AddNewAsync(
        string table, string names, string moreNames, string constants, IReadOnlyList<Column> columns, CancellationToken cancellationToken)
    {
        bool[] added = new bool[columns[0].Count];
        string key = string.Join(", ", names.Split(", ")[..2]);
        string values = string.Join(", ", Enumerable.Range(0, columns.Count).Select(c => string.Create(CultureInfo.InvariantCulture, $"r.c{c}")));
        string insert = $"INSERT INTO {table} ({names}{moreNames}) SELECT {values}{constants} FROM {Source(columns.Count)} WHERE 1 = 1 ON CONFLICT ({key}) DO NOTHING";
        if (!dialect.TakesColumns)
        {
            await CountEachAsync(insert, columns, (row, count) => added[row] = count == 1, cancellationToken).ConfigureAwait(false);
            return added;
        }

        List<(long, long)> keys = await EachAsync(
            _ => $"{insert} RETURNING {key}", columns, row => (row.GetInt64(0), row.GetInt64(1)), cancellationToken).ConfigureAwait(false);
        HashSet<(long, long)> fresh = [.. keys];
        long[] first = (long[])columns[0].All, second = (long[])columns[1].All;
        for (int row = 0; row < added.Length; row++)
        {
            added[row] = fresh.Contains((first[row], second[row]));
        }

        return added;
    }

    private async Task CountEachAsync(string text, IReadOnlyList<Column> columns, Action<int, int>? counted, CancellationToken cancellationToken)
    {
        if (columns[0].Count == 0)
        {
            return;
        }

        if (dialect.TryRunEach(connection.Connection, text, columns, counted))
        {
            return;
        }

        DbCommand command = connection.Command(text, columns.Count);
        command.Transaction = transaction;
        try
        {
            int times = Bind(command, columns);
            for (int row = 0; row < times; row++)
            {
                BindRow(command, columns, row);
                int count = await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
                counted?.Invoke(row, count);
            }
        }
        finally
        {
            await connection.ReleaseAsync(command).ConfigureAwait(false);
        }
    }

    private string Source(int columns)
    {
        IEnumerable<string> Each(string format) => Enumerable.Range(0, columns).Select(c => string.Format(CultureInfo.InvariantCulture, format, c));
        return dialect.TakesColumns
            ? $"unnest({string.Join(", ", Each("@p{0}"))}) AS r ({string.Join(", ", Each("c{0}"))})"
            : $"(SELECT {string.Join(", ", Each("@p{0} AS c{0}"))}) AS r";
    }

    /// <summary>Binds whole columns where the store takes them.</summary>
    /// <returns>How often the command is run.</returns>
    private int Bind(DbCommand command, IReadOnlyList<Column> columns)
    {
        for (int i = 0; dialect.TakesColumns && i < columns.Count; i++)
        {
            command.Parameters[i].Value = columns[i].All;
        }

        return dialect.TakesColumns ? 1 : columns[0].Count;
    }

    private void BindRow(DbCommand command, IReadOnlyList<Column> columns, int row)
    {
        for (int i = 0; !dialect.TakesColumns && i < columns.Count; i++)
        {
            command.Parameters[i].Value = columns[i].At(row);
        }
    }
}
