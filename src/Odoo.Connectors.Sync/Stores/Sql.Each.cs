using System.Data.Common;
using System.Globalization;

namespace Odoo.Connectors.Sync;

/// <summary>
/// Statements that are run for many rows. Their text names a source of rows <c>r</c> with the columns c0, c1, …: a server takes them all in
/// one command; for a store in this process they are a few, or one after the other, by prepared statements.
/// </summary>
internal sealed partial class Sql
{
    private const int MostTogether = 16;

    /// <summary>Runs a statement for each row and reads what it returns, in no order.</summary>
    public async Task<List<T>> EachAsync<T>(
        Func<string, string> text, IReadOnlyList<Column> columns, Func<DbDataReader, T> map, CancellationToken cancellationToken)
    {
        List<T> found = [];
        int count = columns[0].Count, row = 0;

        // Two lengths only: each is a statement of its own to prepare.
        foreach (int rows in dialect.TakesColumns ? [Math.Max(count, 1)] : new[] { MostTogether, 1 })
        {
            string statement = row + rows <= count ? text(Source(columns.Count, rows)) : "";
            for (; row + rows <= count; row += rows)
            {
                await TogetherAsync(statement, columns, row, rows, map, found, cancellationToken).ConfigureAwait(false);
            }
        }

        return found;
    }

    /// <summary>Runs a statement for each row.</summary>
    public async Task EachAsync(Func<string, string> text, IReadOnlyList<Column> columns, CancellationToken cancellationToken) =>
        await CountEachAsync(text(Source(columns.Count, 1)), columns, null, cancellationToken).ConfigureAwait(false);

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
        string into = $"INSERT INTO {table} ({names}{moreNames})", once = $"ON CONFLICT ({key}) DO NOTHING";
        if (!dialect.TakesColumns)
        {
            await CountEachAsync($"{into} VALUES ({List("@p{0}", columns.Count)}{constants}) {once}", columns, (row, count) => added[row] = count == 1, cancellationToken)
                .ConfigureAwait(false);
            return added;
        }

        string insert = $"{into} SELECT {List("r.c{0}", columns.Count)}{constants} FROM {Source(columns.Count, 1)} {once}";
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
            int times = dialect.TakesColumns ? 1 : columns[0].Count;
            for (int row = 0; row < times; row++)
            {
                Bind(command, columns, row, 1);
                int count = await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
                counted?.Invoke(row, count);
            }
        }
        finally
        {
            await connection.ReleaseAsync(command).ConfigureAwait(false);
        }
    }

    private async Task TogetherAsync<T>(
        string text, IReadOnlyList<Column> columns, int from, int rows, Func<DbDataReader, T> map, List<T> found, CancellationToken cancellationToken)
    {
        DbCommand command = connection.Command(text, dialect.TakesColumns ? columns.Count : rows * columns.Count);
        command.Transaction = transaction;
        try
        {
            Bind(command, columns, from, rows);
            DbDataReader reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
            await using (reader.ConfigureAwait(false))
            {
                while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
                {
                    found.Add(map(reader));
                }
            }
        }
        finally
        {
            await connection.ReleaseAsync(command).ConfigureAwait(false);
        }
    }

    /// <summary>Rows as a table r, from whole columns or from one parameter for each value.</summary>
    private string Source(int columns, int rows)
    {
        if (dialect.TakesColumns)
        {
            return $"unnest({List("@p{0}", columns)}) AS r ({List("c{0}", columns)})";
        }

        string first = $"SELECT {List("@p{0} AS c{0}", columns)}";
        return $"({first}{string.Concat(Enumerable.Range(1, rows - 1).Select(r => $" UNION ALL SELECT {List("@p{0}", columns, r * columns)}"))}) AS r";
    }

    private static string List(string format, int count, int from = 0) =>
        string.Join(", ", Enumerable.Range(from, count).Select(c => string.Format(CultureInfo.InvariantCulture, format, c)));

    private void Bind(DbCommand command, IReadOnlyList<Column> columns, int from, int rows)
    {
        for (int i = 0; i < columns.Count; i++)
        {
            if (dialect.TakesColumns)
            {
                command.Parameters[i].Value = columns[i].All;
                continue;
            }

            for (int row = 0; row < rows; row++)
            {
                command.Parameters[(row * columns.Count) + i].Value = columns[i].At(from + row);
            }
        }
    }
}
