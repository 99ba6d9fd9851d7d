using System.Diagnostics;

namespace Odoo.Connectors.Sqlite;

/// <summary>Lets one process at a time migrate a file. The operating system opens the door when its holder dies.</summary>
internal static class MigrationDoor
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);

    public static FileStream? Open(string path)
    {
        long started = Stopwatch.GetTimestamp();
        while (true)
        {
            try
            {
                return new FileStream(path + ".migrating", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.None);
            }
            catch (IOException) when (Stopwatch.GetElapsedTime(started) < Longest)
            {
                Thread.Yield();
            }
        }
    }
}
