using System.Globalization;
using Microsoft.Data.Sqlite;
using Odoo.Connectors.Sync;
using SQLitePCL;

namespace Odoo.Connectors.Sqlite;

/// <summary>
/// One prepared statement for many rows, on SQLite's own functions: by the provider each row costs a reader, a search for the name of each
/// parameter and a box for each value, more than SQLite itself.
/// </summary>
internal static class SqliteRows
{
    public static void Run(SqliteConnection connection, string text, IReadOnlyList<Column> columns, Action<int, int>? counted)
    {
        sqlite3 database = connection.Handle!;
        Check(raw.sqlite3_prepare_v2(database, text, out sqlite3_stmt statement), database);
        using (statement)
        {
            Action<int>[] binders = [.. columns.Select((c, i) => Binder(statement, i + 1, c))];
            for (int row = 0; row < columns[0].Count; row++)
            {
                foreach (Action<int> bind in binders)
                {
                    bind(row);
                }

                int result = raw.sqlite3_step(statement);
                if (result != raw.SQLITE_DONE)
                {
                    Check(result, database);
                }

                counted?.Invoke(row, raw.sqlite3_changes(database));
                raw.sqlite3_reset(statement);
            }
        }
    }

    /// <summary>What a row has of the one before stays bound: a call costs more than the look.</summary>
    private static Action<int> Binder(sqlite3_stmt statement, int index, Column column) => column.All switch
    {
        long[] numbers => row =>
        {
            if (row == 0 || numbers[row] != numbers[row - 1])
            {
                raw.sqlite3_bind_int64(statement, index, numbers[row]);
            }
        },
        long?[] numbers => row =>
        {
            if (row == 0 || numbers[row] != numbers[row - 1])
            {
                Maybe(statement, index, numbers[row]);
            }
        },
        decimal[] numbers => row => Number(statement, index, numbers[row]),
        _ => row => Text(statement, index, column.At(row) as string),
    };

    /// <summary>As the provider writes it: without zeros at its end, but for one behind the point. Its own format takes longer than the row.</summary>
    private static int Number(sqlite3_stmt statement, int index, decimal number)
    {
        Span<byte> text = stackalloc byte[48];
        number.TryFormat(text, out int length, default, CultureInfo.InvariantCulture);
        if (text[..length].IndexOf((byte)'.') is >= 0 and int point)
        {
            while (length > point + 2 && text[length - 1] == '0')
            {
                length--;
            }
        }
        else
        {
            text[length++] = (byte)'.';
            text[length++] = (byte)'0';
        }

        return raw.sqlite3_bind_text(statement, index, text[..length]);
    }

    private static int Maybe(sqlite3_stmt statement, int index, long? number) =>
        number is long value ? raw.sqlite3_bind_int64(statement, index, value) : raw.sqlite3_bind_null(statement, index);

    private static int Text(sqlite3_stmt statement, int index, string? text) =>
        text is null ? raw.sqlite3_bind_null(statement, index) : raw.sqlite3_bind_text(statement, index, text);

    private static void Check(int result, sqlite3 database)
    {
        if (result != raw.SQLITE_OK)
        {
            SqliteException.ThrowExceptionForRC(result, database);
        }
    }
}
