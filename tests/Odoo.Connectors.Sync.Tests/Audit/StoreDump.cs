using System.Globalization;
using System.Text;
using Microsoft.Data.Sqlite;

namespace Odoo.Connectors.Sync.Tests;

/// <summary>Everything in the store's tables as text.</summary>
internal static class StoreDump
{
    public static string Dump(this HubWorld world, params string[] without)
    {
        using SqliteConnection connection = new(new SqliteConnectionStringBuilder { DataSource = world.Store }.ToString());
        connection.Open();
        StringBuilder text = new();
        foreach (string table in Column(connection, "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%' AND name NOT IN ('node', 'lane') ORDER BY name"))
        {
            using SqliteCommand command = new($"SELECT * FROM {table}", connection);
            using SqliteDataReader reader = command.ExecuteReader();
            while (reader.Read())
            {
                for (int i = 0; i < reader.FieldCount; i++)
                {
                    if (!without.Contains($"{table}.{reader.GetName(i)}"))
                    {
                        object value = reader.GetValue(i);
                        text.Append(CultureInfo.InvariantCulture, $"{table}.{reader.GetName(i)}=");
                        text.AppendLine(value is byte[] bytes ? Encoding.UTF8.GetString(bytes) : Convert.ToString(value, CultureInfo.InvariantCulture));
                    }
                }
            }
        }

        return text.ToString();
    }

    /// <summary>Whether the words stand anywhere in the bytes of the store's files.</summary>
    public static bool FilesHold(this HubWorld world, string words)
    {
        byte[] sought = Encoding.UTF8.GetBytes(words);
        return Directory.EnumerateFiles(Path.GetDirectoryName(world.Store)!, "hub.db*").Any(file =>
        {
            using FileStream stream = new(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using MemoryStream bytes = new();
            stream.CopyTo(bytes);
            return bytes.GetBuffer().AsSpan(0, (int)bytes.Length).IndexOf(sought) >= 0;
        });
    }

    private static List<string> Column(SqliteConnection connection, string sql)
    {
        using SqliteCommand command = new(sql, connection);
        using SqliteDataReader reader = command.ExecuteReader();
        List<string> values = [];
        while (reader.Read())
        {
            values.Add(reader.GetString(0));
        }

        return values;
    }
}
