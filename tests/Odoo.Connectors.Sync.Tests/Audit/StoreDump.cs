using System.Globalization;
using System.Text;
using Odoo.Connectors.Tests.Shared;
using System.Data.Common;

namespace Odoo.Connectors.Sync.Tests;

/// <summary>Everything in the store's tables as text.</summary>
internal static class StoreDump
{
    public static string Dump(this HubWorld world, params string[] without)
    {
        using DbConnection connection = world.Store.Open();
        StringBuilder text = new();
        foreach (string table in Column(connection, world.Store.Tables).Except(["node", "lane"]))
        {
            using DbCommand command = connection.Sql($"SELECT * FROM {table}");
            using DbDataReader reader = command.ExecuteReader();
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
        return Directory.EnumerateFiles(Path.GetDirectoryName(world.Store.Address)!, "hub.db*").Any(file =>
        {
            using FileStream stream = new(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using MemoryStream bytes = new();
            stream.CopyTo(bytes);
            return bytes.GetBuffer().AsSpan(0, (int)bytes.Length).IndexOf(sought) >= 0;
        });
    }

    private static List<string> Column(DbConnection connection, string sql)
    {
        using DbCommand command = connection.Sql(sql);
        using DbDataReader reader = command.ExecuteReader();
        List<string> values = [];
        while (reader.Read())
        {
            values.Add(reader.GetString(0));
        }

        return values;
    }
}
